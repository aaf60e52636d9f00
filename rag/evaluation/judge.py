"""Who says whether quoted words support a statement."""

import re
from dataclasses import dataclass
from typing import Protocol

from rag.indexing.analysis import analyse
from rag.text.language import detect_language
from rag.text.normalise import normalise

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Judge(Protocol):
    """Anything that tells whether a premise supports a statement; an entailment model fits here."""

    def supports(self, premise: str, statement: str) -> bool:
        """Whether all that the statement says follows from the premise."""


@dataclass(frozen=True)
class WordJudge:
    """A deterministic judge: the premise holds nearly all words of the statement and every number in it.

    Words are compared as the lexical index sees them (folded, stemmed, without stop words), in the language of
    the statement. It is strict with paraphrases and blind to negation: it suits answers that quote.

    Attributes:
        share: of the statement's words that the premise must hold.
    """

    share: float = 0.8

    def supports(self, premise: str, statement: str) -> bool:
        """See ``Judge``; a statement without a word is not supported by anything."""
        language = detect_language(statement) or "en"
        words, held = set(analyse(statement, language)), set(analyse(premise, language))
        numbers = set(_NUMBER.findall(normalise(statement)))
        if not numbers <= set(_NUMBER.findall(normalise(premise))) or not (words or numbers):
            return False
        return len(words & held) >= self.share * len(words)
