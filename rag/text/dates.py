"""Dates as people write them."""

import datetime

from rag.text.language import Language

# Morocco calls September شتنبر.
_LOCALES: dict[Language, str] = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}


def spell_date(date: str, language: Language) -> str:
    """An ISO date, or as much of one as is known, in words; of two around a slash the first.

    A date that there is none of stays as it is.

    >>> spell_date("2025-09-12", "fr"), spell_date("2025-09", "en"), spell_date("2025", "ar")
    ('12 septembre 2025', 'September 2025', '2025')
    """
    from babel.dates import format_date

    first = date.split("/", maxsplit=1)[0]
    written = list(filter(None, first.split("-")))
    parts = [int(part) for part in written if part.isdecimal()]
    if len(parts) < 2 or len(parts) < len(written) or not is_date(*parts):
        return first
    pattern = "d MMMM y" if len(parts) > 2 else "MMMM y"
    return str(format_date(datetime.date(*parts, *[1] * (3 - len(parts))), pattern, locale=_LOCALES[language]))


def is_date(year: int, month: int = 1, day: int = 1) -> bool:
    """Whether there is such a day.

    >>> is_date(2024, 2, 29), is_date(2025, 2, 29), is_date(2025, 0)
    (True, False, False)
    """
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True
