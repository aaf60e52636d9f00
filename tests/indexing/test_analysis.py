import pytest

from rag.indexing.analysis import analyse
from rag.text.language import Language


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "الوزارة", "وزارة"),
        ("ar", "وَالمُذَكِّرَة", "مذكره"),
        ("ar", "الإصطناعي", "اصطناعى"),
        ("ar", "٢٠٢٥", "2025"),
        ("ar", "بالرباط", "الرباط"),
        ("fr", "signées", "signé"),
        ("fr", "l’accord", "accords"),
        ("fr", "Mémorandum", "memorandums"),
        ("en", "agreements", "Agreement"),
        ("en", "signing", "signed"),
    ],
)
def test_forms_of_a_word_are_one_term(language: Language, one: str, other: str) -> None:
    assert set(analyse(other, language)) <= set(analyse(one, language))
    assert analyse(other, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Quels sont les"), ("en", "What are the"), ("ar", "ما هي"), ("ar", "شكون لي")],
)
def test_question_words_are_no_terms(language: Language, text: str) -> None:
    assert analyse(text, language) == []


def test_arabic_text_is_not_lost_beside_latin_names() -> None:
    assert analyse("شركة Mistral AI", "ar") == ["شرك", "mistral", "ai"]
