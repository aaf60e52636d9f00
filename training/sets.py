"""The question sets that the reader learns from, by name, and which family each belongs to.

Public sets are read from where they lie (``../shared/qa``, ``../shared/train``), the project's own from
``training/questions``. None of them is copied.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rag.text.language import Language

Family = Literal["squad", "shifts", "piaf", "tydi", "own"]


@dataclass(frozen=True)
class SetCard:
    """A set: its file below the folder of sets, its language, licence and family.

    Sets of one family share paragraphs or annotators, so that they are left out together.
    """

    name: str
    file: str
    language: Language
    family: Family
    licence: str


SETS = (
    SetCard("xquad.en", "qa/xquad.en.json.gz", "en", "squad", "CC BY-SA 4.0"),
    SetCard("xquad.ar", "qa/xquad.ar.json.gz", "ar", "squad", "CC BY-SA 4.0"),
    SetCard("squad2.dev", "qa/squad2.en", "en", "squad", "CC BY-SA 4.0"),
    SetCard("piaf.fr", "qa/piaf.fr.json.gz", "fr", "piaf", "MIT"),
    SetCard("tydiqa.ar", "qa/tydiqa.ar.json.gz", "ar", "tydi", "Apache-2.0"),
    SetCard("tydiqa.en", "train/tydiqa.en.train.json.gz", "en", "tydi", "Apache-2.0"),
    SetCard("squad2.train", "train/squad2.en.train-slice.json.gz", "en", "shifts", "CC BY-SA 4.0"),
    SetCard("shifts.wiki", "train/squadshifts.en.new_wiki.json.gz", "en", "shifts", "CC BY 4.0"),
    SetCard("shifts.reddit", "train/squadshifts.en.reddit.json.gz", "en", "shifts", "CC BY 4.0"),
    SetCard("shifts.amazon", "train/squadshifts.en.amazon.json.gz", "en", "shifts", "CC BY 4.0"),
)


@dataclass(frozen=True)
class Asked:
    """A question about a text. ``spans`` are the accepted answers, ``text[start:end]``; none where it has no answer.

    ``twin`` is the same for the same question in another language of a parallel set.
    """

    id: str
    question: str
    title: str
    text: str
    language: Language
    spans: tuple[tuple[int, int], ...]
    set: str
    twin: str = ""


def read_set(card: SetCard, folder: Path) -> list[Asked]:
    """The questions of a set in their order.

    Args:
        card: which.
        folder: the one above ``qa`` and ``train``.
    """
    path = folder / card.file
    return list(_squad(card, path) if path.is_file() else _lines(card, path))


def _squad(card: SetCard, path: Path) -> Iterator[Asked]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    for article in articles:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            for entry in paragraph["qas"]:
                spans = tuple(dict.fromkeys(_span(text, each) for each in entry["answers"]))
                if spans or entry.get("is_impossible"):
                    title = article.get("title", "").replace("_", " ")
                    yield Asked(
                        entry["id"], entry["question"], title, text, card.language, spans, card.name, entry["id"]
                    )


def _span(text: str, answer: dict[str, Any]) -> tuple[int, int]:
    """Where an answer stands; some sets count positions in bytes, or are off by a space."""
    start, wanted = answer["answer_start"], answer["text"].strip()
    if text[start : start + len(wanted)] != wanted:
        near = text.find(wanted, max(0, start - 20))
        start = near if near >= 0 else max(0, text.find(wanted))
    return start, start + len(wanted)


def _lines(card: SetCard, path: Path) -> Iterator[Asked]:
    """A set in two files, without places: an answer is where its text first stands."""
    texts = {line["context_id"]: line for line in _read(Path(f"{path}.contexts.jsonl.gz"))}
    for line in _read(Path(f"{path}.questions.jsonl.gz")):
        passage = texts[line["context_id"]]
        text = passage["text"]
        spans = tuple(
            (at, at + len(answer)) for answer in dict.fromkeys(line["answers"]) if (at := text.find(answer)) >= 0
        )
        if spans or not line["answerable"]:
            title = passage["title"].replace("_", " ")
            yield Asked(line["id"], line["question"], title, text, card.language, spans, card.name)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
