"""Requests for what a thing is, or for a summary: "c'est quoi la CNDP ?", "tell me about the Mistral agreement"."""

import functools
from dataclasses import dataclass
from typing import Literal

from rag.indexing.analysis import analyse
from rag.question.lexicon import lexicon, read_words, stem, words_of
from rag.text.language import Language
from rag.text.normalise import normalise
from rag.text.question_words import TOKEN

_END = " ?؟!.,،…"


@dataclass(frozen=True)
class About:
    """What a request is about: the thing as typed, and its words as they are searched, those for "agreement" aside."""

    form: Literal["definition", "summary"]
    thing: str
    words: frozenset[str]


def read_about(question: str, language: Language) -> About | None:
    """The request that a question is; None for any other question.

    >>> read_about("Parle-moi de l'accord avec Onepoint", "fr")
    About(form='summary', thing="l'accord avec Onepoint", words=frozenset({'onepoint'}))
    """
    question = question.replace("’", "'")
    typed = list(TOKEN.finditer(question))
    plain = [normalise(word.group()) for word in typed]
    end = _end_of_thing(plain, language)
    for length in range(min(_longest(language), end - 1), 0, -1):
        opening, start = tuple(_parts(plain[:length])), typed[length].start()
        form = _openings(language).get(opening)
        if form is None and language == "ar":  # which writes "of" onto the thing
            form, start = _openings(language).get((*opening, plain[length][0])), start + 1
        if form:
            thing = question[start : typed[end].start() if end < len(typed) else None].strip(_END)
            words = frozenset(
                stem(word, language)
                for word in words_of(thing)
                if analyse(word, language) and not _says_agreement(word, language)
            )
            return About(form, thing, words) if words else None
    return None


def _end_of_thing(plain: list[str], language: Language) -> int:
    """How many words there are without a "please" behind them."""
    polite = [tuple(map(normalise, TOKEN.findall(phrase))) for phrase in read_words(language)["about"]["please"]]
    return len(plain) - max((len(each) for each in polite if tuple(plain[-len(each) :]) == each), default=0)


def _parts(words: list[str]) -> list[str]:
    return [part for word in words for part in word.replace("-", " ").split()]


def _says_agreement(word: str, language: Language) -> bool:
    """Whether a word only says that it is an agreement or a document, which a title says in another word."""
    roles = lexicon(language).roles.get((stem(word, language),), ())
    return any(
        role in roles
        for role in (("kind", "agreement"), ("kind", "document"), ("kind", "memorandum"), ("kind", "convention"))
    )


@functools.cache
def _openings(language: Language) -> dict[tuple[str, ...], Literal["definition", "summary"]]:
    data = read_words(language)["about"]
    found: dict[tuple[str, ...], Literal["definition", "summary"]] = {}
    forms: tuple[Literal["definition", "summary"], ...] = ("summary", "definition")
    for form in forms:
        for phrase in data[form]:
            found[tuple(_parts([normalise(word) for word in TOKEN.findall(phrase)]))] = form
    return found


def _longest(language: Language) -> int:
    return max(map(len, _openings(language)))
