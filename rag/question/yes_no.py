"""Questions that are answered by yes or no."""

import functools
import re
from dataclasses import dataclass

from rag.question.lexicon import read_words, words_of
from rag.text.language import Language
from rag.text.normalise import normalise
from rag.text.question_words import ASKING

# "a-t-il", "existe-t-elle", "sont-ils": a French verb before its pronoun; behind a question word it asks for more.
_INVERSION = re.compile(r"[^\W\d_]+-(?:t-)?(?:ils?|elles?|on)\b", re.IGNORECASE)
_JOINING = frozenset({"que", "qu"})


@dataclass(frozen=True)
class YesNoWords:
    """The words of a language, normalised.

    Attributes:
        openings: what opens such a question.
        requests: what opens like one, and asks for more: "can you tell me who".
        whether: what makes such a request one after all: "can you tell me if".
        negations: what denies.
        hedges: what leaves open.
    """

    openings: frozenset[tuple[str, ...]]
    requests: frozenset[tuple[str, ...]]
    whether: frozenset[str]
    negations: frozenset[str]
    hedges: frozenset[str]


@functools.cache
def yes_no_words(language: Language) -> YesNoWords:
    """The words of a language, read once."""
    data = read_words(language)["yes_no"]
    return YesNoWords(
        frozenset(tuple(map(normalise, words_of(phrase))) for phrase in data["openings"]),
        frozenset(tuple(map(normalise, words_of(phrase))) for phrase in data["requests"]),
        frozenset(map(normalise, data["whether"])),
        frozenset(normalise(word) for phrase in data["negations"] for word in words_of(phrase)),
        frozenset(map(normalise, data["hedges"])),
    )


def asks_why(question: str, language: Language) -> bool:
    """Whether a question asks for a reason, and so supposes that something is the case."""
    words = {normalise(word) for word in words_of(question)}
    return not words.isdisjoint(map(normalise, read_words(language)["yes_no"]["reasons"]))


def is_yes_no(question: str, language: Language) -> bool:
    """Whether a question is answered by yes or no.

    >>> is_yes_no("Est-ce que le Maroc a signé ?", "fr"), is_yes_no("Who signed it?", "en")
    (True, False)
    """
    words = [normalise(word) for word in words_of(question)]
    known = yes_no_words(language)
    if _opens(words, known.requests) and known.whether.isdisjoint(words):
        return False
    if _opens(words, known.openings):
        return " ou " not in f" {' '.join(words)} " and " or " not in f" {' '.join(words)} " and "ام" not in words
    inverted = _INVERSION.search(question) if language == "fr" else None
    if inverted is None:
        return False
    # "Que" asks before the verb alone: "a-t-il annoncé que …" is answered by yes or no.
    before = {normalise(word) for word in words_of(question[: inverted.start()])}
    return ((ASKING | {"ou"}) - _JOINING).isdisjoint(words) and _JOINING.isdisjoint(before)


def _opens(words: list[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    return any(tuple(words[: len(phrase)]) == phrase for phrase in phrases)
