"""The period that a question speaks of: "in 2025", "since March 2024", "between 2019 and 2022", "last year"."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from rag.question.lexicon import Found, find, lexicon
from rag.question.points import read_points
from rag.text.language import Language
from rag.text.normalise import normalise


@dataclass(frozen=True)
class Period:
    """From one ISO date, or part of one, to another, both included; empty where it is open."""

    first: str = ""
    last: str = ""

    def __bool__(self) -> bool:
        return bool(self.first or self.last)


def read_period(words: Sequence[str], language: Language, today: str = "") -> tuple[Period, frozenset[int]]:
    """The period and the places of the words that say it.

    >>> read_period("signed between 2019 and 2022".split(), "en")
    (Period(first='2019', last='2022'), frozenset({1, 2, 3, 4}))
    """
    found = find(words, language)
    points = read_points(words, language, lambda start, end: _are_joined(found[start:end], language))
    if not points:
        return _relative(found, language, today)
    first = points[0]
    if len(points) > 1 and _are_joined(found[first.end : points[1].start], language):
        used = {*range(first.start, points[1].end)}
        before = first.start - 1
        if before >= 0 and normalise(words[before]) in _OPENING:
            used.add(before)
        return Period(*sorted((first.date, points[1].date))), frozenset(used)
    used = {at for point in points for at in range(point.start, point.end)}
    open_periods = {
        "from": Period(first.date, ""),
        "after": Period(_beside(first.date, 1), ""),
        "to": Period("", first.date),
        "before": Period("", _beside(first.date, -1)),
    }
    for name, length in _before(found, first.start, language):
        if name in open_periods:
            return open_periods[name], frozenset({*used, *range(first.start - length, first.start)})
    dates = [point.date for point in points]
    return Period(min(dates), max(dates)), frozenset(used)


_OPENING = frozenset(map(normalise, "entre de du between from بين من".split()))
_ARTICLES = frozenset("le the".split())


def _are_joined(between: Sequence[Found], language: Language) -> bool:
    """Whether two dates are the ends of one period: nothing stands between them, or a word such as "to"."""
    if len(between) > 1 and between[-1].plain in _ARTICLES:
        between = between[:-1]  # "from 3 March to the 5th of June 2025"
    return not between or ("time", "joined") in lexicon(language).roles_of(between)


def _before(found: Sequence[Found], place: int, language: Language) -> list[tuple[str, int]]:
    """What stands right before a date, of the words of time: name and length of the phrase, the longest first."""
    options = []
    words = lexicon(language)
    # "since the year 2024": a word that changes nothing may stand between.
    for skipped in (0, 1, 2):
        end = place - skipped
        if skipped and not all(("empty", "words") in words.roles_of([each]) for each in found[end:place]):
            break
        for length in range(min(words.longest, end), 0, -1):
            roles = words.roles_of(found[end - length : end])
            options += [(name, length + skipped) for section, name in roles if section == "time" and name != "joined"]
        if options:
            break
    return options


def _relative(found: Sequence[Found], language: Language, today: str) -> tuple[Period, frozenset[int]]:
    """This year and last year."""
    words = lexicon(language)
    for at in range(len(found)):
        length, roles = words.at(found, at)
        names = [name for section, name in roles if section == "time"]
        if today and names and names[0] in ("this_year", "last_year"):
            year = str(int(today[:4]) - (names[0] == "last_year"))
            return Period(year, year), frozenset(range(at, at + length))
    return Period(), frozenset()


def _beside(date: str, step: int) -> str:
    """The year, month or day before (-1) or after (1) a date, in the precision of the date."""
    if len(date) == 4:
        return str(int(date) + step)
    year, month = int(date[:4]), int(date[5:7])
    if len(date) == 7:
        years, month = divmod(month - 1 + step, 12)
        return f"{year + years}-{month + 1:02}"
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=step)).isoformat()
