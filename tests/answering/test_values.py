import pytest

from rag.answering.answer_kind import Kind
from rag.answering.values import Date, Number, values_in


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Signé le 12 septembre 2025.", [Date(2025, 9, 12)]),
        ("Signed on 12 September 2025 in Rabat.", [Date(2025, 9, 12)]),
        ("وُقّعت يوم 12 شتنبر 2025", [Date(2025, 9, 12)]),
        ("En juillet 2022, et en 2024.", [Date(2022, 7), Date(2024)]),
        ("Le 1er mai", [Date(0, 5, 1)]),
        ("1 500 emplois", [Number(1500)]),
        ("1,500 jobs", [Number(1500)]),
        ("17,9 milliards de dirhams", [Number(17.9e9)]),
        ("2.5 million dollars", [Number(2.5e6)]),
        ("11 مليار درهم", [Number(11e9)]),
        ("Quelques ministres", []),
        ("Signé à Rabat, selon Le Matin du 5 mai 2024.", []),
    ],
)
def test_dates_and_numbers(sentence: str, values: list[Date | Number]) -> None:
    assert values_in(sentence) == tuple(values)


@pytest.mark.parametrize(
    ("kind", "value"), [("date", Date(2026)), ("day", Date(2026)), ("count", Number(300)), ("money", Number(300))]
)
def test_a_kind_of_answer_has_its_kind_of_value(kind: Kind, value: Date | Number) -> None:
    assert values_in("300 engineers by 2026", kind) == (value,)


def test_dates_fit_when_no_known_part_differs() -> None:
    assert Date(2025, 9, 12).fits(Date(2025, 9))
    assert Date(2025).fits(Date(2025, 9, 12))
    assert not Date(2025, 9, 12).fits(Date(2025, 9, 13))
    assert not Date(2025).fits(Number(2025))


def test_numbers_fit_when_they_are_equal() -> None:
    assert Number(1.5e9).fits(Number(1.5e9))
    assert not Number(300).fits(Number(500))
    assert not Number(5).fits(Date(day=5))
