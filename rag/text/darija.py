"""Moroccan Darija: recognised in Latin letters, and its everyday words in standard Arabic."""

import importlib.resources
import re
import tomllib
from collections.abc import Sequence
from typing import Any

from rag.text.normalise import normalise


def read_words(name: str) -> dict[str, Any]:
    """A file of ``words/``, without its ending."""
    text = importlib.resources.files(__package__).joinpath("words", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


_WORDS = read_words("darija")
# Everyday words by their standard Arabic; "" for those that a search does better without.
STANDARD: dict[str, str] = {word: meaning for meaning, words in _WORDS["meaning"].items() for word in words.split()}
_SHARED = frozenset(_WORDS["shared"].split())
_HINTS = frozenset(_WORDS["hints"].split())
_BESIDE = frozenset(_WORDS["beside"].split())
_OWN = (STANDARD.keys() | frozenset(f"{_WORDS['talk']} {_WORDS['keywords']}".split())) - _SHARED
_DIGITS, _SPELLING, _HINT = (re.compile(_WORDS["spelling"][kind]) for kind in ("digits", "own", "hint"))
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def darija_weights(text: str) -> Sequence[int]:
    """How much each word of a text in Latin letters speaks for Darija: 2 for one that is nothing else, 1 for a hint."""
    return [_weight(word) for word in WORD.findall(text)]


def is_only_darija(text: str) -> bool:
    """Whether every word of a text in Latin letters can be Darija, and one is more likely that than a name."""
    words = WORD.findall(text)
    return any(word in _HINTS for word in words) and all(word in _HINTS | _BESIDE or _weight(word) for word in words)


def has_darija(text: str) -> bool:
    """Whether a text in Arabic letters holds a word that is Darija and nothing else."""
    words = (bare(normalise(word)) for word in WORD.findall(text))
    return any(word in STANDARD and word not in _SHARED for word in words)


def bare(word: str) -> str:
    """A normalised word without the "and" that Arabic writes onto it, where that leaves a word of Darija."""
    return word[1:] if word[:1] == "و" and word[1:] in STANDARD else word


def is_spelt_as_arabic(word: str) -> bool:
    """Whether digits or letters of a word in Latin letters stand as only those who write Arabic in them put them."""
    word = word.lower().replace("’", "'")
    return word in _OWN or any(pattern.fullmatch(word) for pattern in (_DIGITS, _SPELLING, _HINT))


def _weight(word: str) -> int:
    if word.isupper() and len(word) > 3:
        return 2 * (word.lower() in _OWN)
    if not word[1:].islower() and len(word) > 1:
        return 0  # names, models and units: "H100", "GPT4all", "2025"
    is_name, word = word[0].isupper(), word.lower().replace("’", "'")
    if word in _SHARED:
        return 1
    if word in _OWN or _DIGITS.fullmatch(word) or (not is_name and _SPELLING.fullmatch(word)):
        return 2
    return 1 if _HINT.fullmatch(word) and not is_name else 0
