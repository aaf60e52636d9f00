import pytest

from rag.answering.answer_looks import counts, holds_amount, holds_date, holds_day, holds_number, holds_span, names_in


@pytest.mark.parametrize(
    ("text", "date", "day"),
    [
        ("le 5 mai", True, True),
        ("en 2024", True, False),
        ("en 1789", True, False),
        ("in the 1990s", True, False),
        ("in the 13th century", True, False),
        ("في القرن الثالث عشر", True, False),
        ("450", False, False),
        ("1 500 emplois", False, False),
    ],
)
def test_dates(text: str, date: bool, day: bool) -> None:
    assert (holds_date(text), holds_day(text)) == (date, day)


def test_a_date_is_no_number() -> None:
    assert not holds_number("signed on 12 september 2025")
    assert holds_number("signed by 12 ministers in 2025")


def test_an_amount_needs_a_number() -> None:
    assert holds_amount("11 milliards de dirhams")
    assert not holds_amount("en dirhams")


@pytest.mark.parametrize("text", ["pour trois ans", "for 24 months", "jusqu'à fin 2030", "لمدة ثلاث سنوات"])
def test_spans_of_time(text: str) -> None:
    assert holds_span(text)
    assert not holds_span("en mars 2025")


def test_a_number_counts_what_is_named_near_it() -> None:
    far = "in 2024 some 300 doctors came and then in a very long speech the engineers"
    assert counts("300 new engineers", frozenset({"engin"}), "en")
    assert not counts(far, frozenset({"engin"}), "en")
    assert counts(far, frozenset(), "en")


def test_names() -> None:
    assert names_in("Omar Hilale met Jane Doe and Jane Doe.", "Who met Jane Doe?", "en") == ["Omar Hilale"]
    assert names_in("وقعها السفير سامي الصالح.", "من؟", "ar") == ["سفير"]
