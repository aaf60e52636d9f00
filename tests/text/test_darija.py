import pytest

from rag.text.darija import STANDARD, darija_weights, has_darija, is_only_darija, is_spelt_as_arabic
from rag.text.normalise import normalise


@pytest.mark.parametrize(
    "question",
    ["Chkoun wa99e3 l'ittifa9iya m3a Mistral AI?", "fo9ach?", "bch7al?", "fin kayn Toubkal?", "9anoun 09-08"],
)
def test_darija_in_latin_letters_has_words_of_its_own(question: str) -> None:
    assert sum(darija_weights(question)) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "La fin de la 7eme édition, le 3e jour, à 9h",
        "The 3rd, 7th and 9th of May at 7am",
        "H100 GPUs, 5G, GPT4all, mp3, m3, Gemini3Pro, D4SD, b2b",
        "Safra Catz, Kathmandu and Kaya",
        "ARTICLE 19",
    ],
)
def test_figures_and_names_are_not_darija(text: str) -> None:
    assert sum(darija_weights(text)) < 2


@pytest.mark.parametrize("question", ["شكون سنا؟", "وفوقاش؟", "شنو هما المحاور ديال الشراكة؟", "إمتى تعلن المختبر؟"])
def test_darija_in_arabic_letters_has_words_of_its_own(question: str) -> None:
    assert has_darija(question)


@pytest.mark.parametrize("question", ["من وقع الاتفاقية؟", "كان لي سؤال حتى الآن", "متى دشن مركز البيانات؟", "Qui ?"])
def test_standard_arabic_has_none(question: str) -> None:
    assert not has_darija(question)


def test_words_stand_as_normalising_leaves_them() -> None:
    assert [word for word in STANDARD if normalise(word) != word] == []


@pytest.mark.parametrize(
    "word", ["ta9rir", "7okouma", "lmachrou3", "istina3i", "lmizaniya", "barnamaj", "Wa99e3", "li9a2"]
)
def test_digits_and_letters_show_that_a_word_is_arabic(word: str) -> None:
    assert is_spelt_as_arabic(word)


@pytest.mark.parametrize(
    "word", ["accord", "projet", "data", "center", "openai", "nexus", "mp3", "3rd", "llama", "huawei"]
)
def test_french_and_english_words_and_names_are_not_spelt_as_arabic(word: str) -> None:
    assert not is_spelt_as_arabic(word)


def test_a_word_that_is_also_a_name_is_darija_only_among_darija() -> None:
    assert is_only_darija("ok safi")
    assert not is_only_darija("Safi")
    assert not is_only_darija("safi port")
    assert not is_only_darija("ok merci")
