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


WORDS = Spellings("ابن قرض مشروع يونسكو داخله برنامج ثمن".split())
LATIN = frozenset("openai accord projet partenariat budget nexus dakhla recherche".split())


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("chkoun chaf openai", "من التقى openai"),
        ("wach kayn accord m3a nexus", "هل يوجد accord مع nexus"),
        ("l'accord dyal Oracle fin", "l'accord Oracle أين"),
        ("budget dyal data center ch7al", "budget data center كم"),
        ("projet, partenariat, signature dyal nexus", "projet, partenariat, signature nexus"),
    ],
)
def test_french_and_english_words_and_names_stay_as_they_are_typed(question: str, searched: str) -> None:
    assert standard_arabic(question, lambda: WORDS, LATIN.__contains__) == searched


def test_a_word_of_french_documents_is_also_searched_as_the_arabic_word_that_it_is() -> None:
    assert standard_arabic("fin kayn dakhla", lambda: WORDS, LATIN.__contains__) == "أين يوجد dakhla داخله"


def test_an_unknown_word_stays_as_it_is_typed() -> None:
    assert standard_arabic("chno howa iresen", lambda: WORDS, LATIN.__contains__) == "ما هو iresen"


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("chno howa lmachrou3", "ما هو المشروع"),
        ("chno gal lyounisko", "ما قال اليونسكو"),
        ("fin kayna 7okouma", "أين يوجد حوكوما"),
        ("fin kayna lmadrasa", "أين يوجد لمادراسا"),
    ],
)
def test_words_that_are_near_or_spelt_as_arabic_become_arabic(question: str, searched: str) -> None:
    assert standard_arabic(question, lambda: WORDS, LATIN.__contains__) == searched
