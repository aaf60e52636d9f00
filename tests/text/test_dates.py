import pytest

from rag.text.dates import is_date, spell_date
from rag.text.language import Language


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        ("2025-09-12", "fr", "12 septembre 2025"),
        ("2025-09-12", "ar", "12 شتنبر 2025"),
        ("2025-09-12", "en", "12 September 2025"),
        ("2025-08-01", "fr", "1 août 2025"),
        ("2025-01-01", "ar", "1 يناير 2025"),
    ],
)
def test_a_day_is_spelt_with_the_name_of_its_month(date: str, language: Language, words: str) -> None:
    assert spell_date(date, language) == words


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "août 2025"), ("ar", "غشت 2025"), ("en", "August 2025")], ids=["fr", "ar", "en"]
)
def test_a_month_is_spelt_without_a_day(language: Language, words: str) -> None:
    assert spell_date("2025-08", language) == words


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_year_stays_as_it_is(language: Language) -> None:
    assert spell_date("2025", language) == "2025"


@pytest.mark.parametrize(
    ("date", "words"),
    [("2024-01-01/2024-02-01", "1 January 2024"), ("2024-03/2024-04", "March 2024"), ("2024/2025", "2024")],
)
def test_of_two_dates_the_first_is_spelt(date: str, words: str) -> None:
    assert spell_date(date, "en") == words


def test_no_date_is_no_words() -> None:
    assert spell_date("", "fr") == ""


@pytest.mark.parametrize("date", ["2025-02-30", "2025-13", "2025-00"])
def test_a_date_that_is_none_stays_as_it_is(date: str) -> None:
    assert spell_date(date, "fr") == date


@pytest.mark.parametrize(
    ("parts", "expected"),
    [((2024, 2, 29), True), ((2025, 2, 29), False), ((2025, 4, 31), False), ((2025, 13), False), ((2025,), True)],
)
def test_whether_there_is_such_a_day(parts: tuple[int, ...], expected: bool) -> None:
    assert is_date(*parts) is expected
