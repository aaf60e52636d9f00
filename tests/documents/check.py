"""What every article of ``documents/`` must keep to; each check returns its problems, one line each."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any
from urllib.parse import urlsplit

from rag.text.language import LANGUAGES

from .articles import Article, Articles, Facts, front_matter_problems
from .attribution import (
    all_cited,
    all_sourced,
    counts,
    figures_of_sources,
    names_of_sources,
    not_after_sources,
    publications,
    sources_of_facts,
)
from .figures import dates, figures, implied
from .statements import said
from .wording import leftovers, length, markup, own_words

Check = Callable[[Articles, Facts], list[str]]


def files(articles: Articles, facts: Facts) -> list[str]:
    """Every id of the facts is there in the three languages, and nothing else is; all can be read."""
    expected = {f"{language}/{name}.md" for language in LANGUAGES for name in facts}
    present = {article.path for article in articles.readable}
    unreadable = {item.path for item in articles.unreadable}
    return [
        *(str(item) for item in articles.unreadable),
        *(f"{path}: it is missing" for path in sorted(expected - present - unreadable)),
        *(f"{path}: no facts have this id" for path in sorted((present | unreadable) - expected)),
    ]


def front_matter(articles: Articles, facts: Facts) -> list[str]:
    """All fields are there, of the right type, and agree with the file's name and folder."""
    return [
        f"{article.path}: {problem}"
        for article in articles.readable
        for problem in [*front_matter_problems(article.metadata), *_misplaced(article)]
    ]


def same_everywhere(articles: Articles, facts: Facts) -> list[str]:
    """What the facts give of the front matter is theirs, and so the same in the three languages."""
    return [
        f"{article.path}: its {name} is not that of the facts"
        for article in articles.readable
        for name, value in _expected(article, facts.get(article.id, {})).items()
        if article.metadata.get(name) != value
    ]


def supported(articles: Articles, facts: Facts) -> list[str]:
    """Every number, percentage and date of a title or body also stands in the facts of its id."""
    known = {name: implied(figures("\n".join(_texts(entry)))) for name, entry in facts.items()}
    return [
        f"{article.path}: {figure} is not in the facts"
        for article in articles.readable
        for figure in sorted(
            figures(f"{article.document.title}\n{article.document.text}") - known.get(article.id, set())
        )
    ]


def same_numbers(articles: Articles, facts: Facts) -> list[str]:
    """Every number and percentage of a body also stands in the bodies of the other languages."""
    return _differences(articles, lambda found: found - dates(found))


def same_dates(articles: Articles, facts: Facts) -> list[str]:
    """Every date and month written out in a body is also written in the bodies of the other languages."""
    return _differences(articles, dates)


def links(articles: Articles, facts: Facts) -> list[str]:
    """Web addresses have http or https, a host with a dot, and no spaces."""
    return [
        f"{article.path}: the link {url!r} is not well formed"
        for article in articles.readable
        for url in [*(source.url for source in article.document.sources), *re.findall(r"https?:\S*", article.markdown)]
        if url and not _is_link(url)
    ]


CHECKS: tuple[Check, ...] = (
    files,
    front_matter,
    same_everywhere,
    supported,
    same_numbers,
    same_dates,
    links,
    own_words,
    length,
    markup,
    leftovers,
    all_sourced,
    publications,
    figures_of_sources,
    names_of_sources,
    not_after_sources,
    sources_of_facts,
    all_cited,
    counts,
)


def _misplaced(article: Article) -> Iterator[str]:
    folder = article.path.split("/")[0]
    if article.metadata.get("language") != folder:
        yield f"its language is not {folder}"
    if article.metadata.get("id") != article.id:
        yield f"its id is not {article.id}"


def _expected(article: Article, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the front matter that the facts of its id give."""
    same = {name: entry[name] for name in ("date", "kinds", "status", "events", "sources") if name in entry}
    language = article.document.language
    parties = [
        {"name": each["names"][language], "country": each["country"], "kind": each["kind"]}
        for each in entry.get("parties", ())
    ]
    return {"id": article.id, **same, **({"parties": parties} if entry else {})}


def _texts(entry: Mapping[str, Any]) -> list[str]:
    return [entry["date"], *said(entry), *(source.get("date", "") for source in entry["sources"])]


def _differences(articles: Articles, choose: Callable[[frozenset[str]], Set[str]]) -> list[str]:
    problems = []
    for group in articles.translations():
        found = {article.path: figures(article.document.text) for article in group}
        for path, own in found.items():
            for other, theirs in found.items():
                problems += [f"{path}: {figure} is not in {other}" for figure in sorted(choose(own) - implied(theirs))]
    return problems


def _is_link(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".") and not re.search(r"\s", url)
