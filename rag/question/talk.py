"""What people say to a chat itself: greetings, thanks, and questions about what it is and knows.

Two things make an input talk. Either it is made of nothing but phrases of talk ("salut, merci !"); or it speaks to the
chat ("you", "this site") and all of its words are words for that, or such as no document has ("who programmed you?").
The words are data: ``words/talk.toml``.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from rag.question.lexicon import lexicon, read_words
from rag.text.language import LANGUAGES
from rag.text.normalise import normalise
from rag.text.question_words import EMPTY

Kind = Literal[
    "capabilities", "scope", "identity", "how-are-you", "thanks", "farewell", "greeting", "acknowledgement"
]  # what is answered first where an input has several, first
_KINDS: tuple[Kind, ...] = get_args(Kind)
_COURTESIES = frozenset({"greeting", "how-are-you", "thanks", "acknowledgement"})
_WORD = re.compile(r"[a@]\+|[^\W_]+", re.IGNORECASE)
_TWICE = re.compile(r"(.)\1+")
_NEAR = 5  # letters of a word that may be misspelt by one
_STOP = re.compile(r"\s*[,.!;:؟?،…–]")


@dataclass(frozen=True)
class _Words:
    phrases: Mapping[tuple[str, ...], Kind]
    beside: frozenset[str]
    addressee: frozenset[tuple[str, ...]]
    about: Mapping[Kind, frozenset[str]]
    known: frozenset[str]  # all words of talk, and those that only ask or join
    longest: int


def talk_kind(text: str, in_documents: Callable[[str], bool]) -> Kind | None:
    """What kind of talk an input is; None for a question to the documents.

    Args:
        text: as typed.
        in_documents: whether a word is one of the documents.

    >>> talk_kind("Merci beaucoup !", lambda word: False), talk_kind("Qui l'a signé ?", lambda word: False)
    ('thanks', None)
    """
    found = _fold(text)
    if covering := _cover(found):
        return min(covering, key=_KINDS.index)
    return _addressed(found, in_documents)


def without_courtesies(text: str) -> str:
    """A question without the greeting or thanks in front of it; anything else as it is.

    >>> without_courtesies("Bonjour, qui a signé la convention ?"), without_courtesies("Merci !")
    ('qui a signé la convention ?', 'Merci !')
    """
    spans = list(_WORD.finditer(text))
    found = _fold(text)
    if len(spans) != len(found):
        return text
    for end in range(min(len(found) - 1, 12), 0, -1):
        kinds = _cover(found[:end])
        if not kinds or not kinds <= _COURTESIES:
            continue
        if found[end - 1] in _words().beside and kinds == _cover(found[: end - 1]):
            continue  # its last word adds nothing to the courtesy, and may belong to the question
        if _STOP.match(text, spans[end - 1].end()) or kinds & {"greeting", "thanks"}:
            return text[spans[end].start() :]
    return text


def _fold(text: str) -> tuple[str, ...]:
    """The words in one spelling: no accents, no letter twice."""
    bare = "".join(c for c in unicodedata.normalize("NFD", normalise(text)) if unicodedata.category(c) != "Mn")
    return tuple(_TWICE.sub(r"\1", word) if len(word) > 2 else word for word in _WORD.findall(normalise(bare)))


def _cover(found: tuple[str, ...]) -> frozenset[Kind]:
    """The kinds of the phrases that an input is made of; none if anything is left that is no phrase."""
    words = _words()
    # The best way to explain the first n words: the kinds of its phrases, or None where there is no way.
    ways: list[frozenset[Kind] | None] = [frozenset()]
    for end in range(1, len(found) + 1):
        options = []
        for start in range(max(0, end - words.longest), end):
            before, phrase = ways[start], found[start:end]
            if before is None:
                continue
            kind = words.phrases.get(phrase) or (_near(phrase[0]) if len(phrase) == 1 else None)
            if kind:
                options.append(before | {kind})
            elif len(phrase) == 1 and phrase[0] in words.beside:
                options.append(before)
        ways.append(max(options, key=len) if options else None)
    return ways[-1] or frozenset()


@functools.lru_cache(maxsize=10_000)
def _near(word: str) -> Kind | None:
    """The kind of the phrase of one word that a misspelt word may be."""
    words = _words()
    if len(word) < _NEAR or word in words.known:
        return None
    return next(
        (kind for (single, *more), kind in words.phrases.items() if not more and _one_apart(word, single)), None
    )


def _one_apart(word: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out or changed, or by two that changed places."""
    if len(other) < _NEAR or abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, others = word[at:], other[at:]
    swapped = len(rest) > 1 and rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]


def _addressed(found: tuple[str, ...], in_documents: Callable[[str], bool]) -> Kind | None:
    words = _words()
    spoken_to = any(
        found[at : at + length] in words.addressee for at in range(len(found)) for length in range(1, words.longest + 1)
    )
    if not spoken_to or any(word not in words.known and in_documents(word) for word in found):
        return None
    counts = {kind: sum(word in words.about[kind] for word in found) for kind in words.about}
    best = max(counts, key=lambda kind: (counts[kind], -_KINDS.index(kind)))
    if counts[best]:
        return best
    return "capabilities" if all(word in words.known for word in found) else None


@functools.cache
def _words() -> _Words:
    data = read_words("talk")
    phrases = {_fold(phrase): kind for kind in _KINDS for phrase in data["phrases"].get(kind, ())}
    beside = {word for phrase in data["beside"]["words"] for word in _fold(phrase)}
    addressee = {_fold(phrase) for phrase in data["addressee"]["words"]}
    about: dict[Kind, frozenset[str]] = {
        kind: frozenset(word for phrase in data["about"][kind] for word in _fold(phrase))
        for kind in _KINDS
        if kind in data["about"]
    }
    generic = {word for phrase in data["about"]["generic"] for word in _fold(phrase)}
    asking = generic | {word for phrase in EMPTY for word in _fold(phrase)}
    for language in LANGUAGES:
        roles = lexicon(language).roles.items()
        asking |= {
            word for phrase, known in roles if ("ask", "which") in known for text in phrase for word in _fold(text)
        }
    inside = {word for phrase in (*phrases, *addressee) for word in phrase}
    known = frozenset(inside | beside | asking | {word for each in about.values() for word in each})
    return _Words(phrases, frozenset(beside), frozenset(addressee), about, known, max(map(len, (*phrases, *addressee))))
