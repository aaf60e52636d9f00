"""What the footnotes of every article must keep to: who says a sentence is checked against the books of the facts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.corpus.document import Document, plain_publisher
from rag.corpus.footnotes import attribute
from rag.text.normalise import normalise

from .articles import Article, Articles, Facts, publishers
from .figures import dates, figures, implied

_LISTS = ("facts", "figures", "conflicts")


@dataclass(frozen=True)
class Statement:
    """A sentence or item of an article, and the ids of the sources that say it."""

    article: Article
    text: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.article.path}: {self.text!r}"


def statements(articles: Articles) -> Iterator[Statement]:
    """All sentences and items of all articles."""
    for article in articles.readable:
        document = article.document
        ids = [source.id for source in document.sources]
        for each in attribute(document.text, document.language, document.footnotes):
            yield Statement(article, document.text[each.start : each.end], tuple(ids[at] for at in each.sources))


def all_sourced(articles: Articles, facts: Facts) -> list[str]:
    """Every sentence and every item of a list has a source."""
    return [f"{each} has no source" for each in statements(articles) if not each.sources]


def named_publications(articles: Articles, facts: Facts) -> list[str]:
    """A sentence that names the publication of one of the sources points to it."""
    return [
        f"{each} names {publisher} and does not point to it"
        for each in statements(articles)
        for publisher, ids in _named(each).items()
        if not ids & {*each.sources}
    ]


def figures_of_sources(articles: Articles, facts: Facts) -> list[str]:
    """Every figure, percentage and date of a sentence stands in what the facts give to one of its sources."""
    problems = []
    for each in statements(articles):
        known = {figure for name in each.sources for figure in _known(facts[each.article.id], name)}
        problems += [f"{each}: no source of it has {figure}" for figure in sorted(figures(each.text) - known)]
    return problems

def not_after_sources(articles: Articles, facts: Facts) -> list[str]:
    """No date of a sentence is later than all its sources, except those that ``ahead`` in the facts lists."""
    problems = []
    for each in statements(articles):
        entry = facts[each.article.id]
        last = max((_end(s.get("date", "")) for s in entry["sources"] if s["id"] in each.sources), default="9")
        problems += [f"{each}: {date} is later than its sources" for date in sorted(dates(figures(each.text))) if date > last]
    return problems

def _end(date: str) -> str:
    """A text that no date of that period, and none before it, is greater than."""
    return f"{date.split('/')[-1]}~" if date else "9"


def _said(entry: Mapping[str, Any], source: str) -> list[str]:
    """What the facts say a source says, with its title and date."""
    own = [each for name in _LISTS for each in entry[name] if source in each["sources"]]
    texts = [each.get("text") or f"{each['value']} {each['what']}" for each in own]
    return [*texts, *(f"{each['title']} {each.get('date', '')}" for each in entry["sources"] if each["id"] == source)]


def _known(entry: Mapping[str, Any], source: str) -> set[str]:
    return implied(figures("\n".join(_said(entry, source))))


def _named(statement: Statement) -> dict[str, set[str]]:
    """The publications among the sources of the article that a sentence names, with the ids of their sources."""
    document = statement.article.document
    parties = {normalise(party.name) for party in document.profile.parties}
    ids: dict[str, set[str]] = {}
    for source in document.sources:
        ids.setdefault(plain_publisher(source.publisher), set()).add(source.id)
    spellings = {
        spelling: name for name in ids for spelling in publishers()[name] if normalise(spelling) not in parties
    }
    rest = statement.text
    found = {}
    for spelling in sorted(spellings, key=len, reverse=True):
        pattern = _pattern(spelling)
        text = normalise(rest) if False else rest
        if pattern.search(text):
            found[spellings[spelling]] = ids[spellings[spelling]]
            rest = pattern.sub(" ", rest)
    return found


def _pattern(spelling: str) -> re.Pattern[str]:
    if re.search(r"[\u0621-\u064a]", spelling):
        return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}{re.escape(spelling)}(?!\w)")
    return re.compile(rf"(?<!\w){re.escape(spelling)}(?!\w)(?! [A-ZÀ-Þ])")
