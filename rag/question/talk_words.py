"""The words of talk, and inputs explained by them."""

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from rag.question.lexicon import lexicon, one_apart, read_words
from rag.text.language import LANGUAGES
from rag.text.normalise import normalise
from rag.text.question_words import EMPTY

Kind = Literal[
    "capabilities", "scope", "identity", "how-are-you", "thanks", "farewell", "greeting", "acknowledgement"
]  # what is answered first where an input has several, first
KINDS: tuple[Kind, ...] = get_args(Kind)
WORD = re.compile(r"[aà@]\+|[^\W_]+", re.IGNORECASE)
_TWICE = re.compile(r"(.)\1+")
_NEAR = 5  # letters of a word that may be misspelt by one


@dataclass(frozen=True)
class TalkWords:
    """All of ``words/talk.toml``, folded; ``known`` has every word of it, and those that only ask or join."""

    phrases: Mapping[tuple[str, ...], Kind]
    beside: frozenset[str]
    addressee: frozenset[tuple[str, ...]]
    about: Mapping[Kind, frozenset[str]]
    known: frozenset[str]
    longest: int


@functools.cache
def talk_words() -> TalkWords:
    """The words, read once."""
    data = read_words("talk")
    phrases = {fold(phrase): kind for kind in KINDS for phrase in data["phrases"].get(kind, ())}
    beside = {word for phrase in data["beside"]["words"] for word in fold(phrase)}
    addressee = {fold(phrase) for phrase in data["addressee"]["words"]}
    about: dict[Kind, frozenset[str]] = {
        kind: frozenset(word for phrase in data["about"][kind] for word in fold(phrase))
        for kind in KINDS
        if kind in data["about"]
    }
    generic = {word for phrase in data["about"]["generic"] for word in fold(phrase)}
    asking = generic | {word for phrase in EMPTY for word in fold(phrase)}
    of_documents: set[str] = set()
    for language in LANGUAGES:
        roles = lexicon(language).roles.items()
        of_documents |= {
            word
            for phrase, known in lexicon(language).exact.items()
            if len(phrase) == 1 and known[0][0] == "kind"
            for word in fold(phrase[0])
        }
        asking |= {
            word for phrase, known in roles if ("ask", "which") in known for text in phrase for word in fold(text)
        }
    # "D'accord" does not make "accord" a word of talk.
    inside = {word for phrase in (*phrases, *addressee) for word in phrase} - of_documents
    known = frozenset(inside | beside | asking | {word for each in about.values() for word in each})
    return TalkWords(
        phrases, frozenset(beside), frozenset(addressee), about, known, max(map(len, (*phrases, *addressee)))
    )


def fold(text: str) -> tuple[str, ...]:
    """The words in one spelling: no accents, no letter twice."""
    return tuple(map(_fold_word, typed_words(text)))


def typed_words(text: str) -> list[str]:
    """The same words, as many, only normalised: as the documents may have them."""
    return WORD.findall(normalise(text))


def _fold_word(word: str) -> str:
    bare = normalise("".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn"))
    return _TWICE.sub(r"\1", bare) if len(bare) > 2 else bare


def cover(found: tuple[str, ...]) -> frozenset[Kind]:
    """The kinds of the phrases that an input is made of; none if anything is left that is no phrase."""
    return frozenset(kind for kind in pieces(found) or () if kind)


def pieces(found: tuple[str, ...]) -> tuple[Kind | None, ...] | None:
    """The fewest phrases, and words beside them, that make an input, by their kinds: None for a word beside them.

    The whole is None if anything is left that is neither.
    """
    words = talk_words()
    # The best way to explain the first n words, or None where there is no way. Few phrases are long ones: "thank you",
    # "for your help" rather than "thank you", "for", "your", "help".
    ways: list[tuple[Kind | None, ...] | None] = [()]
    for end in range(1, len(found) + 1):
        options: list[tuple[Kind | None, ...]] = []
        for start in range(max(0, end - words.longest), end):
            before, phrase = ways[start], found[start:end]
            if before is None:
                continue
            kind = words.phrases.get(phrase) or (_near(phrase[0]) if len(phrase) == 1 else None)
            if kind:
                options.append((*before, kind))
            elif len(phrase) == 1 and phrase[0] in words.beside:
                options.append((*before, None))
        ways.append(min(options, key=len) if options else None)
    return ways[-1]


def speaks_to_chat(found: tuple[str, ...]) -> bool:
    """Whether an input speaks to the chat, or of it."""
    words = talk_words()
    return any(
        found[at : at + length] in words.addressee for at in range(len(found)) for length in range(1, words.longest + 1)
    )


def best_kind(found: tuple[str, ...]) -> Kind | None:
    """The kind that most of the words are about."""
    words = talk_words()
    counts = {kind: sum(word in words.about[kind] for word in found) for kind in words.about}
    best = max(counts, key=lambda kind: (counts[kind], -KINDS.index(kind)))
    return best if counts[best] else None


@functools.lru_cache(maxsize=10_000)
def _near(word: str) -> Kind | None:
    """The kind of the phrase of one word that a misspelt word may be."""
    words = talk_words()
    if len(word) < _NEAR or word in words.known:
        return None
    return next(
        (kind for (single, *more), kind in words.phrases.items() if not more and one_apart(word, single, _NEAR)), None
    )
