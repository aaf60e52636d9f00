"""What gives an answer away in a sentence: an amount, a number, a span of time, a day, a date, a name.

All functions but ``names_in`` read normalised text.
"""

import re

from rag.answering.attribution import without_attribution
from rag.indexing.analysis import analyse
from rag.text.language import Language
from rag.text.months import MONTHS
from rag.text.normalise import normalise

_MONTH = "|".join(MONTHS)
_A_DAY = re.compile(rf"\b\d{{1,2}}(?:er|st|nd|rd|th)? (?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b")
# Older years are told from numbers only by having no space or comma in them, so that they count where a date is wanted.
_A_DATE = re.compile(
    rf"{_A_DAY.pattern}|\b(?:1[0-9]|20)\d\d(?:s\b|\b)|\b(?:{_MONTH}) (?:1[0-9]|20)\d\d\b|"
    r"\b\d{1,4} (?:av\.|ap\.|bc|ad|bce|ce)\b|\b(?:siecles?|siècles?|century|centuries|decade|decennie|décennie)\b|"
    r"(?:ال)?(?:قرن|ميلادي|هجري)"
)
_DATED = re.compile(rf"\b\d{{1,2}}(?:er|st|nd|rd|th)? (?:{_MONTH})(?: (?:19|20)\d\d)?|\b(?:19|20)\d\d\b")
_NUMERAL = (
    r"\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cinquante|soixante|cents?|"
    r"mille|millions?|milliards?|\w+aines?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|billions?|"
    r"(?:ال)?(?:اثن\w*|ثلاث\w*|اربع\w*|خمس\w*|ست[هو]\w*|سبع\w*|ثماني\w*|تسع\w*|عشر\w*)|مييه|الف|الاف|مليون|ملايين|مليار\w*"
)
_A_NUMBER = re.compile(rf"\b(?:{_NUMERAL})\b")
_AN_AMOUNT = re.compile(
    r"\b(?:dirhams?|dollars?|euros?|usd|mad|mdh|eur|millions?|milliards?|billions?)\b|[$€£]|"
    r"(?:درهم|دراهم|دولار|اورو|يورو|مليون|ملايين|مليار)"
)
_SPAN = re.compile(
    rf"\b(?:{_NUMERAL}|une?|an?) (?:\w+ )?(?:ans?|annees|années|mois|semaines|jours|years?|months?|weeks?|days|"
    r"سنه|سنوات|عام|عاما|اعوام|شهر|شهرا|اشهر|شهور|ايام|يوما)\b|"
    r"\b(?:عامين|سنتين|شهرين|jusqu'a\w*|jusqu'à|until|حتي نهايه)\b"
)
# A capital inside a sentence, and in Arabic, which has none, the words that go before a person's name. A name has an
# end: of "A-A-A-…" each letter would be tried as the first of one that goes on for ever.
_PROPER = re.compile(r"\b[A-ZÀ-Þ][\w'’-]{1,60} (?:(?:El|Al|Ben|Bin|ben|bin|de) )?[A-ZÀ-Þ][\w'’-]+")
_TITLE = re.compile(r"(?:وزير|رييس|السيد|مدير|الدكتور|ملك|الامير|كاتب|مو?سس|سفير)")
_BEFORE, _AFTER = 3, 4  # words around a number among which that which it counts is named


def names_in(sentence: str, question: str, language: Language) -> list[str]:
    """The names of persons that a sentence seems to hold and the question does not; in Arabic their titles."""
    if language == "ar":
        return _TITLE.findall(without_attribution(normalise(sentence)))
    return sorted({name for name in _PROPER.findall(sentence) if name not in question})


def holds_amount(folded: str) -> bool:
    """Whether a number and a currency are named."""
    return bool(_AN_AMOUNT.search(folded)) and holds_number(folded)


def holds_number(folded: str) -> bool:
    """Whether a number is named that is not part of a date."""
    return bool(_A_NUMBER.search(_DATED.sub(" ", folded)))


def holds_span(folded: str) -> bool:
    """Whether a span of time is named."""
    return bool(_SPAN.search(folded))


def holds_day(folded: str) -> bool:
    """Whether a day of a month is named."""
    return bool(_A_DAY.search(folded))


def holds_date(folded: str) -> bool:
    """Whether a year, or a day of a month, is named."""
    return bool(_A_DATE.search(folded))


def counts(folded: str, counted: frozenset[str], language: Language) -> bool:
    """Whether a number stands near a word for that which is counted; any number, where those words tell nothing."""
    if not counted:
        return holds_number(folded)
    words = re.findall(r"\w+", _DATED.sub(" ", folded))
    return any(
        counted & set(analyse(" ".join(words[max(0, at - _BEFORE) : at + _AFTER + 1]), language))
        for at, word in enumerate(words)
        if _A_NUMBER.fullmatch(word)
    )
