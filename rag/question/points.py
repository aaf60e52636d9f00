"""The dates that a question names: a year, a month of a year, a day."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.text.dates import is_date
from rag.text.language import Language
from rag.text.months import MONTHS
from rag.text.normalise import normalise

# The ways of writing a date, the longest first: Y a year, M the name of a month, D a day, m and d two digits, n one or
# two. Numbers after another begin with the day, as all three languages are written here.
_WAYS = ("Ymd", "DnY", "DMY", "MDY", "Ym", "MY", "Y")
_WITHOUT_YEAR = ("DM", "M")
_OF = ("of", "من")
_DAY = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?")
_FIRST = ("فاتح", "premier", "first")
_FURTHEST = 3  # words between a month without a year and the date that says the year


@dataclass(frozen=True)
class Point:
    """An ISO date, or part of one, with the places of its first word and behind its last."""

    date: str
    start: int
    end: int


def read_points(
    words: Sequence[str], language: Language, is_joining: Callable[[int, int], bool] = lambda _start, _end: False
) -> list[Point]:
    """Every date that is named.

    Args:
        words: of the question.
        language: of the question.
        is_joining: whether the words from one place to another join two ends of a period, as "to" does.

    >>> read_points("signed on 12 March 2024".split(), "en")
    [Point(date='2024-03-12', start=2, end=5)]
    """
    plain = [normalise(word) for word in words]
    if language == "ar":
        plain = [_without_joined(word) for word in plain]
    points: list[Point] = []
    at = 0
    while at < len(plain):
        if point := _point(plain, at, _WAYS) or _without_year(plain, at, is_joining):
            points.append(point)
            at = point.end
        else:
            at += 1
    return points


def _without_joined(word: str) -> str:
    """An Arabic year, month or first day without the letter that is written onto it: "in", "of", "and"."""
    bare = word[1:]
    joined = word[:1] in "وبلف" and (bare.isdigit() or bare in MONTHS or bare in _FIRST)
    return bare if joined and word not in MONTHS else word


def _point(plain: Sequence[str], at: int, ways: Sequence[str], year: int = 0) -> Point | None:
    """The date that begins at a place, written in one of some ways; of a year that is given, where none is written."""
    for way in ways:
        end, found = at, {"Y": year}
        for part in way:
            if end > at and plain[end : end + 1] and plain[end] in _OF:
                end += 1
            value = _read(plain[end], part) if end < len(plain) else 0
            if not value:
                break
            found[part.upper().replace("N", "M")] = value
            end += 1
        else:
            parts = [found[name] for name in "YMD" if name in found]
            if is_date(*parts):
                return Point("-".join(f"{part:02}" for part in parts), at, end)
    return None


def _without_year(plain: Sequence[str], at: int, is_joining: Callable[[int, int], bool]) -> Point | None:
    """A day or month whose year stands behind the other end of the period: "from March to June 2025"."""
    first = _point(plain, at, _WITHOUT_YEAR, year=2000)  # a leap year
    if first is None:
        return None
    for start in range(first.end, min(first.end + 1 + _FURTHEST, len(plain))):
        second = _point(plain, start, _WAYS)
        if second and len(second.date) > 4:
            if not is_joining(first.end, start):
                return None
            # "From November to March 2025" begins in the year before.
            year = int(second.date[:4]) - (first.date[5:7] > second.date[5:7])
            return _point(plain, at, _WITHOUT_YEAR, year)
    return None


def _read(word: str, part: str) -> int:
    """The value of a word as a part of a date; 0 where it is none."""
    if part == "Y":
        return int(word) if re.fullmatch(r"(?:19|20)\d\d", word) else 0
    if part == "M":
        return MONTHS.get(word, 0)
    if part == "D":
        day = _DAY.fullmatch(word)
        return int(day.group(1)) if day else int(word in _FIRST)
    return int(word) if re.fullmatch(r"\d\d" if part in "md" else r"\d\d?", word) else 0
