"""The questions of a set with what was mined for them; mined once, then kept in the run's folder."""

import json
import tempfile
from pathlib import Path

from training.examples import Mined
from training.negatives import mine
from training.sets import SETS, Asked, read_set

# Sets that say the same in two languages: the questions of one are also asked about the texts of the other.
_PARALLEL = {"xquad.en": "xquad.ar", "xquad.ar": "xquad.en"}


def mined_set(name: str, sets: Path, work: Path) -> list[Mined]:
    """The questions of a set, by its name.

    Args:
        name: of one of ``SETS``.
        sets: the folder above ``qa`` and ``train``.
        work: where what was mined is kept.
    """
    cards = {card.name: card for card in SETS}
    asked = read_set(cards[name], sets)
    other = _PARALLEL.get(name)
    crossed = {each.twin: each.question for each in read_set(cards[other], sets)} if other else {}
    others = _kept(name, asked, work)
    return [Mined(each, found, crossed.get(each.twin, "")) for each, found in zip(asked, others, strict=True)]


def _kept(name: str, asked: list[Asked], work: Path) -> list[tuple[tuple[str, str], ...]]:
    path = work / "mined" / f"{name}.json"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            found = mine(asked, Path(folder) / "index")
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    return [tuple((title, text) for title, text in each) for each in json.loads(path.read_text("utf-8"))]
