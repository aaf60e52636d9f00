import re

import numpy as np
import pytest

from rag.answering.answerer import Answerer
from rag.answering.composition import Composition
from rag.answering.extractive import ExtractiveWriter
from rag.answering.sentence_features import FEATURES
from rag.answering.sentence_scorer import SentenceScorer
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.retrieval.hit import Hit, Signals
from rag.retrieval.ranking import Ranking

TEXT = "First fact here. Second fact of 12 May 2024. Third fact there.\n\nTwo aims:\n\n- one aim;\n- another aim."
BY_COSINE = SentenceScorer({name: float(name == "cosine") for name in FEATURES})


def passage_of(text: str = TEXT, document: str = "d") -> Passage:
    return chunk(Document(document, "en", "T", text, f"{document}.md"), 1000, len)[0]


def write(question: str, cosines: list[float], text: str = TEXT, **settings: float) -> Composition:
    """The answer when the probability of a sentence rests on its cosine alone."""
    passage = passage_of(text)
    hit = Hit(passage, 5.0, Signals(0.9, 0.9, 3.0))
    ranking = Ranking(question, (hit,), {"en": {}}, {passage.id: np.array(cosines, np.float32)})
    return ExtractiveWriter(scorer=BY_COSINE, **settings).write(ranking, [hit])  # type: ignore[arg-type]


def quotes(found: Composition) -> list[str]:
    return [citation.quote for citation in found.citations]


def test_the_likeliest_sentence_comes_first_and_the_others_in_reading_order() -> None:
    found = write("Which facts?", [0.7, 0.8, 0.9, 0, 0, 0])
    assert found.text == "Third fact there. [1] First fact here. [2] Second fact of 12 May 2024. [3]"


def test_sentences_that_hardly_can_answer_are_left_out() -> None:
    assert quotes(write("What?", [0.9, 0, 0, 0, 0, 0], least=0.1)) == ["First fact here."]


def test_nothing_is_added_to_a_sentence_that_is_enough() -> None:
    assert quotes(write("What?", [0.9, 0.8, 0, 0, 0, 0], enough=0.3)) == ["First fact here."]


def test_further_sentences_stop_once_they_hold_what_is_asked_for() -> None:
    cosines = [0.7, 0.9, 0.6, 0, 0, 0]
    assert quotes(write("When?", cosines, met=0.3, enough=1.1)) == ["Second fact of 12 May 2024."]
    assert len(quotes(write("When?", cosines, met=1.1, enough=1.1))) == 3


def test_what_is_asked_for_in_two_ways_gets_a_sentence_for_each() -> None:
    text = "Alpha Beta signed it on 12 May 2024. Gamma Delta signed it too. Epsilon Zeta was there."
    found = write("Who signed it and when?", [0.9, 0.8, 0.7], text, enough=1.1, met=1.1)
    assert quotes(found) == ["Alpha Beta signed it on 12 May 2024.", "Gamma Delta signed it too."]


def test_they_go_on_where_it_is_still_missing_or_nothing_certain_is_asked_for() -> None:
    assert quotes(write("When?", [0.9, 0, 0.8, 0, 0, 0], met=0.3, enough=1.1)) == [
        "First fact here.",
        "Second fact of 12 May 2024.",
        "Third fact there.",
    ]
    assert len(quotes(write("What?", [0.7, 0.9, 0.6, 0, 0, 0], met=0.3, enough=1.1))) == 3


def test_another_document_adds_nothing_to_a_likely_answer_but_its_own_does() -> None:
    first, other = passage_of("A fact here. A further fact."), passage_of("Other fact there.", "e")
    hits = [Hit(each, 5.0, Signals(0.9, 0.9, 3.0)) for each in (first, other)]
    cosines = {first.id: np.array([0.9, 0.6], np.float32), other.id: np.array([0.7], np.float32)}
    ranking = Ranking("What?", tuple(hits), {"en": {}}, cosines)
    unlikely = ExtractiveWriter(scorer=BY_COSINE, enough=1.1, elsewhere=1.1).write(ranking, hits)
    likely = ExtractiveWriter(scorer=BY_COSINE, enough=1.1, elsewhere=0.3).write(ranking, hits)
    assert sorted(quotes(unlikely)) == ["A fact here.", "A further fact.", "Other fact there."]
    assert quotes(likely) == ["A fact here.", "A further fact."]


def test_a_single_item_is_not_added_to_prose() -> None:
    found = write("What?", [0.9, 0.6, 0, 0, 0.85, 0], enough=1.1, least=0.0)
    assert quotes(found) == ["First fact here.", "Second fact of 12 May 2024.", "Third fact there."]


def test_an_item_that_holds_what_is_still_asked_for_is_added() -> None:
    text = "A fact here.\n\nTwo aims:\n\n- one aim;\n- 40 million dirhams."
    cosines = [0.9, 0, 0, 0.85]
    assert quotes(write("How much does it cost?", cosines, text, enough=1.1))[:3] == [
        "A fact here.",
        "Two aims:",
        "40 million dirhams.",
    ]
    assert quotes(write("What?", cosines, text, enough=1.1)) == ["A fact here."]


def test_the_sentence_that_decides_a_question_of_yes_or_no_stands_alone() -> None:
    text = "The centre is new. The centre opened in 2023. The centre is large."
    found = write("Did the centre open in 2024?", [0.9, 0.5, 0.8], text, enough=1.1)
    assert found.text == "The centre opened in 2023. [1]"


@pytest.mark.parametrize(("most", "nearest"), [(1, 1), (2, 2), (3, 2)])
def test_what_may_not_answer_is_at_most_two_sentences(most: int, nearest: int) -> None:
    writer = ExtractiveWriter(most=most, met=0.7).nearest
    assert (writer.most, writer.enough, writer.announced, writer.met) == (nearest, 0.5, 1.0, 0.7)


def test_no_more_sentences_than_set() -> None:
    assert len(write("What?", [0.9, 0.9, 0.9, 0, 0, 0], most=2).citations) == 2


def test_a_date_that_is_asked_for_is_added() -> None:
    assert quotes(write("Who, and when?", [0.9, 0, 0, 0, 0, 0], least=0.5)) == [
        "First fact here.",
        "Second fact of 12 May 2024.",
    ]


def test_a_lead_in_is_never_quoted_without_its_list() -> None:
    found = write("Anything", [0, 0, 0, 0.9, 0, 0])
    assert found.text == "Two aims: [1]\n- one aim; [2]\n- another aim. [3]"


def test_a_list_that_a_likely_sentence_announces_answers_a_list_question() -> None:
    text = "The plan is new. Two aims:\n\n- one aim;\n- another aim."
    found = write("Which goals are there? List them", [0.9, 0.8, 0, 0], text)
    assert found.text == "Two aims: [1]\n- one aim; [2]\n- another aim. [3]"


def test_a_list_does_not_answer_a_question_for_a_date() -> None:
    assert quotes(write("When?", [0.7, 0.85, 0, 0.9, 0, 0]))[0] == "Second fact of 12 May 2024."


def test_two_items_of_a_list_bring_the_others() -> None:
    text = "A fact here.\n\nThree aims:\n\n- one aim;\n- another aim;\n- a third aim."
    found = write("Which of them?", [0, 0, 0.9, 0, 0.89], text, enough=1.1)
    assert quotes(found)[:4] == ["Three aims:", "one aim;", "another aim;", "a third aim."]


def test_a_single_item_comes_with_its_lead_in() -> None:
    assert write("Another", [0, 0, 0, 0, 0, 0.9], least=0.2).text == "Two aims: [1]\n- another aim. [2]"


def test_a_sentence_broken_over_lines_is_quoted_whole() -> None:
    found = write("What?", [0, 0.9, 0], "The centre opened\nin March 2024. It is large.", least=0.5)
    assert found.text == "The centre opened [1] in March 2024. [2]"


def test_every_sentence_has_a_marker_and_every_marker_a_citation() -> None:
    found = write("List the aims", [0, 0, 0, 0, 0.9, 0])
    assert re.findall(r"\[(\d+)\]", found.text) == [str(citation.number) for citation in found.citations]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Qui a signé la convention avec la CNDP ?", ["Omar Seghrouchni"]),
        ("من وقع اتفاقية اللجنة الوطنية مع الوزارة؟", ["عمر السغروشني"]),
        ("Compare the dates of the Mistral memorandum and of the CNDP convention", ["12 September", "11 September"]),
    ],
)
def test_the_packaged_scorer_on_real_documents(answerer: Answerer, question: str, parts: list[str]) -> None:
    ranking = answerer.retriever.rank(question)
    language = "ar" if "من" in question else "fr" if "Qui" in question else "en"
    hits = [hit for hit in ranking.hits if hit.passage.language == language]
    text = answerer.writer.write(ranking, hits).text
    assert [part for part in parts if part not in text] == []
