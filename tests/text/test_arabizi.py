import pytest

from rag.text.arabizi import Spellings, transliterate

WORDS = Spellings("اتفاقيه وقع برنامج وزاره ميزانيه مختبر معهد جامعات رقمي يرأس سفير لقاء امارات تقرير يونسكو".split())


@pytest.mark.parametrize(
    ("word", "letters"),
    [("wa99e3", "واقع"), ("7okouma", "حوكوما"), ("chrika", "شريكا"), ("imtihan", "امتيهان"), ("l9anoun", "لقانون")],
)
def test_letters(word: str, letters: str) -> None:
    assert transliterate(word) == letters


@pytest.mark.parametrize(
    ("word", "arabic"),
    [
        ("l'ittifa9iya", "الاتفاقيه"),
        ("wa99e3", "وقع"),
        ("barnamaj", "برنامج"),
        ("lwizara", "الوزاره"),
        ("lmizaniya", "الميزانيه"),
        ("lmokhtabar", "المختبر"),
        ("ma3had", "معهد"),
        ("jami3at", "جامعات"),
        ("ra9mi", "رقمي"),
        ("li9a2", "لقاء"),
        ("limarat", "الامارات"),
        ("ta9rir", "تقرير"),
        ("lyounisko", "اليونسكو"),
    ],
)
def test_the_word_of_the_documents_is_found_however_it_is_spelt(word: str, arabic: str) -> None:
    assert WORDS.arabic(word) == arabic


def test_the_mark_of_the_present_tense_is_left_out() -> None:
    assert Spellings(["يراس"]).arabic("kayrass") == "يراس"


@pytest.mark.parametrize("word", ["blockchain", "o", "", "dakhla", "chi7aja"])
def test_what_is_far_from_every_word_is_not_found(word: str) -> None:
    assert WORDS.arabic(word) is None


@pytest.mark.parametrize("word", ["openai", "accord"])
def test_few_shared_consonants_do_not_make_a_foreign_word_an_arabic_one(word: str) -> None:
    words = Spellings(["ابن", "قرض"])
    assert words.arabic(word)
    assert words.like(word) is None


def test_the_more_consonants_are_shared_the_more_vowels_may_differ() -> None:
    assert Spellings(["مهندسين"]).like("mohandisin") == "مهندسين"


def test_an_exact_match_differs_only_in_what_arabic_need_not_write() -> None:
    words = Spellings(["داخله", "نيكسوس"])
    assert words.exact("dakhla") == "داخله"
    assert words.exact("nexus") is None
