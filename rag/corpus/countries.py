"""Countries by the names that people give them, in the three languages; the names are those of Unicode's CLDR."""

import functools

from rag.text.language import LANGUAGES, Language
from rag.text.normalise import normalise, without_accents

# What people write that the CLDR does not list.
_OTHER_NAMES = {
    "US": "USA, U.S., United States of America, America, États-Unis d'Amérique, أمريكا, الولايات المتحدة الأمريكية",
    "AE": "UAE, Emirates, Émirats, الإمارات",
    "GB": "U.K., Britain, Great Britain, Grande-Bretagne, بريطانيا",
    "KR": "Korea, Republic of Korea, Corée, République de Corée, كوريا, جمهورية كوريا",
    "SA": "السعودية, العربية السعودية, Saudi",
    "CN": "الصين الشعبية",
    "TR": "Turkey",
    "PS": "Palestine, State of Palestine, État de Palestine, فلسطين, دولة فلسطين",
    "HK": "Hong Kong, هونغ كونغ",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic, République tchèque, جمهورية التشيك",
    "OM": "Sultanate of Oman, Sultanat d'Oman, سلطنة عمان",
    # "Congo" alone may be either.
    "CD": "DR Congo, RD Congo, DRC, RDC, Democratic Republic of the Congo, République démocratique du Congo, "
    "الكونغو الديمقراطية, جمهورية الكونغو الديمقراطية",
    "CG": "Republic of the Congo, République du Congo, جمهورية الكونغو",
}
# A filter may say these; in a question they would be words: one too short to be told from others, and French for water.
_ONLY_AS_FILTERS = {"uk": "GB", "eau": "AE"}
_NO_COUNTRIES = {"XA", "XB", "ZZ"}  # of the CLDR: for tests of software, and for what is not known


def country_code(name: str) -> str:
    """The ISO 3166 code of a country, by its name or its code; empty where there is none.

    Accents and case make no difference; what is both a name and a code is the name.

    >>> country_code("فرنسا"), country_code("United States"), country_code("AE"), country_code("Atlantis")
    ('FR', 'US', 'AE', '')
    """
    name = name.strip()
    if found := country_names().get(without_accents(name)) or _ONLY_AS_FILTERS.get(normalise(name)):
        return found
    return name.upper() if is_country(name.upper()) else ""


def is_country(code: str) -> bool:
    """Whether the CLDR knows a code in two capitals."""
    return code in _by_language("en")


def country_name(code: str, language: Language) -> str:
    """What a country is called in a language; its code where that is unknown."""
    return _by_language(language).get(code, code)


@functools.cache
def country_names() -> dict[str, str]:
    """All names, normalised, with and without accents, and the codes that they stand for.

    Questions are read with them, so there is none of two letters, which would be another word: "in", "la".
    """
    names = [(name, code) for language in LANGUAGES for code, name in _by_language(language).items() if name != code]
    names += [(name, code) for code, listed in _OTHER_NAMES.items() for name in listed.split(", ")]
    return {written: code for name, code in names for written in (normalise(name), without_accents(name))}


@functools.cache
def _by_language(language: Language) -> dict[str, str]:
    from babel import Locale

    territories = Locale(language).territories
    return {
        code: str(name)
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
