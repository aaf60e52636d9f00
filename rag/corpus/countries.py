"""Countries by the names that people give them, in the three languages; the names are those of Unicode's CLDR."""

import functools

from rag.text.language import LANGUAGES, Language
from rag.text.normalise import normalise

# What people write that the CLDR does not list.
_OTHER_NAMES = {
    "US": "USA, U.S., United States of America, America, États-Unis d'Amérique, أمريكا, الولايات المتحدة الأمريكية",
    "AE": "UAE, EAU, Emirates, Émirats, الإمارات",
    "GB": "UK, Britain, Great Britain, Grande-Bretagne, بريطانيا",
    "KR": "Korea, Corée, كوريا",
    "SA": "السعودية, Saudi",
    "CN": "الصين الشعبية",
}


def country_code(name: str) -> str:
    """The ISO 3166 code of a country, by its code in capitals or its name; empty where there is none.

    >>> country_code("فرنسا"), country_code("United States"), country_code("AE"), country_code("Atlantis")
    ('FR', 'US', 'AE', '')
    """
    return name if name in _by_language("en") else country_names().get(normalise(name), "")


def country_name(code: str, language: Language) -> str:
    """What a country is called in a language; its code where that is unknown."""
    return _by_language(language).get(code, code)


@functools.cache
def country_names() -> dict[str, str]:
    """All names, normalised, with the codes that they stand for."""
    found = {
        normalise(name): code for language in LANGUAGES for code, name in _by_language(language).items() if name != code
    }
    return found | {normalise(name): code for code, names in _OTHER_NAMES.items() for name in names.split(", ")}


@functools.cache
def _by_language(language: Language) -> dict[str, str]:
    from babel import Locale

    territories = Locale(language).territories
    return {code: str(name) for code, name in territories.items() if len(code) == 2 and code.isalpha()}
