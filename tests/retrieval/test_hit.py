import dataclasses

from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.indexing.chunker import chunk
from rag.retrieval.hit import Hit, ScoredSentence, Signals

ALPHA, BETA = Source("A", "Alpha", "https://alpha.example"), Source("B", "Beta", "https://beta.example", "2025")
DOCUMENT = Document("d", "en", "Title", "One. Two.", "d.md", "2025-09", (ALPHA, BETA))


def as_json(*footnotes: Footnote) -> dict[str, object]:
    (passage,) = chunk(dataclasses.replace(DOCUMENT, footnotes=footnotes), 100, len)
    sentences = tuple(ScoredSentence(span, 1.0, 0.5, 0.25) for span in passage.sentences)
    return Hit(passage, 1.23456, Signals(0.9, 0.8, 0.0), sentences).to_dict()


def test_json_has_the_sources_of_the_passage_and_of_each_sentence() -> None:
    assert as_json(Footnote(4, 1), Footnote(9, 1), Footnote(9, 0)) == {
        "document": "d",
        "language": "en",
        "title": "Title",
        "publisher": "Alpha, Beta",
        "url": "",
        "sources": [ALPHA.to_dict(), BETA.to_dict()],
        "date": "2025-09",
        "heading": "",
        "text": "One. Two.",
        "start": 0,
        "end": 9,
        "score": 1.2346,
        "signals": {"dense": 0.9, "sentence": 0.8, "bm25": 0.0},
        "sentences": [
            {"start": 0, "end": 4, "score": 1.0, "sources": [BETA.to_dict()], "quote": "One."},
            {"start": 5, "end": 9, "score": 1.0, "sources": [BETA.to_dict(), ALPHA.to_dict()], "quote": "Two."},
        ],
    }


def test_a_passage_that_rests_on_one_source_has_its_address() -> None:
    found = as_json(Footnote(4, 1), Footnote(9, 1))
    assert (found["publisher"], found["url"], found["sources"]) == ("Beta", "https://beta.example", [BETA.to_dict()])


def test_sentences_of_which_only_the_document_has_sources_have_none_of_their_own() -> None:
    found = as_json()
    assert [sentence["sources"] for sentence in found["sentences"]] == [[], []]  # type: ignore[attr-defined]
    assert found["sources"] == [ALPHA.to_dict(), BETA.to_dict()]
