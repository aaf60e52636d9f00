"""The dates and numbers that a sentence names, so that those of two sentences compare."""

import math
import re
from dataclasses import dataclass

from rag.answering.answer_kind import Kind
from rag.answering.attribution import without_attribution
from rag.text.months import MONTHS
from rag.text.normalise import normalise

_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? )?(?P<month>{'|'.join(MONTHS)})(?: (?P<year>(?:19|20)\d\d))?\b|"
    r"\b(?P<only>(?:19|20)\d\d)\b"
)
_SCALE = {
    1e3: "mille thousand الف الاف",
    1e6: "million millions مليون ملايين",
    1e9: "milliard milliards billion billions مليار مليارات",
}
_SCALE_OF = {name: scale for scale, names in _SCALE.items() for name in names.split()}
# Groups of three digits are parted by a space, a point or, in English, a comma; other commas and points are decimal.
_NUMBER = re.compile(
    r"(?<![\d.,])(?P<digits>\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d+)(?:[.,](?P<decimals>\d+))?"
    rf"(?: (?P<scale>{'|'.join(_SCALE_OF)})\b)?"
)


@dataclass(frozen=True)
class Date:
    """A day, or as much of it as is known; 0 stands for what is not."""

    year: int = 0
    month: int = 0
    day: int = 0

    def fits(self, other: "Date | Number") -> bool:
        """Whether both can be the same day: no part that both name differs."""
        return isinstance(other, Date) and all(
            not own or not others or own == others
            for own, others in ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        )


@dataclass(frozen=True)
class Number:
    """A number that is no part of a date."""

    value: float

    def fits(self, other: "Date | Number") -> bool:
        """Whether both are the same number."""
        return isinstance(other, Number) and math.isclose(self.value, other.value)


def values_in(sentence: str, kind: Kind | None = None) -> tuple[Date | Number, ...]:
    """The dates of a sentence, its numbers in digits, or both, as a kind of answer asks for; not those of its source.

    >>> values_in("Signé le 12 septembre 2025 pour 1,5 milliard de dirhams.")
    (Date(year=2025, month=9, day=12), Number(value=1500000000.0))
    """
    folded = without_attribution(normalise(sentence))
    dates = [
        Date(int(found["only"] or found["year"] or 0), MONTHS.get(found["month"], 0), int(found["day"] or 0))
        for found in _DATE.finditer(folded)
    ]
    numbers = [_number(found) for found in _NUMBER.finditer(_DATE.sub(" ", folded))]
    if kind is None:
        return (*dates, *numbers)
    return tuple(dates) if kind in ("day", "date") else tuple(numbers)


def _number(found: re.Match[str]) -> Number:
    digits = re.sub(r"\D", "", found["digits"])
    return Number(float(f"{digits}.{found['decimals'] or 0}") * _SCALE_OF.get(found["scale"], 1.0))
