"""Numbers, percentages and dates of a text in one spelling, whatever the language they are written in."""

import functools
import re
from collections.abc import Iterable

from rag.text.normalise import normalise

_NAMES = (
    "janvier january يناير",
    "février february فبراير",
    "mars march مارس",
    "avril april أبريل",
    "mai may ماي",
    "juin june يونيو",
    "juillet july يوليوز",
    "août august غشت",
    "septembre september شتنبر",
    "octobre october أكتوبر",
    "novembre november نونبر",
    "décembre december دجنبر",
)
_MONTHS = {name: f"{month:02}" for month, line in enumerate(_NAMES, 1) for name in normalise(line).split()}
_DATE = re.compile(
    r"(?<!\d)(?P<iso>(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?)(?!\d)"
    rf"|(?:(?<!\d)(?P<day>\d{{1,2}})(?:er)? )?(?<![a-zà-ÿ])(?P<month>{'|'.join(_MONTHS)})(?!\w)(?: (?P<year>\d{{4}}))?"
)
# Digits that are part of a name are no figure: UM6P, Le360, X.0, and in Arabic لو360; but "و9" and "ب9" are figures.
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(?<![a-zà-ÿ])(?<![a-z]\.)(?<![ء-ي]{2})"
    r"(?P<number>(?:\d{1,3}(?:[ ,٬]\d{3})+|\d+)(?!\d)(?:[.,٫]\d+)?)"
    r"(?P<percent> ?(?:[%٪]|per ?cent\b|pour cent\b|في الما?يه|بالما?يه))?"
)
_THOUSANDS = re.compile(r"(?<=\d)[ ,٬](?=\d{3}(?!\d))")


@functools.cache
def figures(text: str) -> frozenset[str]:
    """Every number (``2000``, ``1.4``), percentage (``42%``) and date (``2025-09-12``, ``2025-09``) of a text.

    >>> sorted(figures("Le 12 septembre 2025, 1,4 milliard et 42 % de 2 000"))
    ['1.4', '2000', '2025-09-12', '42%']
    """
    found: set[str] = set()
    for line in normalise(text).splitlines():
        found.update(_dates(line))
        rest = _DATE.sub(lambda match: ";" if _is_date(match) else match.group(), line)
        found.update(_number(match) for match in _NUMBER.finditer(rest))
    return frozenset(found)


def dates(found: Iterable[str]) -> set[str]:
    """Those of the figures that are dates."""
    return {figure for figure in found if re.fullmatch(r"\d{4}(-\d\d){1,2}", figure)}


def implied(found: Iterable[str]) -> set[str]:
    """The figures, and the months and years that their dates lie in."""
    known = set(found)
    return known | {date[:length] for date in dates(known) for length in (4, 7)}


def _dates(line: str) -> list[str]:
    """Dates of a line; one without a year has that of the next date, or else of the one before it."""
    matches = [match for match in _DATE.finditer(line) if _is_date(match)]
    years = [(match["iso"] or match["year"] or "")[:4] for match in matches]
    found = []
    for position, match in enumerate(matches):
        year = next(filter(None, [*years[position:], *reversed(years[:position])]), "0000")
        day = f"-{int(match['day']):02}" if match["day"] else ""
        found.append(match["iso"] or f"{year}-{_MONTHS[match['month']]}{day}")
    return found


def _is_date(match: re.Match[str]) -> bool:
    """A month alone may be another word, such as "may" or "mars"."""
    return bool(match["iso"] or match["day"] or match["year"])


def _number(match: re.Match[str]) -> str:
    number = re.sub("[,٫]", ".", _THOUSANDS.sub("", match["number"]))
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return number + ("%" if match["percent"] else "")
