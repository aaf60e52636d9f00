"""What is said where an answer is sure, uncertain or missing."""

from collections.abc import Iterator

import pytest

from rag.answering.answerer import Answerer
from rag.answering.lines import notices
from rag.answering.messages import ABSTAINED
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever

MISTRAL, CNDP = "mistral-mou-2025", "cndp-ministry-convention-2025"


@pytest.fixture(scope="module")
def unsure(retriever: Retriever) -> Iterator[Answerer]:
    """One that is never sure, and always has something near to show."""
    settings = retriever.settings.model_copy(update={"evidence": 1.0, "uncertain": 0.0})
    with Retriever(settings, retriever.encoder) as own:
        yield Answerer(own)


LEADS = {
    "fr": (
        "Il se peut que les documents ne répondent pas à cette question. Le passage le plus proche :",
        "Il se peut que les documents ne répondent pas à cette question. Les passages les plus proches :",
    ),
    "ar": (
        "قد لا تجيب الوثائق عن هذا السؤال. أقرب مقطع:",
        "قد لا تجيب الوثائق عن هذا السؤال. أقرب المقاطع:",
    ),
    "en": (
        "The documents may not answer this question. The nearest passage:",
        "The documents may not answer this question. The nearest passages:",
    ),
}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quelles universités travaillent avec Mistral AI ?", "fr"),
        ("Qui a signé la convention avec la CNDP ?", "fr"),
        ("من وقع مذكرة التفاهم مع ميسترال؟", "ar"),
        ("Who signed the CNDP convention?", "en"),
        ("Which universities work with Mistral AI?", "en"),
    ],
)
def test_an_uncertain_answer_says_so_above_what_is_nearest(unsure: Answerer, question: str, language: str) -> None:
    answer = unsure.answer(question)
    lead, *quotes = answer.text.split("\n")
    assert answer.status == "uncertain"
    assert lead == LEADS[language][len(answer.citations) > 1]
    assert 1 <= len(answer.citations) <= 2
    assert [each.quote for each in answer.citations if each.quote not in "\n".join(quotes)] == []


def test_an_uncertain_answer_names_other_documents_nearby_and_suggests_nothing(unsure: Answerer) -> None:
    answer = unsure.answer("Who signed the memorandum with Mistral AI?")
    assert {each.passage.document for each in answer.citations} == {MISTRAL}
    assert [(each.document, each.language, each.date) for each in answer.related] == [(CNDP, "en", "2025-09-11")]
    assert answer.suggestions == ()


def test_a_question_of_yes_or_no_is_not_decided_by_what_is_uncertain(unsure: Answerer) -> None:
    assert unsure.answer("Was the Mistral AI memorandum signed in 2024?").text.startswith(LEADS["en"][0])


def test_an_answer_names_no_other_documents_and_suggests_nothing(answerer: Answerer) -> None:
    answer = answerer.answer("Who signed the CNDP convention?")
    assert (answer.status, answer.related, answer.suggestions) == ("answered", (), ())


@pytest.mark.parametrize(
    ("question", "suggestion"),
    [
        ("Quel est le budget de la convention avec la CNDP ?", "Quels accords ont été signés en 2025 ?"),
        ("What is the budget of the CNDP convention?", "Which agreements were signed in 2025?"),
    ],
)
def test_what_the_documents_leave_out_comes_with_the_nearest_of_them(
    answerer: Answerer, question: str, suggestion: str
) -> None:
    answer = answerer.answer(question)
    assert answer.status == "abstained"
    assert [each.document for each in answer.related] == [CNDP, MISTRAL]
    assert {each.language for each in answer.related} == {answer.language}
    assert (len(answer.suggestions), answer.suggestions[0]) == (3, suggestion)


@pytest.mark.parametrize(
    ("question", "suggestion"),
    [
        ("Quelle est la recette du couscous ?", "Quels accords ont été signés en 2025 ?"),
        ("كيف حال الطقس غدا في طنجة؟", "ما هي الاتفاقيات الموقعة سنة 2025؟"),
        ("Who won the football match last night?", "Which agreements were signed in 2025?"),
    ],
)
def test_what_is_off_the_subject_has_nothing_near_but_questions_that_can_be_asked(
    answerer: Answerer, question: str, suggestion: str
) -> None:
    answer = answerer.answer(question)
    assert (answer.status, answer.related) == ("abstained", ())
    assert (len(answer.suggestions), answer.suggestions[0]) == (3, suggestion)


def test_a_question_that_names_what_documents_name_is_never_off_the_subject(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.answering.off_topic.OffTopic.is_off", lambda *_: True)
    assert answerer.answer("How much does the Mistral AI agreement cost?").text == ABSTAINED["en"]
    assert answerer.answer("How much does the agreement cost?").text.startswith("I only cover Morocco's")


def test_nothing_is_uncertain_without_anything_found(retriever: Retriever) -> None:
    settings = retriever.settings.model_copy(update={"evidence": 0.5, "uncertain": 0.0})
    with Retriever(settings, retriever.encoder) as own:
        answer = Answerer(own).answer("Who signed the CNDP convention?", Filters(documents=("none",)))
    assert (answer.status, answer.citations, answer.confidence, answer.related) == ("abstained", (), 0.0, ())


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Le mémorandum avec Mistral AI a-t-il été signé en 2024 ?", "Non, d'après les documents : "),
        ("Est-ce que Mistral AI va ouvrir une filiale au Maroc ?", "D'après les documents : "),
        ("هل وقعت الاتفاقية مع اللجنة الوطنية بالرباط؟", "نعم، حسب الوثائق: "),
        ("Was the Mistral AI memorandum signed in Rabat?", "Yes, according to the documents: "),
        ("Was the Mistral AI memorandum signed in 2024?", "No, according to the documents: "),
        ("Did four officials attend the signing with Mistral AI?", "According to the documents: "),
        ("Why was the Mistral AI memorandum signed on 13 September 2025?", "The documents say something else: "),
    ],
)
def test_the_stance_of_the_documents_stands_before_the_quotes(answerer: Answerer, question: str, start: str) -> None:
    answer = answerer.answer(question)
    assert answer.status == "answered"
    assert answer.text.startswith(f"{start}{answer.citations[0].quote} [1]")


def test_no_stance_is_told_of_a_source_in_another_language(retriever: Retriever) -> None:
    settings = retriever.settings.model_copy(update={"evidence": 0.0})
    with Retriever(settings, retriever.encoder) as own:
        answer = Answerer(own).answer("Le mémorandum avec Mistral AI a-t-il été signé en 2024 ?", Filters(("en",)))
    assert answer.text.startswith(f"{answer.citations[0].quote} [1]")


def test_a_word_that_no_document_has_is_named_only_where_nothing_is_quoted(
    answerer: Answerer, unsure: Answerer
) -> None:
    question = "Que dit le mémorandum avec Mistral AI sur les trottinettes ?"
    assert answerer.answer(question).text == (
        "Les documents ne disent rien de tel : il n'y est pas question de « trottinettes »."
    )
    assert "trottinettes" not in unsure.answer(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who signed the CNDP convention and when?", "index of words is missing"),
        ("Qui a construit la tour de Pise ?", "L'index des mots manque"),
        ("من بنى برج بيزا؟", "فهرس الكلمات مفقود"),
    ],
)
def test_every_answer_says_that_words_are_not_searched(answerer, monkeypatch, question, said):
    monkeypatch.setattr(type(answerer.retriever), "searches_words", False)
    answer = answerer.answer(question)
    assert said in answer.notice
    assert any(said in line for line in notices(answer))
    assert answerer.answer("bonjour").notice == ""
