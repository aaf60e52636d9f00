"""Dates as people write them."""

import datetime

from rag.text.language import Language

# Morocco calls September شتنبر.
_LOCALES: dict[Language, str] = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}


def spell_date(date: str, language: Language) -> str:
    """An ISO date, or as much of one as is known, in words; of two around a slash the first.

    >>> spell_date("2025-09-12", "fr"), spell_date("2025-09", "en"), spell_date("2025", "ar")
    ('12 septembre 2025', 'September 2025', '2025')
    """
    from babel.dates import format_date

    parts = [int(part) for part in date.split("/", maxsplit=1)[0].split("-") if part]
    if len(parts) < 2:
        return date.split("/", maxsplit=1)[0]
    day = datetime.date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    pattern = "d MMMM y" if len(parts) > 2 else "MMMM y"
    return str(format_date(day, pattern, locale=_LOCALES[language]))
