"""The period that a question speaks of: "in 2025", "since March 2024", "between 2019 and 2022", "last year"."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.question.lexicon import lexicon, stem
from rag.text.language import Language
from rag.text.months import MONTHS
from rag.text.normalise import normalise


@dataclass(frozen=True)
class Period:
    """From one ISO date, or part of one, to another, both included; empty where it is open."""

    first: str = ""
    last: str = ""

    def __bool__(self) -> bool:
        return bool(self.first or self.last)


@dataclass(frozen=True)
class _Point:
    date: str
    start: int
    end: int


def read_period(words: Sequence[str], language: Language, today: str = "") -> tuple[Period, frozenset[int]]:
    """The period and the places of the words that say it.

    >>> read_period("signed between 2019 and 2022".split(), "en")
    (Period(first='2019', last='2022'), frozenset({1, 2, 3, 4}))
    """
    points = _points(words, language)
    found = [stem(word, language) for word in words]
    if not points:
        return _relative(found, language, today)
    first = points[0]
    if len(points) > 1 and _are_joined(found, first, points[1], language):
        used = {*range(first.start, points[1].end)}
        before = first.start - 1
        if before >= 0 and normalise(words[before]) in _OPENING:
            used.add(before)
        return Period(*sorted((first.date, points[1].date))), frozenset(used)
    used = {at for point in points for at in range(point.start, point.end)}
    open_periods = {
        "from": Period(first.date, ""),
        "after": Period(str(int(first.date) + 1) if len(first.date) == 4 else first.date, ""),
        "to": Period("", first.date),
        "before": Period("", _day_before(first.date)),
    }
    for name, length in _before(found, first.start, language):
        if name in open_periods:
            return open_periods[name], frozenset({*used, *range(first.start - length, first.start)})
    dates = [point.date for point in points]
    return Period(min(dates), max(dates)), frozenset(used)


_OPENING = frozenset(map(normalise, "entre de du between from بين من".split()))


def _points(words: Sequence[str], language: Language) -> list[_Point]:
    """Every date that is named: a year, a month of a year, a day."""
    points: list[_Point] = []
    at = 0
    plain = [normalise(word) for word in words]
    if language == "ar":
        plain = [word[1:] if word[:1] in "وبل" and word[1:].isdigit() else word for word in plain]
    while at < len(plain):
        if point := _point(plain, at, language):
            points.append(point)
            at = point.end
        else:
            at += 1
    return points


def _point(plain: Sequence[str], at: int, language: Language) -> _Point | None:
    rest = [*plain[at : at + 3], "", "", ""]
    month = MONTHS.get(rest[0].removeprefix("ل").removeprefix("ب") if language == "ar" else rest[0])
    if _is_year(rest[0]):
        if len(rest[1]) == 2 and rest[1].isdigit() and rest[1] <= "12":
            day = f"-{rest[2]}" if len(rest[2]) == 2 and rest[2].isdigit() else ""
            return _Point(f"{rest[0]}-{rest[1]}{day}", at, at + (3 if day else 2))
        return _Point(rest[0], at, at + 1)
    if month and _is_year(rest[1]):
        return _Point(f"{rest[1]}-{month:02}", at, at + 2)
    number = rest[0].removesuffix("er").removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    if number.isdigit() and len(number) < 3 and (of := MONTHS.get(rest[1])) and _is_year(rest[2]):
        return _Point(f"{rest[2]}-{of:02}-{int(number):02}", at, at + 3)
    if month and rest[1].rstrip("stndrh").isdigit() and _is_year(rest[2]):
        return _Point(f"{rest[2]}-{month:02}-{int(rest[1].rstrip('stndrh')):02}", at, at + 3)
    return None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _are_joined(found: Sequence[str], first: _Point, second: _Point, language: Language) -> bool:
    """Whether two dates are the ends of one period: nothing stands between them, or a word such as "to"."""
    between = tuple(found[first.end : second.start])
    joining = {phrase for phrase, roles in lexicon(language).roles.items() if ("time", "joined") in roles}
    return not between or between in joining


def _before(found: Sequence[str], place: int, language: Language) -> list[tuple[str, int]]:
    """What stands right before a date, of the words of time: name and length of the phrase, the longest first."""
    options = []
    words = lexicon(language)
    # "since the year 2024": a word that changes nothing may stand between.
    for skipped in (0, 1, 2):
        end = place - skipped
        if skipped and not all(("empty", "words") in words.roles.get((each,), ()) for each in found[end:place]):
            break
        for length in range(min(words.longest, end), 0, -1):
            roles = words.roles.get(tuple(found[end - length : end]), ())
            options += [(name, length + skipped) for section, name in roles if section == "time" and name != "joined"]
        if options:
            break
    return options


def _relative(found: Sequence[str], language: Language, today: str) -> tuple[Period, frozenset[int]]:
    """This year and last year."""
    words = lexicon(language)
    for at in range(len(found)):
        length, roles = words.at(found, at)
        names = [name for section, name in roles if section == "time"]
        if today and names and names[0] in ("this_year", "last_year"):
            year = str(int(today[:4]) - (names[0] == "last_year"))
            return Period(year, year), frozenset(range(at, at + length))
    return Period(), frozenset()


def _day_before(date: str) -> str:
    """The last year, month or day that ends before a date of the same precision begins."""
    if len(date) == 4:
        return str(int(date) - 1)
    year, month = int(date[:4]), int(date[5:7])
    if len(date) == 7:
        return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02}"
    return f"{date[:8]}{int(date[8:]) - 1:02}" if int(date[8:]) > 1 else _day_before(date[:7])
