"""Words are searched whatever happened to their index."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from rag.embedding.encoder import Encoder
from rag.errors import DamageError
from rag.indexing.lexical import LexicalIndex
from rag.indexing.seal import broken_files, take_seal
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

QUESTION = "convention signée à Rabat"


@pytest.fixture
def indexed(settings: Settings, encoder: Encoder, write: Callable[..., Path]) -> Settings:
    for number in range(3):
        write(f"{number}.txt", f"La convention numéro {number} a été signée à Rabat.")
    index(settings, encoder)
    return settings


def folder(settings: Settings) -> Path:
    (found,) = settings.index.glob("lexical-*")
    return found


def scores(retriever: Retriever) -> list[tuple[str, float]]:
    return [(hit.passage.id, hit.score) for hit in retriever.rank(QUESTION).hits]


def expected(settings: Settings, encoder: Encoder) -> list[tuple[str, float]]:
    with Retriever(settings, encoder) as retriever:
        assert retriever.rank(QUESTION).hits[0].signals.bm25 > 0
        return scores(retriever)


@pytest.mark.parametrize("name", ["", "meta.json", "*.term", "*.idx", "*.fieldnorm", "*.store"])
def test_a_lost_or_damaged_index_of_words_is_made_again(indexed: Settings, encoder: Encoder, name: str) -> None:
    before = expected(indexed, encoder)
    lexical = folder(indexed)
    if name:
        (path,) = lexical.glob(name)
        path.write_bytes(bytes(path.stat().st_size))
    else:
        shutil.rmtree(lexical)
    said: list[str] = []
    with Retriever(indexed, encoder, announce=said.append) as retriever:
        assert scores(retriever) == before
        assert retriever.searches_words
    assert said == ["The index of words is missing, damaged or unfinished: making it again from the passages"]
    assert LexicalIndex(lexical).ids() == {key for key, _score in before}
    assert broken_files(indexed.index, lexical.name) == []
    with Retriever(indexed, encoder, announce=said.append):
        assert len(said) == 1


def test_after_a_run_that_was_killed_nothing_is_believed(indexed: Settings, encoder: Encoder) -> None:
    before = expected(indexed, encoder)
    (lengths,) = folder(indexed).glob("*.fieldnorm")  # damage that no search would notice
    lengths.write_bytes(bytes(50) + lengths.read_bytes()[50:])
    take_seal(indexed.index)
    assert expected(indexed, encoder) == before


def test_where_another_process_changes_the_index_it_is_made_in_memory(indexed: Settings, encoder: Encoder) -> None:
    before = expected(indexed, encoder)
    shutil.rmtree(folder(indexed))
    with FileLock(indexed.index / "lock"), Retriever(indexed, encoder) as retriever:
        assert scores(retriever) == before
    assert list(indexed.index.glob("lexical-*")) == []


@pytest.mark.parametrize("name", ["meta.json", "*.term", "*.idx", "*.fieldnorm", "*.store"])
def test_damage_while_it_is_open_is_mended_at_the_next_question(indexed: Settings, encoder: Encoder, name: str) -> None:
    before = expected(indexed, encoder)
    with Retriever(indexed, encoder) as retriever:
        (path,) = folder(indexed).glob(name)
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
        assert scores(retriever) == before


def test_a_search_that_fails_is_made_again_in_a_new_index(
    indexed: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = expected(indexed, encoder)
    with Retriever(indexed, encoder) as retriever:
        failing = [DamageError("damaged"), DamageError("damaged")]
        search, contain = LexicalIndex.search, LexicalIndex.containing

        def search_once(self: LexicalIndex, question: str, limit: int) -> list[tuple[str, float]]:
            if failing:
                raise failing.pop()
            return search(self, question, limit)

        monkeypatch.setattr(LexicalIndex, "search", search_once)
        failing.pop()
        assert scores(retriever) == before
        assert LexicalIndex.containing is contain
        assert len(retriever.mentioning("Rabat", "fr") or ()) == 3


def test_where_it_cannot_be_made_the_retriever_says_so(
    indexed: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(folder(indexed))

    def fail(_self: LexicalIndex, _passages: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(LexicalIndex, "write", fail)
    with Retriever(indexed, encoder) as retriever:
        assert not retriever.searches_words
        assert len(retriever.retrieve(QUESTION)) == 3
        assert retriever.passages_with("convention", "fr") == 0
        assert retriever.mentioning("Rabat", "fr") is None
