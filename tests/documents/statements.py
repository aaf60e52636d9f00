"""The sentences of the articles with the sources that their footnotes give them, and what these sources say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rag.corpus.footnotes import attribute

from .articles import Article, Articles
from .figures import figures, implied

_SAYING = ("facts", "figures", "conflicts")


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


def said(entry: Mapping[str, Any], source: str | None = None) -> list[str]:
    """What the facts of an id give to a source, or to all of them."""
    items = [each for name in _SAYING for each in entry[name] if source is None or source in each["sources"]]
    return [each["text"] if "text" in each else f"{each['value']} {each['what']}" for each in items]


def title(entry: Mapping[str, Any], source: str) -> str:
    """The title and the date of a source."""
    return "".join(f"{each['title']} {each.get('date', '')}" for each in entry["sources"] if each["id"] == source)


def saying(entry: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Each fact, figure and conflict of an id, with its sources."""
    for name in _SAYING:
        for each in entry[name]:
            yield str(each.get("text") or each.get("what")), each["sources"]


def known_figures(entry: Mapping[str, Any], source: str) -> set[str]:
    """The figures, percentages and dates that a source gives, or that its title or date holds."""
    return implied(figures("\n".join([*said(entry, source), title(entry, source)])))
