"""Which of the three languages a text is in."""

import functools
import re
from typing import Literal, get_args

Language = Literal["fr", "ar", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> Language | None:
    """The language of a question or a document, or None if it is in none of the three.

    The script decides between Arabic and the others; French and English are told apart by lingua's n-gram
    models, which hold for texts of a few words.

    >>> detect_language("شكون وقع الاتفاقية مع Mistral AI؟"), detect_language("Who signed?")
    ('ar', 'en')
    """
    letters = len(_LETTER.findall(text))
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    # A name in Latin letters is often longer than the Arabic question around it.
    if letters == 0 or arabic + latin < letters / 2:
        return None
    if arabic >= 0.3 * letters:
        return "ar"
    if latin < letters / 2:
        return None
    french = _detector().compute_language_confidence_values(text)[0]
    return "fr" if french.language.name == "FRENCH" else "en"


def has_words(text: str) -> bool:
    """Whether a text holds at least two letters or a digit: punctuation and emoji alone do not."""
    return len(_LETTER.findall(text)) > 1 or any(character.isdigit() for character in text)


def is_right_to_left(text: str) -> bool:
    """Whether a text is to be laid out from right to left: its first strong letter is Arabic."""
    first = _LETTER.search(text)
    return first is not None and _ARABIC.match(first.group()) is not None


@functools.cache
def _detector():  # type: ignore[no-untyped-def]  # lingua ships no type of its builder's result
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Lingua.FRENCH, Lingua.ENGLISH).build()
