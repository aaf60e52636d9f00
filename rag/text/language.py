"""Which of the three languages a text is in."""

import functools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rag.text.darija import darija_weights, is_only_darija, read_words
from rag.text.normalise import without_accents

Language = Literal["fr", "ar", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LATIN_WORD = re.compile(r"[A-Za-zà-ÿÀ-ÞœŒ]+")
_ELISION = re.compile(r"(?<![A-Za-zà-ÿÀ-Þ])(?:[CcDdJjLlMmNnSsTt]|[Qq]u)['’](?=[a-zà-ÿ])")  # "l'accord", not "L'Oréal"


@dataclass(frozen=True)
class _Words:
    """What a language is known by."""

    little: frozenset[str]  # words that hold a sentence together
    asking: frozenset[str]
    typical: frozenset[str]
    acronyms: frozenset[str]
    spelling: re.Pattern[str]


def _read(language: Language) -> _Words:
    data = read_words(language)
    kinds = ("little", "asking", "talk", "keywords", "acronyms")
    little, asking, talk, keywords, acronyms = (frozenset(data[kind].split()) for kind in kinds)
    return _Words(little, asking, talk | keywords, acronyms, re.compile(data["spelling"]))


_ENGLISH = _read("en")
_BORROWED = frozenset(read_words("en")["borrowed"].split())
_FRENCH = _read("fr")
_INTERNATIONAL = frozenset(read_words("fr")["international"].split())
# Accents are often left out.
_UNACCENTED = (
    frozenset(map(without_accents, _FRENCH.typical)) - _ENGLISH.little - _ENGLISH.typical - _BORROWED - _INTERNATIONAL
)
_TYPICAL_FRENCH = _FRENCH.typical | _UNACCENTED
_UNDECIDED = _BORROWED | _INTERNATIONAL
_KNOWN = _TYPICAL_FRENCH | _ENGLISH.typical | _UNDECIDED
_ASKING = _FRENCH.asking | _ENGLISH.asking
_ACRONYMS = _FRENCH.acronyms | _ENGLISH.acronyms
_LITTLE = _FRENCH.little | _ENGLISH.little
_LETTER = re.compile(r"[^\W\d_]")
_USAGE = 0.5  # weight of how words are used beside how they are spelt
_BORROWING = 2.0  # what an English word that French has borrowed says for English


def detect_language(text: str, used: Callable[[str, Language], int] | None = None) -> Language | None:
    """The language of a question or a document, or None if it is in none of the three.

    The script decides between Arabic and the others; French and English are told apart by their little words and
    by words that are typical of questions and keywords in one of them, otherwise by lingua's n-gram models.

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
    words = _latin_words(text)
    only_names = arabic > 0 and not any(word.written.islower() for word in words)
    if arabic >= 0.3 * letters or only_names or is_latin_darija(text):
        return "ar"
    if asked := next((word for word in words if word.text in _ASKING), None):
        return "fr" if asked.text in _FRENCH.asking else "en"
    plain = [word for word in words if not word.is_name or word.written in _ACRONYMS]
    joining = [word for word in words if word.written in _LITTLE]
    odds = _votes(plain) - len(_ELISION.findall(text)) or _votes(joining) or _votes(words)
    return "en" if (odds or _english_odds(words, used)) > 0 else "fr"


def is_latin_darija(text: str) -> bool:
    """Whether a text is Moroccan Darija in Latin letters.

    French words are common in Darija, so its own words must outweigh only the little ones, but mere hints of it all
    of them; a French or English question word weighs more, for the question may be about a word of Darija.
    """
    if has_arabic(text):
        return False
    if is_only_darija(text):
        return True
    weights = darija_weights(text)
    score = sum(weights)
    if score < 2:
        return False
    words = [word.text for word in _latin_words(text)]
    known = [each.little if max(weights) > 1 else each.little | each.typical for each in (_FRENCH, _ENGLISH)]
    others = max(sum(word in each for word in words) for each in known)
    return score > others + 2 * any(word in _ASKING or word == "que" for word in words)


def is_french_or_english(word: str) -> bool:
    """Whether a word is one of those that French or English is known by, or that both have.

    >>> is_french_or_english("partenariat"), is_french_or_english("barnamaj")
    (True, False)
    """
    return word.casefold() in _KNOWN


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


@dataclass(frozen=True)
class _Word:
    written: str
    text: str  # in lower case
    is_name: bool


def _latin_words(text: str) -> list[_Word]:
    """The words in Latin letters; capitals tell names, unless all letters are capitals.

    The little words inside a name belong to it: "Bank of Africa".
    """
    found = _LATIN_WORD.findall(text)
    shouted = text.isupper() and any(len(word) > 3 for word in found)
    if shouted:
        return [_Word(word.lower(), word.lower(), False) for word in found]
    capital = [word[0].isupper() for word in found]
    following = [False] * len(found)  # whether the next word that is not little has a capital
    for at in range(len(found) - 2, -1, -1):
        following[at] = following[at + 1] if found[at + 1] in _LITTLE else capital[at + 1]
    names = [
        (capital[at] and (at > 0 or following[0])) or word[1:] != word[1:].lower() for at, word in enumerate(found)
    ]
    begun = False  # whether all words back to the last capital are little
    for at, word in enumerate(found):
        little = word in _LITTLE
        names[at] = names[at] or (begun and little and following[at])
        begun = capital[at] or (begun and little)
    return [_Word(word, word.casefold(), name) for word, name in zip(found, names, strict=True)]


def _votes(words: Sequence[_Word]) -> float:
    """What words say for English (above 0) or French (below 0): 1 for one that is known, less for a mere spelling."""
    return sum(_vote(word) for word in words)


def _vote(word: _Word) -> float:
    if word.written in _ACRONYMS:
        return 1.0 if word.written in _ENGLISH.acronyms else -1.0
    is_acronym = word.is_name and len(word.text) > 1 and word.written.isupper()
    french = (word.text in _FRENCH.little and not is_acronym) or word.text in _TYPICAL_FRENCH
    english = (word.text in _ENGLISH.little and not is_acronym) or word.text in _ENGLISH.typical
    if french or english or word.is_name or word.text in _UNDECIDED:
        return float(english) - float(french)
    return 0.5 * (bool(_ENGLISH.spelling.search(word.text)) - bool(_FRENCH.spelling.search(word.text)))


def _english_odds(words: Sequence[_Word], used: Callable[[str, Language], int] | None) -> float:
    """The logarithm of the odds that words of which none is known are English and not French.

    Names are left out, for they say little of the language around them, unless there is nothing else.
    """
    texts = [word.text for word in words if not word.is_name] or [word.text for word in words]
    values = {
        each.language.name: each.value for each in _detector().compute_language_confidence_values(" ".join(texts))
    }
    odds = math.log((values["ENGLISH"] + 1e-3) / (values["FRENCH"] + 1e-3))
    odds += _BORROWING * sum(word.text in _BORROWED for word in words)
    if used:
        odds += _USAGE * sum(math.log((used(word, "en") + 0.5) / (used(word, "fr") + 0.5)) for word in texts)
    return odds


@functools.cache
def _detector():  # type: ignore[no-untyped-def]  # lingua ships no type of its builder's result
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    # Its small models take 7 MB of memory instead of 97, and decide only where little words do not.
    builder = LanguageDetectorBuilder.from_languages(Lingua.FRENCH, Lingua.ENGLISH)
    return builder.with_low_accuracy_mode().build()
