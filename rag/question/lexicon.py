"""The lists of words that questions are read by: data, one file for each language, matched by stems."""

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.indexing.analysis import analyse
from rag.text.language import Language
from rag.text.normalise import normalise, without_accents
from rag.text.question_words import TOKEN

_VOWELS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
Phrase = tuple[str, ...]  # stems
# Which role a phrase has that could have several: the first of these.
SECTIONS = ("number", "nationality", "status", "kind", "party", "ask", "time", "empty")


@functools.cache
def read_words(name: str) -> dict[str, Any]:
    """A file of ``words/``, by its name without the ending; read once, so not to be changed."""
    text = importlib.resources.files(__package__).joinpath("words", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.lru_cache(maxsize=20_000)
def stem(word: str, language: Language) -> str:
    """A word as it is searched; one that is not searched, such as "which", as it is written.

    A Latin word amid Arabic ones is French more often than not.
    """
    if language == "ar" and word.isascii() and word.isalpha():
        language = "fr"
    plain = without_accents(word)  # which many leave out when they type
    return next(iter(analyse(plain, language)), normalise(plain))


def stems(text: str, language: Language) -> list[str]:
    """The stems of all words of a text."""
    return [stem(word, language) for word in words_of(text)]


def words_of(text: str) -> list[str]:
    """The words of a text; apostrophes and hyphens part them, Arabic vowel signs do not."""
    bare = _VOWELS.sub("", text.replace("’", "'"))
    return [part for token in TOKEN.findall(bare) for part in token.replace("-", " ").split()]


@dataclass(frozen=True)
class Lexicon:
    """Phrases with the roles that they can have, the longest first: ``roles[phrase]`` are ``(section, name)``."""

    roles: Mapping[Phrase, tuple[tuple[str, str], ...]]
    longest: int

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(each for phrase in self.roles for each in phrase)

    def at(self, found: Sequence[str], place: int) -> tuple[int, tuple[tuple[str, str], ...]]:
        """The longest phrase that begins at a place, in words, with its roles; 0 and none where there is none."""
        for length in range(min(self.longest, len(found) - place), 0, -1):
            if known := self.roles.get(tuple(found[place : place + length])):
                return length, known
        return 0, ()


@functools.cache
def lexicon(language: Language) -> Lexicon:
    """The words of questions about the collection in a language."""
    roles: dict[Phrase, list[tuple[str, str]]] = {}
    # Who writes Darija says "les accords" as often as "الاتفاقيات".
    sources = [read_words(language), *([read_words("fr")] if language == "ar" else [])]
    for section in SECTIONS:
        for name, phrases in ((n, phrases) for data in sources for n, phrases in data[section].items()):
            for phrase in phrases:
                entry = roles.setdefault(tuple(stems(phrase, language)), [])
                if (section, name) not in entry:
                    entry.append((section, name))
    return Lexicon({phrase: tuple(known) for phrase, known in roles.items()}, max(map(len, roles)))


def one_apart(word: str, other: str, least: int) -> bool:
    """Whether two words of the least length differ by one letter put in, left out or changed, or by two swapped."""
    if min(len(word), len(other)) < least or abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, others = word[at:], other[at:]
    swapped = len(rest) > 1 and rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
