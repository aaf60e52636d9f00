"""Questions that are answered by yes or no."""

import functools
import re
from dataclasses import dataclass

from rag.question.lexicon import read_words, words_of
from rag.text.language import Language
from rag.text.normalise import normalise

# "a-t-il", "existe-t-elle", "sont-ils": a French verb before its pronoun; behind a question word it asks for more.
_INVERSION = re.compile(r"[^\W\d_]+-(?:t-)?(?:ils?|elles?|on)\b", re.IGNORECASE)


@dataclass(frozen=True)
class YesNoWords:
    """The words of a language, normalised: what opens such a question; what denies; what leaves open."""

    openings: frozenset[tuple[str, ...]]
    negations: frozenset[str]
    hedges: frozenset[str]


@functools.cache
def yes_no_words(language: Language) -> YesNoWords:
    """The words of a language, read once."""
    data = read_words(language)["yes_no"]
    return YesNoWords(
        frozenset(tuple(map(normalise, words_of(phrase))) for phrase in data["openings"]),
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
    openings = yes_no_words(language).openings
    if any(tuple(words[:length]) in openings for length in range(1, 4)):
        return " ou " not in f" {' '.join(words)} " and " or " not in f" {' '.join(words)} " and "ام" not in words
    asking = {normalise(phrase) for phrase in read_words(language)["ask"]["which"] if len(words_of(phrase)) == 1}
    asking |= {normalise(word) for word in read_words(language)["other"]["words"]} | {"combien", "que", "quoi"}
    inverted = language == "fr" and _INVERSION.search(question) is not None
    return inverted and asking.isdisjoint(words)
