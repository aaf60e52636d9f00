import dataclasses
import json

import pytest

from rag.answering.answer import Answer, Citation
from rag.corpus.document import Document, Source
from rag.errors import CitationError
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage

TEXT = "Rabat a signé hier. Selon Barlamane, quatre responsables étaient là."
SOURCES = (Source("Titre A", "Alpha", "https://alpha.example/a"), Source("Titre B", "Barlamane", "https://b.example/b"))
DOCUMENT = Document("id", "fr", "Titre", TEXT, "fr/id.md", "2025-09-11", SOURCES)


@pytest.fixture
def passage() -> Passage:
    return chunk(DOCUMENT, 1000, len)[0]


def test_the_quote_is_the_slice(passage: Passage) -> None:
    assert Citation(1, passage, 0, 19).quote == "Rabat a signé hier."


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (10, 4), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 9)])
def test_a_place_outside_the_passage_is_impossible(passage: Passage, start: int, end: int) -> None:
    with pytest.raises(CitationError, match="outside its passage"):
        Citation(1, passage, start, end)


def test_a_passage_whose_text_does_not_fit_its_place_is_refused(passage: Passage) -> None:
    forged = dataclasses.replace(passage, text="Ce que personne n'a écrit.")
    with pytest.raises(CitationError, match=r"is not .* characters long"):
        Citation(1, forged, 0, 5)


def test_the_source_is_the_one_that_the_quote_names(passage: Passage) -> None:
    assert Citation(1, passage, 0, 19).source.publisher == "Alpha"
    assert Citation(2, passage, 20, len(TEXT)).source.publisher == "Barlamane"


def test_nothing_of_an_answer_can_be_changed(passage: Passage) -> None:
    answer = Answer("q", "q", "fr", "answered", "x [1]", 0.9, (Citation(1, passage, 0, 5),), timings_ms={"total": 1.0})
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.text = "y"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.citations[0].start = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        answer.timings_ms["total"] = 2.0  # type: ignore[index]


def test_json_has_the_fields_of_every_surface(passage: Passage) -> None:
    answer = Answer(
        "q?", "q", "fr", "answered", "x [1]", 0.91234, (Citation(1, passage, 0, 19),), timings_ms={"total": 1}
    )
    assert json.loads(json.dumps(answer.to_dict(), ensure_ascii=False)) == {
        "question": "q?",
        "searched": "q",
        "language": "fr",
        "status": "answered",
        "text": "x [1]",
        "confidence": 0.9123,
        "writer": "extractive",
        "citations": [
            {
                "number": 1,
                "document": "id",
                "language": "fr",
                "title": "Titre",
                "publisher": "Alpha",
                "date": "2025-09-11",
                "url": "https://alpha.example/a",
                "quote": "Rabat a signé hier.",
                "start": 0,
                "end": 19,
                "support": 1.0,
                "agreeing": [],
            }
        ],
        "timings_ms": {"total": 1},
        "notice": "",
    }
