from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.errors import DatasetError
from rag.evaluation.question_set import QuestionSet, SourcePassage
from rag.evaluation.temporary_index import open_corpus, open_passages
from rag.settings import Settings

RABAT = SourcePassage("rabat", "Accord", "La convention a été signée à Rabat en 2025.")
FEZ = SourcePassage("id with spaces/and <b>", "", "The data centre of Fez opens in 2026.", "en")


def a_set(*passages: SourcePassage) -> QuestionSet:
    def read() -> Iterator[SourcePassage]:
        return iter(passages)

    return QuestionSet("set", "JSON Lines", lambda: iter(()), read, (Path("set.jsonl"),))


def test_passages_are_indexed_once_for_their_content(settings: Settings, encoder: Encoder, tmp_path: Path) -> None:
    own = settings.model_copy(update={"cache": tmp_path / "cache"})
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        with open_passages(a_set(RABAT, FEZ), own, encoder, None, lambda *step: told.append(step)) as opened:
            assert set(opened.store.documents()) == {"fr/rabat", "en/id with spaces/and <b>"}
            assert opened.rank("Quand ouvre Fez ?").hits[0].passage.document == FEZ.id
    assert len(list((tmp_path / "cache/evaluation").iterdir())) == 1
    assert [step for step in told if step[2]][-1][1:] == (2, 2)
    with open_passages(a_set(RABAT), own, encoder, None, lambda *_: None) as opened:
        assert set(opened.store.documents()) == {"fr/rabat"}
    assert len(list((tmp_path / "cache/evaluation").iterdir())) == 2
    assert not settings.index.exists()


@pytest.mark.parametrize(
    ("passages", "message"),
    [
        ((), "there is no passage in it"),
        ((SourcePassage("x", "", " \n"),), "there is no passage in it"),
        ((RABAT, RABAT), "the passage id 'rabat' stands there twice"),
    ],
)
def test_passages_that_cannot_be_used(
    settings: Settings, encoder: Encoder, passages: tuple[SourcePassage, ...], message: str
) -> None:
    with pytest.raises(DatasetError, match=rf"^set\.jsonl: {message}$"):
        open_passages(a_set(*passages), settings, encoder, None, lambda *_: None)


def test_the_projects_index_is_used_as_it_is(seed_settings: Settings, encoder: Encoder) -> None:
    manifest = seed_settings.index / "manifest.json"
    before = manifest.read_bytes()
    with open_corpus(seed_settings, encoder, None, lambda *_: None) as opened:
        assert opened.settings.index == seed_settings.index
    assert manifest.read_bytes() == before


def test_an_index_of_other_settings_is_left_alone(settings: Settings, encoder: Encoder, tmp_path: Path) -> None:
    (settings.documents / "one.txt").write_text("Le centre de Rabat a ouvert.", encoding="utf-8")
    open_corpus(settings, encoder, None, lambda *_: None).close()
    before = (settings.index / "manifest.json").read_bytes()
    other = settings.model_copy(update={"passage_tokens": 64, "cache": tmp_path / "cache"})
    with open_corpus(other, encoder, None, lambda *_: None) as opened:
        assert opened.settings.index.parent == tmp_path / "cache/evaluation"
        assert opened.store.count() == 1
    assert (settings.index / "manifest.json").read_bytes() == before
