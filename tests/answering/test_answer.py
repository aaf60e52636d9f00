import dataclasses
import json

import pytest

from rag.answering.answer import Answer, Citation, Related, Status
from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.errors import CitationError
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage

TEXT = "Rabat a signé hier. Selon Barlamane, quatre responsables étaient là."
ALPHA = Source("Titre A", "Alpha", "https://alpha.example/a", "2025-09")
BARLAMANE = Source("Titre B", "Barlamane", "https://b.example/b")
DOCUMENT = Document("id", "fr", "Titre", TEXT, "fr/id.md", "2025-09-11", (ALPHA, BARLAMANE))
FIRST, SECOND = (0, 19), (20, len(TEXT))


def cited(place: tuple[int, int], *footnotes: Footnote, sources: tuple[Source, ...] = (ALPHA, BARLAMANE)) -> Citation:
    (passage,) = chunk(dataclasses.replace(DOCUMENT, footnotes=footnotes, sources=sources), 1000, len)
    return Citation(1, passage, *place)


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


@pytest.mark.parametrize(
    ("place", "sources"),
    [
        (FIRST, (BARLAMANE, ALPHA)),
        (SECOND, (BARLAMANE,)),
        ((0, 5), (BARLAMANE, ALPHA)),
        ((0, len(TEXT)), (BARLAMANE, ALPHA)),
    ],
)
def test_the_sources_are_those_of_the_cited_words(place: tuple[int, int], sources: tuple[Source, ...]) -> None:
    citation = cited(place, Footnote(19, 1), Footnote(19, 0), Footnote(len(TEXT), 1))
    assert (citation.sources, citation.attribution) == (sources, "sentence")


@pytest.mark.parametrize("footnotes", [(), (Footnote(19, 1),)])
def test_words_that_no_footnote_covers_have_all_sources_of_the_document(footnotes: tuple[Footnote, ...]) -> None:
    citation = cited(SECOND, *footnotes)
    assert (citation.sources, citation.attribution) == ((ALPHA, BARLAMANE), "document")


def test_a_publisher_named_in_the_words_is_no_source_for_that() -> None:
    assert cited(SECOND, Footnote(len(TEXT), 0)).sources == (ALPHA,)


def test_without_any_source_none_is_made_up() -> None:
    citation = cited(FIRST, sources=())
    assert (citation.sources, citation.attribution) == ((), "document")


def test_the_place_of_a_citation_counts_from_the_start_of_the_document() -> None:
    passage = cited(FIRST, Footnote(19, 0), Footnote(len(TEXT), 1)).passage
    later = dataclasses.replace(passage, start=100, end=100 + len(TEXT))
    assert Citation(1, later, 100, 119).sources == (ALPHA,)
    assert Citation(1, later, 120, 100 + len(TEXT)).sources == (BARLAMANE,)


@pytest.mark.parametrize(
    ("footnotes", "publisher", "url", "sources", "attribution"),
    [
        ((Footnote(19, 1),), "Barlamane", "https://b.example/b", [BARLAMANE], "sentence"),
        ((Footnote(19, 1), Footnote(19, 0)), "Barlamane", "https://b.example/b", [BARLAMANE, ALPHA], "sentence"),
        ((Footnote(19, 0), Footnote(19, 1)), "Alpha", "https://alpha.example/a", [ALPHA, BARLAMANE], "sentence"),
        ((), "Alpha, Barlamane", "", [ALPHA, BARLAMANE], "document"),
    ],
)
def test_json_names_the_best_source_or_all_publishers_of_the_document(
    footnotes: tuple[Footnote, ...], publisher: str, url: str, sources: list[Source], attribution: str
) -> None:
    found = cited(FIRST, *footnotes).to_dict()
    assert (found["publisher"], found["url"], found["attribution"]) == (publisher, url, attribution)
    assert found["sources"] == [source.to_dict() for source in sources]


def test_nothing_of_an_answer_can_be_changed(passage: Passage) -> None:
    answer = Answer("q", "q", "fr", "answered", "x [1]", 0.9, (Citation(1, passage, 0, 5),), timings_ms={"total": 1.0})
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.text = "y"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.citations[0].start = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        answer.timings_ms["total"] = 2.0  # type: ignore[index]


def test_json_has_the_fields_of_every_surface() -> None:
    citation = cited(FIRST, Footnote(19, 0))
    answer = Answer("q?", "q", "fr", "answered", "x [1]", 0.91234, (citation,), timings_ms={"total": 1})
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
                "sources": [
                    {"publisher": "Alpha", "title": "Titre A", "url": "https://alpha.example/a", "date": "2025-09"}
                ],
                "attribution": "sentence",
                "quote": "Rabat a signé hier.",
                "start": 0,
                "end": 19,
                "support": 1.0,
                "agreeing": [],
            }
        ],
        "related": [],
        "suggestions": [],
        "timings_ms": {"total": 1},
        "notice": "",
    }


def test_json_has_related_documents_and_suggestions() -> None:
    near = Related("mou", "ar", "عنوان", "2025-09")
    answer = Answer("q", "q", "ar", "uncertain", "x [1]", 0.4, related=(near,), suggestions=("One?", "Two?"))
    found = json.loads(json.dumps(answer.to_dict()))
    assert found["status"] == "uncertain"
    assert found["related"] == [{"document": "mou", "language": "ar", "title": "عنوان", "date": "2025-09"}]
    assert found["suggestions"] == ["One?", "Two?"]


@pytest.mark.parametrize(
    ("question", "searched", "status", "rewritten"),
    [
        ("Who?", "Who?", "answered", False),
        ("  Who \n signed? ", "Who signed?", "answered", False),
        ("Hello, who signed?", "who signed?", "answered", True),
        ("And when?", "when – the Nour centre?", "uncertain", True),
        ("And when?", "when – the Nour centre?", "abstained", True),
        ("Hello", "Something else", "talk", False),
    ],
)
def test_it_is_rewritten_where_something_else_was_searched_than_typed(
    question: str, searched: str, status: Status, rewritten: bool
) -> None:
    assert Answer(question, searched, "en", status, "x", 0.5).rewritten is rewritten
