import pytest

from rag.retrieval.retriever import Retriever
from rag.retrieval.standard_arabic import standard_arabic
from rag.text.arabizi import Spellings


def never() -> Spellings:
    raise AssertionError("only Darija in Latin letters needs the words of the documents")


@pytest.mark.parametrize(
    ("question", "standard"),
    [
        ("شكون سنا الاتفاقية مع Mistral AI؟", "من وقع الاتفاقية مع Mistral AI؟"),
        ("وفوقاش توقعات فالرباط؟", "متى توقعات في الرباط؟"),
        ("شحال ديال الوزارات؟", "كم الوزارات؟"),
    ],
)
def test_darija_words_become_standard_ones(question: str, standard: str) -> None:
    assert standard_arabic(question, never, lambda _word: False) == standard


@pytest.mark.parametrize("question", ["من وقع الاتفاقية؟", "Qui a signé ?", "Who signed?", "شكون", "dyal"])
def test_other_questions_and_those_of_nothing_else_stay(question: str) -> None:
    assert standard_arabic(question, never, lambda _word: False) in (question, "من")


def test_latin_letters_become_the_words_of_the_documents(retriever: Retriever) -> None:
    searched = retriever.in_standard_arabic("chkoun wa99e3 l'ittifa9iya m3a Mistral AI?")
    assert searched == "من وقع الاتفاقيه مع Mistral ميسترال AI?"


def test_words_of_french_documents_stay_in_latin_letters(retriever: Retriever) -> None:
    assert "la convention" in retriever.in_standard_arabic("fo9ach twa99e3at la convention dyal CNDP?")


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("chkoun wa99e3 l'ittifa9iya m3a Mistral AI?", "mistral-mou-2025"),
        ("fo9ach twa99e3at l'ittifa9iya dyal lajna lwataniya?", "cndp-ministry-convention-2025"),
    ],
)
def test_a_question_in_latin_letters_finds_the_arabic_passage(
    retriever: Retriever, question: str, document: str
) -> None:
    # The two documents name each other, so that either may come first for a question without more words.
    best = [(hit.passage.document, hit.passage.language) for hit in retriever.retrieve(question, k=2)]
    assert (document, "ar") in best
