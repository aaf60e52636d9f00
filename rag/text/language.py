"""Which of the three languages a text is in."""

import functools
import math
import re
from collections.abc import Callable
from typing import Literal, get_args

from rag.text.darija import latin_darija

Language = Literal["fr", "ar", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Words that hold a sentence together. They decide before n-grams do, which take a name for the language it comes from.
_FRENCH = frozenset(
    "qui que quoi quel quelle quels quelles quand où comment combien pourquoi est sont était ont été le la les des du "
    "un une au aux et ou avec dans sur par pour entre ce cette ces de se sa son ses leur".split()
)
_ENGLISH = frozenset(
    "who whom whose what which when where how why is are was were has have had did does do the of to in at by "
    "for from with and or between its their this that these tell about rd th nd".split()  # 3rd, 4th, 2nd
)
_ASKING = frozenset(
    "qui quoi quel quelle quels quelles quand où comment combien pourquoi who whom whose what which when where "
    "how why".split()
)
_LETTER = re.compile(r"[^\W\d_]")
_USAGE = 0.5  # weight of how words are used beside how they are spelt


def detect_language(text: str, used: Callable[[str, Language], int] | None = None) -> Language | None:
    """The language of a question or a document, or None if it is in none of the three.

    The script decides between Arabic and the others; French and English are told apart by their little words,
    and where there are none, as in bare keywords, by lingua's n-gram models.

    Args:
        text: of any length.
        used: how many known texts in a language have a word; what is known of the words of keywords then counts
            beside their letters.

    >>> detect_language("شكون وقع الاتفاقية مع Mistral AI؟"), detect_language("Who signed?")
    ('ar', 'en')
    """
    letters = len(_LETTER.findall(text))
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    # A name in Latin letters is often longer than the question around it, in Arabic or in a third script.
    if letters == 0 or letters - arabic - latin > 0.3 * letters:
        return None
    if arabic >= 0.3 * letters:
        return "ar"
    if is_latin_darija(text):
        return "ar"
    words = _latin_words(text)
    asked = next((word for word in words if word in _ASKING), "")
    if asked:
        return "fr" if asked in _FRENCH else "en"
    french, english = sum(word in _FRENCH for word in words), sum(word in _ENGLISH for word in words)
    if french != english:
        return "fr" if french > english else "en"
    odds = _english_odds(text)
    if used:
        odds += _USAGE * sum(math.log((used(word, "en") + 0.5) / (used(word, "fr") + 0.5)) for word in words)
    return "en" if odds > 0 else "fr"


def is_latin_darija(text: str) -> bool:
    """Whether a text is Moroccan Darija in Latin letters.

    French words are common in Darija, so its own words must outweigh them; a French or English question word
    weighs more, for the question may be about a word of Darija.
    """
    score = latin_darija(text)
    if score < 2 or has_arabic(text):
        return False
    words = _latin_words(text)
    others = max(sum(word in known for word in words) for known in (_FRENCH, _ENGLISH))
    return score > others + 2 * any(word in _ASKING or word == "que" for word in words)


def has_arabic(text: str) -> bool:
    """Whether a text holds a letter of the Arabic script."""
    return _ARABIC.search(text) is not None


def has_words(text: str) -> bool:
    """Whether a text holds at least two letters or a digit: punctuation and emoji alone do not."""
    return len(_LETTER.findall(text)) > 1 or any(character.isdigit() for character in text)


def is_right_to_left(text: str) -> bool:
    """Whether a text is to be laid out from right to left: its first strong letter is Arabic."""
    first = _LETTER.search(text)
    return first is not None and _ARABIC.match(first.group()) is not None


def _latin_words(text: str) -> list[str]:
    return re.findall(r"[a-zà-ÿœ]+", text.casefold())


def _english_odds(text: str) -> float:
    """The logarithm of the odds that a text is English and not French, within ±7."""
    values = {each.language.name: each.value for each in _detector().compute_language_confidence_values(text)}
    return math.log((values["ENGLISH"] + 1e-3) / (values["FRENCH"] + 1e-3))


@functools.cache
def _detector():  # type: ignore[no-untyped-def]  # lingua ships no type of its builder's result
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    # Its small models take 7 MB of memory instead of 97, and decide only where little words do not.
    builder = LanguageDetectorBuilder.from_languages(Lingua.FRENCH, Lingua.ENGLISH)
    return builder.with_low_accuracy_mode().build()
