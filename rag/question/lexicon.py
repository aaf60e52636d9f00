"""The lists of words that questions are read by: data, one file for each language, matched by stems."""

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.indexing.analysis import analyse, searchable
from rag.text.language import Language
from rag.text.normalise import normalise, without_accents
from rag.text.question_words import TOKEN

_VOWELS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
Phrase = tuple[str, ...]  # stems, or words as written
Roles = tuple[tuple[str, str], ...]  # sections and names of lists
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
class Found:
    """A word of a question: as written, normalised and without an article, and its stem."""

    plain: str
    stem: str


def find(words: Sequence[str], language: Language) -> list[Found]:
    """Words as the lists are searched for them."""
    return [Found(searchable(word, language), stem(word, language)) for word in words]


@dataclass(frozen=True)
class Lexicon:
    """Phrases with the roles that they can have.

    Attributes:
        roles: of each phrase, by its stems.
        exact: the same by its words: "organisations" is in a list itself, and only shares its stem with "organised".
        longest: words of the longest phrase.
    """

    roles: Mapping[Phrase, Roles]
    exact: Mapping[Phrase, Roles]
    longest: int

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(each for phrase in self.roles for each in phrase)

    def roles_of(self, phrase: Sequence[Found]) -> Roles:
        """The roles of a phrase: of its words as they are written, or else of their stems."""
        exact = self.exact.get(tuple(word.plain for word in phrase))
        return exact or self.roles.get(tuple(word.stem for word in phrase), ())

    def at(self, found: Sequence[Found], place: int) -> tuple[int, Roles]:
        """The longest phrase that begins at a place, in words, with its roles; 0 and none where there is none."""
        for length in range(min(self.longest, len(found) - place), 0, -1):
            if known := self.roles_of(found[place : place + length]):
                return length, known
        return 0, ()


@functools.cache
def lexicon(language: Language) -> Lexicon:
    """The words of questions about the collection in a language."""
    # Who writes Darija says "les accords" as often as "الاتفاقيات".
    sources = [read_words(language), *([read_words("fr")] if language == "ar" else [])]
    exact: dict[Phrase, list[tuple[str, str]]] = {}
    by_stem: dict[Phrase, list[tuple[str, str]]] = {}
    entries = [
        (find(words_of(phrase), language), (section, name))
        for section in SECTIONS
        for data in sources
        for name, phrases in data[section].items()
        for phrase in phrases
    ]
    written = {tuple(word.plain for word in phrase) for phrase, _ in entries}
    for phrase, role in entries:
        plain = tuple(word.plain for word in phrase)
        bare = tuple(map(without_accents, plain))
        tables = [(exact, plain)]
        if bare == plain or bare not in written:  # without its accent "dès" is another word, "des"
            tables.append((by_stem, tuple(word.stem for word in phrase)))
        for table, key in tables:
            known = table.setdefault(key, [])
            if role not in known:
                known.append(role)
    return Lexicon(_fixed(by_stem), _fixed(exact), max(map(len, exact)))


def _fixed(roles: Mapping[Phrase, Sequence[tuple[str, str]]]) -> dict[Phrase, Roles]:
    return {phrase: tuple(known) for phrase, known in roles.items()}


def one_apart(word: str, other: str, least: int) -> bool:
    """Whether two words of the least length differ by one letter put in, left out or changed, or by two swapped."""
    if min(len(word), len(other)) < least or abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, others = word[at:], other[at:]
    swapped = len(rest) > 1 and rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
