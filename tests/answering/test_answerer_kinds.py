"""What is answered without searching passages: talk, lists of documents, what a thing is; and what is not."""

import pytest

from rag.answering.answerer import Answerer
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever

MISTRAL, CNDP = "mistral-mou-2025", "cndp-ministry-convention-2025"


@pytest.mark.parametrize(
    ("text", "language", "start"),
    [
        ("Bonjour", "fr", "Bonjour !"),
        ("Merci !", "fr", "Avec plaisir."),
        ("Que peux-tu faire ?", "fr", "Je réponds en français"),
        ("سلام", "ar", "مرحبا!"),
        ("شكرا", "ar", "على الرحب والسعة."),
        ("Hello", "en", "Hello!"),
        ("Who are you?", "en", "I am a program that searches 2 documents"),
    ],
)
def test_talk_is_answered_before_anything_is_searched(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch, text: str, language: str, start: str
) -> None:
    monkeypatch.setattr(Retriever, "rank", lambda *_: pytest.fail("it was searched"))
    answer = answerer.answer(text)
    assert (answer.status, answer.language, answer.searched) == ("talk", language, text)
    assert answer.text.startswith(start)
    assert (answer.citations, answer.confidence, len(answer.suggestions)) == ((), 0.0, 3)
    assert list(answer.timings_ms) == ["total"]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Quels documents as-tu ?", "mémorandums et protocoles (1)"),
        ("ما هي الوثائق التي لديك؟", "مذكرات التفاهم والبروتوكولات (1)"),
        ("What documents do you have?", "memoranda and protocols (1)"),
    ],
)
def test_a_question_for_all_documents_is_about_the_chat(answerer: Answerer, question: str, line: str) -> None:
    answer = answerer.answer(question)
    assert answer.status == "talk"
    assert line in answer.text.splitlines()


def test_a_question_for_some_documents_is_about_these(answerer: Answerer) -> None:
    answer = answerer.answer("Which conventions do you have?")
    assert (answer.status, answer.writer) == ("answered", "catalogue")
    assert [each.passage.document for each in answer.citations] == [CNDP]


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("Bonjour, qui a signé la convention avec la CNDP ?", "qui a signé la convention avec la CNDP ?"),
        ("السلام عليكم، من وقع اتفاقية اللجنة الوطنية؟", "من وقع اتفاقية اللجنة الوطنية؟"),
        ("Hello, who signed the CNDP convention?", "who signed the CNDP convention?"),
    ],
)
def test_courtesies_are_taken_off_a_question(answerer: Answerer, question: str, bare: str) -> None:
    answer = answerer.answer(question)
    assert (answer.question, answer.searched, answer.status, answer.rewritten) == (question, bare, "answered", True)
    assert answer.confidence == pytest.approx(answerer.answer(bare).confidence)


@pytest.mark.parametrize(
    ("question", "language", "searched"),
    [
        (
            "Quels accords ont été signés en 2025 ?",
            "fr",
            "accords (mémorandums, conventions et tout ce qui a été signé) · signature, 2025",
        ),
        (
            "ما هي الاتفاقيات الموقعة سنة 2025؟",
            "ar",
            "الاتفاقات (مذكرات التفاهم والاتفاقيات وكل ما تم توقيعه) · التوقيع، 2025",
        ),
        (
            "Which agreements were signed in 2025?",
            "en",
            "agreements (memoranda, conventions and whatever was signed) · signing, 2025",
        ),
    ],
)
def test_a_question_about_the_collection_lists_documents(
    answerer: Answerer, question: str, language: str, searched: str
) -> None:
    answer = answerer.answer(question)
    assert (answer.status, answer.writer, answer.searched) == ("answered", "catalogue", searched)
    assert [each.passage.key for each in answer.citations] == [f"{language}/{CNDP}", f"{language}/{MISTRAL}"]
    assert list(answer.timings_ms) == ["total"]


def test_courtesies_do_not_hide_a_question_about_the_collection(answerer: Answerer) -> None:
    answer = answerer.answer("Bonjour, quels accords ont été signés en 2025 ?")
    assert (answer.writer, len(answer.citations)) == ("catalogue", 2)


def test_darija_is_read_as_standard_arabic(answerer: Answerer) -> None:
    answer = answerer.answer("شنو هي الاتفاقيات اللي توقعات ف 2025؟")
    assert (answer.language, answer.writer, len(answer.citations)) == ("ar", "catalogue", 2)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Quels accords ont été signés en 2024 ?", "Aucun des 2 documents ne correspond."),
        ("ما هي القوانين المعتمدة سنة 2025؟", "لا توجد وثيقة مطابقة من بين 2 وثيقة."),
        ("Which laws were adopted in 2025?", "None of the 2 documents matches."),
    ],
)
def test_a_list_of_nothing_abstains(answerer: Answerer, question: str, text: str) -> None:
    answer = answerer.answer(question)
    assert (answer.status, answer.text, answer.citations) == ("abstained", text, ())


def test_a_list_keeps_to_the_filters(answerer: Answerer) -> None:
    answer = answerer.answer("Which agreements were signed in 2025?", Filters(kinds=("convention",)))
    assert [each.passage.document for each in answer.citations] == [CNDP]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("C'est quoi la CNDP ?", "Le ministère marocain de la Transition numérique"),
        ("What is the CNDP?", "Morocco's Ministry of Digital Transition"),
    ],
)
def test_a_definition_is_one_sentence_of_the_article(answerer: Answerer, question: str, quote: str) -> None:
    answer = answerer.answer(question)
    (citation,) = answer.citations
    assert (answer.status, answer.rewritten, citation.passage.document) == ("answered", False, CNDP)
    assert citation.quote.startswith(quote)
    assert "CNDP" in citation.quote


@pytest.mark.parametrize(
    ("question", "language", "sentences"),
    [
        ("Parle-moi de l'accord avec Mistral AI", "fr", 2),
        ("حدثني عن الاتفاق مع ميسترال", "ar", 3),
        ("Tell me about the agreement with Mistral AI", "en", 2),
    ],
)
def test_a_summary_is_the_first_paragraph_of_the_article(
    answerer: Answerer, question: str, language: str, sentences: int
) -> None:
    answer = answerer.answer(question)
    opening = next(each.opening(answer.language) for each in answerer.retriever.catalogue if each.document == MISTRAL)
    assert (answer.status, answer.language) == ("answered", language)
    assert {each.passage for each in answer.citations} == {opening}
    assert [each.end for each in answer.citations] == [s.end for s in opening.sentences[:sentences]]
    assert opening.key == f"{language}/{MISTRAL}"


def test_a_summary_keeps_to_the_filters(answerer: Answerer) -> None:
    answer = answerer.answer("Tell me about the Mistral AI memorandum", Filters(documents=(CNDP,)))
    assert {each.passage.document for each in answer.citations} <= {CNDP}


@pytest.mark.parametrize(
    "suggestion",
    [
        "Quels accords ont été signés en 2025 ?",
        "Parle-moi de l'accord avec Mistral AI",
        "حدثني عن الاتفاق مع ميسترال للذكاء الاصطناعي",
        "ما هي الاتفاقيات الموقعة سنة 2025؟",
    ],
)
def test_what_is_suggested_is_answered(answerer: Answerer, suggestion: str) -> None:
    assert suggestion in {s for text in ("Bonjour", "سلام") for s in answerer.answer(text).suggestions}
    assert answerer.answer(suggestion).status == "answered"


def test_every_title_that_is_suggested_is_summarised(answerer: Answerer) -> None:
    for greeting in ("Bonjour", "سلام", "Hello"):
        title = answerer.answer(greeting).suggestions[2]
        answer = answerer.answer(title)
        assert (answer.status, answer.citations[0].passage.document) == ("answered", CNDP), title


@pytest.mark.parametrize(
    ("question", "history", "searched"),
    [
        ("And when?", "Who signed the Mistral AI memorandum?", "when – the Mistral AI memorandum?"),
        ("And when?", "Hello, who signed the Mistral AI memorandum?", "when – the Mistral AI memorandum?"),
        (
            "et pourquoi ?",
            "Bonjour, qui a signé le mémorandum avec Mistral AI ?",
            "pourquoi – le mémorandum avec Mistral AI ?",
        ),
    ],
)
def test_a_follow_up_has_the_subject_of_the_question_before_without_its_courtesies(
    answerer: Answerer, question: str, history: str, searched: str
) -> None:
    answer = answerer.answer(question, history=[history])
    assert (answer.status, answer.searched, answer.rewritten) == ("answered", searched, True)


def test_thanks_after_a_question_are_still_thanks(answerer: Answerer) -> None:
    answer = answerer.answer("Merci !", history=["Qui a signé le mémorandum avec Mistral AI ?"])
    assert (answer.status, answer.rewritten) == ("talk", False)


def test_words_of_the_documents_in_darija_are_no_talk(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answerer, "_likelihood_of_talk", lambda *_: 1.0)
    assert answerer.answer("chkoun wa99e3 l'ittifa9iya m3a Mistral AI?").status == "answered"


def test_after_a_question_only_words_decide_what_is_talk(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answerer, "_likelihood_of_talk", lambda *_: 1.0)
    assert answerer.answer("foo bar").status == "talk"
    assert answerer.answer("foo bar", history=["Who signed the Mistral AI memorandum?"]).status != "talk"
