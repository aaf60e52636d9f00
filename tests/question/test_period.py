import pytest

from rag.question.lexicon import words_of
from rag.question.period import Period, read_period
from rag.text.language import Language

TODAY = "2025-10-01"


def period(text: str, language: Language, today: str = TODAY) -> tuple[str, str]:
    found, _ = read_period(words_of(text), language, today)
    return found.first, found.last


def said_by(text: str, language: Language) -> list[str]:
    words = words_of(text)
    return [words[at] for at in sorted(read_period(words, language, TODAY)[1])]


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("signés en 2025", "fr", "2025"),
        ("en mars 2025", "fr", "2025-03"),
        ("fevrier 2025", "fr", "2025-02"),
        ("le 12 septembre 2025", "fr", "2025-09-12"),
        ("le 1er mars 2024", "fr", "2024-03-01"),
        ("in 2025", "en", "2025"),
        ("in March 2025", "en", "2025-03"),
        ("on 12 September 2025", "en", "2025-09-12"),
        ("on September 12, 2025", "en", "2025-09-12"),
        ("on September 2nd, 2025", "en", "2025-09-02"),
        ("the 21st March 2025", "en", "2025-03-21"),
        ("سنة 2025", "ar", "2025"),
        ("سنة ٢٠٢٥", "ar", "2025"),
        ("في شتنبر 2025", "ar", "2025-09"),
        ("في سبتمبر 2025", "ar", "2025-09"),
        ("في 12 شتنبر 2025", "ar", "2025-09-12"),
        ("2025-09-12", "fr", "2025-09-12"),
        ("2025-09-12", "ar", "2025-09-12"),
        ("2025-09", "en", "2025-09"),
        ("2025/09/12", "en", "2025-09-12"),
    ],
)
def test_a_year_a_month_or_a_day_is_a_period_of_its_own(text: str, language: Language, date: str) -> None:
    assert period(text, language) == (date, date)


@pytest.mark.parametrize(
    ("text", "date"),
    [("ب2025", "2025"), ("ل2025", "2025"), ("و2025", "2025"), ("بمارس 2025", "2025-03"), ("لمارس 2025", "2025-03")],
)
def test_arabic_letters_may_be_joined_to_a_date(text: str, date: str) -> None:
    assert period(text, "ar") == (date, date)


def test_letters_joined_to_a_number_are_arabic_only() -> None:
    assert period("و2025", "fr") == ("", "")


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("depuis 2024", "fr", "2024"),
        ("depuis mars 2024", "fr", "2024-03"),
        ("depuis l'année 2024", "fr", "2024"),
        ("à partir de 2024", "fr", "2024"),
        ("since 2024", "en", "2024"),
        ("since the year 2024", "en", "2024"),
        ("as of 12 March 2024", "en", "2024-03-12"),
        ("منذ 2024", "ar", "2024"),
        ("ومنذ 2024", "ar", "2024"),
        ("منذ سنة 2024", "ar", "2024"),
        ("ابتداء من مارس 2024", "ar", "2024-03"),
    ],
)
def test_since_a_date_is_open_at_its_end(text: str, language: Language, first: str) -> None:
    assert period(text, language) == (first, "")


@pytest.mark.parametrize(("text", "language"), [("après 2024", "fr"), ("after 2024", "en"), ("بعد 2024", "ar")])
def test_after_a_year_begins_with_the_next(text: str, language: Language) -> None:
    assert period(text, language) == ("2025", "")


@pytest.mark.parametrize(
    ("text", "language", "last"),
    [
        ("jusqu'en 2024", "fr", "2024"),
        ("jusqu'au 5 mars 2024", "fr", "2024-03-05"),
        ("until 2024", "en", "2024"),
        ("by the end of 2024", "en", "2024"),
        ("حتى 2024", "ar", "2024"),
        ("إلى غاية 2024", "ar", "2024"),
    ],
)
def test_until_a_date_is_open_at_its_beginning(text: str, language: Language, last: str) -> None:
    assert period(text, language) == ("", last)


@pytest.mark.parametrize(
    ("text", "language", "last"),
    [
        ("avant 2024", "fr", "2023"),
        ("avant l'année 2024", "fr", "2023"),
        ("avant mars 2024", "fr", "2024-02"),
        ("avant janvier 2024", "fr", "2023-12"),
        ("avant le 5 mars 2024", "fr", "2024-03-04"),
        ("avant le 1er mars 2024", "fr", "2024-02-29"),
        ("avant le 1er janvier 2024", "fr", "2023-12-31"),
        ("before 2024", "en", "2023"),
        ("prior to March 2024", "en", "2024-02"),
        ("قبل 2024", "ar", "2023"),
        ("قبل سنة 2024", "ar", "2023"),
    ],
)
def test_before_a_date_ends_with_what_lies_before_it(text: str, language: Language, last: str) -> None:
    assert period(text, language) == ("", last)


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("entre 2019 et 2022", "fr", "2019", "2022"),
        ("entre 2022 et 2019", "fr", "2019", "2022"),
        ("de mars 2024 à juin 2025", "fr", "2024-03", "2025-06"),
        ("du 1er mars 2024 au 5 mars 2024", "fr", "2024-03-01", "2024-03-05"),
        ("2019-2022", "fr", "2019", "2022"),
        ("between 2019 and 2022", "en", "2019", "2022"),
        ("from March 2024 to June 2024", "en", "2024-03", "2024-06"),
        ("بين 2019 و2022", "ar", "2019", "2022"),
        ("بين 2019 و 2022", "ar", "2019", "2022"),
        ("من 2019 إلى 2022", "ar", "2019", "2022"),
    ],
)
def test_two_joined_dates_are_the_ends_of_a_period(text: str, language: Language, first: str, last: str) -> None:
    assert period(text, language) == (first, last)


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("cette année", "fr", "2025"),
        ("l'année dernière", "fr", "2024"),
        ("l'an dernier", "fr", "2024"),
        ("this year", "en", "2025"),
        ("last year", "en", "2024"),
        ("هذه السنة", "ar", "2025"),
        ("هاد العام", "ar", "2025"),
        ("السنة الماضية", "ar", "2024"),
        ("العام الماضي", "ar", "2024"),
    ],
)
def test_this_year_and_last_year_count_from_today(text: str, language: Language, year: str) -> None:
    assert period(text, language) == (year, year)
    assert period(text, language, today="") == ("", "")


@pytest.mark.parametrize("text", ["la loi 09-08", "en 1850", "20250 dirhams", "mars", "12 septembre", ""])
def test_a_number_or_a_month_without_a_year_is_no_period(text: str) -> None:
    assert read_period(words_of(text), "fr", TODAY) == (Period(), frozenset())


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("signés depuis l'année 2024 ici", "fr", ["depuis", "l", "année", "2024"]),
        ("signés entre 2019 et 2022 ici", "fr", ["entre", "2019", "et", "2022"]),
        ("signed on 12 September 2025", "en", ["12", "September", "2025"]),
        ("laws of last year", "en", ["last", "year"]),
        ("اتفاقيات بين 2019 و2022 فقط", "ar", ["بين", "2019", "و2022"]),
    ],
)
def test_the_words_that_say_a_period_are_told(text: str, language: Language, words: list[str]) -> None:
    assert said_by(text, language) == words


def test_dates_that_nothing_joins_span_a_period_without_the_words_between_them() -> None:
    found, places = read_period("budget 2024 versus budget 2022".split(), "en")
    assert found == Period("2022", "2024")
    assert places == {1, 4}


@pytest.mark.parametrize(
    ("found", "is_one"), [(Period(), False), (Period("2024"), True), (Period(last="2024"), True)], ids=str
)
def test_a_period_open_at_both_ends_is_none(found: Period, is_one: bool) -> None:
    assert bool(found) is is_one


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("après mars 2024", "fr", "2024-04"),
        ("après décembre 2024", "fr", "2025-01"),
        ("after 31 December 2024", "en", "2025-01-01"),
        ("after 28 February 2024", "en", "2024-02-29"),
        ("بعد مارس 2024", "ar", "2024-04"),
    ],
)
def test_after_a_month_or_a_day_begins_with_the_next(text: str, language: Language, first: str) -> None:
    assert period(text, language) == (first, "")


@pytest.mark.parametrize(
    ("text", "date", "said"),
    [
        ("le 31 février 2024", "2024-02", ["février", "2024"]),
        ("32 mars 2025", "2025-03", ["mars", "2025"]),
        ("2025-00", "2025", ["2025"]),
        ("2025-02-30", "2025-02", ["2025", "02"]),
        ("31/02/2024", "2024", ["2024"]),
    ],
)
def test_of_a_day_that_there_is_none_of_the_rest_counts(text: str, date: str, said: list[str]) -> None:
    assert period(text, "fr") == (date, date)
    assert said_by(text, "fr") == said


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("le 12/09/2025", "fr", "2025-09-12"),
        ("on 3/9/2025", "en", "2025-09-03"),
        ("the 3rd of March 2025", "en", "2025-03-03"),
        ("in March of 2025", "en", "2025-03"),
        ("le premier mars 2024", "fr", "2024-03-01"),
        ("في 12 لشتنبر 2025", "ar", "2025-09-12"),
        ("12 من شتنبر 2025", "ar", "2025-09-12"),
        ("فاتح مارس 2024", "ar", "2024-03-01"),
        ("ف2025", "ar", "2025"),
        ("29 février 2024", "fr", "2024-02-29"),
    ],
)
def test_a_date_is_read_as_a_whole(text: str, language: Language, date: str) -> None:
    assert period(text, language) == (date, date)


def test_before_the_first_of_a_month_in_a_word() -> None:
    assert period("قبل فاتح مارس 2024", "ar") == ("", "2024-02-29")


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("entre mars et juin 2025", "fr", "2025-03", "2025-06"),
        ("de mars à juin 2025", "fr", "2025-03", "2025-06"),
        ("between 3 March and 5 June 2025", "en", "2025-03-03", "2025-06-05"),
        ("from the 3rd of March to the 5th of June 2025", "en", "2025-03-03", "2025-06-05"),
        ("between November and March 2025", "en", "2024-11", "2025-03"),
        ("بين مارس ويونيو 2025", "ar", "2025-03", "2025-06"),
        ("من مارس إلى يونيو 2025", "ar", "2025-03", "2025-06"),
    ],
)
def test_both_ends_of_a_period_may_share_a_year(text: str, language: Language, first: str, last: str) -> None:
    assert period(text, language) == (first, last)


@pytest.mark.parametrize("text", ["mars", "en mars, un accord de juin 2025", "mars signé juin 2025"])
def test_a_month_that_shares_no_year_is_no_date(text: str) -> None:
    assert "mars" not in said_by(text, "fr")


def test_words_that_are_only_like_those_of_time_say_nothing() -> None:
    assert period("les accords des années 2024", "fr") == ("2024", "2024")
    assert period("dès 2024", "fr") == ("2024", "")
