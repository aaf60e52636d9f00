"""Proper names in a sentence of any of the languages, as far as they can be told, in one spelling."""

import functools
import re
from collections.abc import Iterable, Mapping

from rag.corpus.countries import country_names
from rag.corpus.document import Document, plain_publisher
from rag.text.months import MONTHS
from rag.text.normalise import normalise

from .articles import Article, publishers

_ARABIC = re.compile(r"[\u0621-\u064a]")
_CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Þ]\w+")
# Capitalised words that tell no source from another.
_COMMON = {*MONTHS, "ai", "ia", "llm", "MA", "maroc", "morocco", "moroccan", "french", "sunday"} | {
    f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur")
}
_OFFICES = ("minister", "president")


def named_publications(document: Document, text: str) -> dict[str, set[str]]:
    """The publishers among a document's sources that a sentence names, with the ids of their sources."""
    ids = _publications(document)
    return {publisher: ids[publisher] for publisher in _find_publications(document, text)[0]}


def names(text: str, document: Document, spellings: Mapping[str, frozenset[str]]) -> set[str]:
    """The names of a sentence: capitalised words, codes of countries, and those of ``spellings`` that it holds.

    The names of the document's publications are left out.
    """
    rest = _find_publications(document, text)[1]
    found = latin(rest) | _countries(rest)
    for spelling, written in spellings.items():
        if pattern(spelling).search(normalise(rest)):
            found |= written
    return found


def known_names(texts: Iterable[str]) -> set[str]:
    """The names in texts of the facts, which are in English."""
    text = "\n".join(texts)
    return latin(text) | _countries(text)


def subjects(group: Iterable[Article]) -> set[str]:
    """What the articles of an id may name in any sentence: what they are about, who takes part, and who reports it."""
    documents = [article.document for article in group]
    texts = [text for each in documents for text in (each.title, *(party.name for party in each.profile.parties))]
    texts += [source.publisher for each in documents for source in each.sources]
    return known_names(texts) | _COMMON


def office_holders(group: Iterable[Article]) -> dict[str, set[str]]:
    """The names of those who hold an office, by its English word."""
    people = [person for each in group if each.document.language == "en" for person in each.document.people]
    return {
        office: {name for person in people if office in person.role.lower() for name in latin(person.name)}
        for office in _OFFICES
    }


def arabic_spellings(group: Iterable[Article]) -> dict[str, frozenset[str]]:
    """The Arabic names of people and parties, normalised, with the words of the English ones."""
    documents = {article.document.language: article.document for article in group}
    if not {"ar", "en"} <= documents.keys():
        return {}
    arabic, english = (
        [each.name for each in (*documents[language].people, *documents[language].profile.parties)]
        for language in ("ar", "en")
    )
    pairs = zip(map(normalise, arabic), english, strict=False)
    return {name: frozenset(latin(other)) for name, other in pairs if _ARABIC.search(name)}


def latin(text: str) -> set[str]:
    """Capitalised words of three letters or more, and acronyms."""
    words = (word.removesuffix("'s") for word in _CAPITALISED.findall(text))
    return {normalise(word) for word in words if len(word) >= 3 or word.isupper()}


@functools.cache
def pattern(spelling: str) -> re.Pattern[str]:
    """A name as a whole word: in Arabic with the prefixes joined to it, in Latin not as part of a longer name."""
    if _ARABIC.search(spelling):
        return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}{re.escape(spelling)}(?!\w)")
    return re.compile(rf"(?<!\w){re.escape(spelling)}(?!\w)(?! [A-ZÀ-Þ])")


@functools.cache
def _publications(document: Document) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for source in document.sources:
        ids.setdefault(plain_publisher(source.publisher), set()).add(source.id)
    return ids


@functools.cache
def _find_publications(document: Document, text: str) -> tuple[set[str], str]:
    """The publishers that a text names, and the text without their Latin names."""
    parties = {normalise(party.name) for party in document.profile.parties}
    spellings = {
        spelling: publisher
        for publisher in _publications(document)
        for spelling in publishers().get(publisher, ())
        if normalise(spelling) not in parties
    }
    found: set[str] = set()
    folded = normalise(text)
    for spelling in sorted(spellings, key=len, reverse=True):
        if _ARABIC.search(spelling):
            folded, times = pattern(normalise(spelling)).subn(" ", folded)
        else:
            text, times = pattern(spelling).subn(" ", text)
        found |= {spellings[spelling]} if times else set()
    return found, text


@functools.cache
def _country_pattern() -> re.Pattern[str]:
    longest = sorted((name for name in country_names() if len(name) > 3), key=len, reverse=True)
    return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}({'|'.join(map(re.escape, longest))})(?!\w)")


def _countries(text: str) -> set[str]:
    return {country_names()[found[1]] for found in _country_pattern().finditer(normalise(text))}
