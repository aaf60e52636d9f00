"""Answer strings compared as the scripts of SQuAD and MLQA compare them.

The rules are those of Rajpurkar et al. (2016) and, for other languages, of Lewis et al., *MLQA: Evaluating
Cross-lingual Extractive Question Answering* (2020): lower case, no punctuation, no articles, single spaces.
MLQA has no French; there the articles and their elided forms are taken off, as FQuAD (d'Hoffschmidt et al.,
2020) does.
"""

import re
import string
import unicodedata
from collections import Counter

from rag.text.language import Language

_ARTICLES: dict[Language, str] = {
    "en": r"\b(?:a|an|the)\b",
    "ar": "ال",  # MLQA takes it off wherever it stands
    "fr": r"\b(?:l|le|la|les|un|une|des|du|de la|de l|d)\b",
}
_MARKER = re.compile(r"\s*\[\d+\]")


def normalise_answer(text: str, language: Language) -> str:
    """The form in which answers are compared.

    >>> normalise_answer("The  Panthers' defense!", "en"), normalise_answer("L'accord de Rabat", "fr")
    ('panthers defense', 'accord de rabat')
    """
    text = text.lower()
    if language == "fr":
        text = re.sub("['’ʼ]", " ", text)  # so that an elided article is a word of its own
    text = "".join(c for c in text if c not in string.punctuation and not unicodedata.category(c).startswith("P"))
    return " ".join(re.sub(_ARTICLES[language], " ", text).split())


def without_markers(text: str) -> str:
    """An answer without its citation markers.

    >>> without_markers("Signed in Rabat. [1] By two ministers. [2]")
    'Signed in Rabat. By two ministers.'
    """
    return _MARKER.sub("", text)


def exact_match(text: str, gold: str, language: Language) -> float:
    """1 if both are the same after normalisation, otherwise 0."""
    return float(normalise_answer(text, language) == normalise_answer(gold, language))


def token_f1(text: str, gold: str, language: Language) -> float:
    """Harmonic mean of precision and recall of the tokens; with an empty side 1 if both are empty (SQuAD 2.0)."""
    given, wanted = normalise_answer(text, language).split(), normalise_answer(gold, language).split()
    if not given or not wanted:
        return float(given == wanted)
    shared = sum((Counter(given) & Counter(wanted)).values())
    if not shared:
        return 0.0
    precision, recall = shared / len(given), shared / len(wanted)
    return 2 * precision * recall / (precision + recall)


def contains(text: str, gold: str, language: Language) -> bool:
    """Whether the tokens of ``gold`` stand in a row in ``text``; in Arabic also inside longer words.

    Arabic writes "and", "by" and "for" onto the word, so that there a gold answer may begin within a token.
    """
    wanted = normalise_answer(gold, language)
    if not wanted:  # an answer of articles or punctuation alone
        return gold.strip().lower() in text.lower()
    given = normalise_answer(text, language)
    return wanted in given if language == "ar" else f" {wanted} " in f" {given} "
