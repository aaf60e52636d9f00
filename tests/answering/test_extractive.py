import re

from rag.answering.extractive import ExtractiveWriter, compose
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.retrieval.hit import Hit, ScoredSentence, Signals

TEXT = "First fact here. Second fact of 12 May 2024. Third fact there.\n\nTwo aims:\n\n- one aim;\n- another aim."


def hit(scores: list[float]) -> Hit:
    passage = chunk(Document("d", "en", "T", TEXT, "d.md"), 1000, len)[0]
    spans = zip(passage.sentences, scores, strict=True)
    sentences = sorted((ScoredSentence(span, score, 0.9, 0.5) for span, score in spans), key=lambda s: -s.score)
    return Hit(passage, 5.0, Signals(0.9, 0.9, 3.0), tuple(sentences))


def test_sentences_are_quoted_in_reading_order_with_their_numbers() -> None:
    found = ExtractiveWriter().write("Which facts?", [hit([2.0, -9, 2.5, -9, -9, -9])])
    assert found.text == "First fact here. [1] Third fact there. [2]"
    assert [citation.quote for citation in found.citations] == ["First fact here.", "Third fact there."]


def test_far_weaker_sentences_are_left_out() -> None:
    assert len(ExtractiveWriter().write("What?", [hit([5.0, 1.0, 1.0, 1.0, 1.0, 1.0])]).citations) == 1


def test_no_more_sentences_than_set() -> None:
    assert len(ExtractiveWriter(most=2).write("What?", [hit([5.0, 4.9, 4.8, -9, -9, -9])]).citations) == 2


def test_a_date_that_is_asked_for_is_added() -> None:
    found = ExtractiveWriter().write("Who, and when?", [hit([5.0, -1.0, -9, -9, -9, -9])])
    assert [citation.quote for citation in found.citations] == ["First fact here.", "Second fact of 12 May 2024."]


def test_a_lead_in_is_never_quoted_without_its_list() -> None:
    found = ExtractiveWriter().write("Anything", [hit([0, 0, 0, 5.0, 0, 0])])
    assert found.text == "Two aims: [1]\n- one aim; [2]\n- another aim. [3]"


def test_a_single_item_comes_with_its_lead_in() -> None:
    found = ExtractiveWriter().write("Another", [hit([0, 0, 0, 0, 0, 5.0])])
    assert found.text == "Two aims: [1]\n- another aim. [2]"


def test_prose_after_an_item_starts_a_new_line() -> None:
    passage = hit([0] * 6).passage
    first, *_middle, item = passage.sentences
    assert compose([(passage, item), (passage, first)]).text == "- another aim. [1]\nFirst fact here. [2]"


def test_every_sentence_has_a_marker_and_every_marker_a_citation() -> None:
    found = ExtractiveWriter().write("List the aims", [hit([0, 0, 0, 0, 5.0, 0])])
    assert re.findall(r"\[(\d+)\]", found.text) == [str(citation.number) for citation in found.citations]
