"""What every article of ``documents/`` must keep to; each check returns its problems, one line each."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from rag.text.language import LANGUAGES
from rag.text.normalise import normalise
from rag.text.sentences import split_sentences

from .articles import Article, Articles, Facts, front_matter_problems
from .figures import dates, figures, implied

WORDS = range(120, 681)  # of a body
SHORTEST = 8  # words of a sentence that two articles must not share
NAMING = 2  # words beside a name, such as its article, that do not make a sentence of it
_MARKUP = re.compile(
    r"^#(?!# \S)|^[ \t]*(?:[*+>|]|\d+[.)]\s|```|---|===).*|^-(?! \S)|^[ \t]+- |\*\*?\w|__|`|\]\(|<\w", re.MULTILINE
)
_LEFTOVER = re.compile(r"\b(?:seed article|dossiers?|front ?matter|sources? \d+|todo|tbd|lorem ipsum)\b")

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
    """Id, date and sources are those of the facts, so the same in the three languages."""
    return [
        f"{article.path}: its {name} is not that of the facts"
        for article in articles.readable
        for name, value in {"id": article.id, **facts.get(article.id, {})}.items()
        if name in ("id", "date", "sources") and article.metadata.get(name) != value
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


def own_words(articles: Articles, facts: Facts) -> list[str]:
    """No sentence of eight or more words stands in two articles of one language."""
    places: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for article in articles.readable:
        for sentence in _sentences(article):
            places[article.document.language, sentence][article.id] = article.path
    return [
        f"{', '.join(paths.values())}: they share the sentence {sentence!r}"
        for (_language, sentence), paths in places.items()
        if len(paths) > 1
    ]


def length(articles: Articles, facts: Facts) -> list[str]:
    """A body has between 120 and 680 words."""
    counts = {article.path: len(re.findall(r"\S*\w\S*", article.document.text)) for article in articles.readable}
    return [f"{path}: its body has {count} words" for path, count in counts.items() if count not in WORDS]


def markup(articles: Articles, facts: Facts) -> list[str]:
    """A body has headings of the second level and lists with hyphens, and no other Markdown."""
    return [
        f"{article.path}: {match.group()!r} is Markdown of another kind"
        for article in articles.readable
        for match in _MARKUP.finditer(article.markdown)
    ]


def leftovers(articles: Articles, facts: Facts) -> list[str]:
    """Nothing in an article speaks of the material it was written from."""
    return [
        f"{article.path}: {match.group()!r} was left over"
        for article in articles.readable
        for match in _LEFTOVER.finditer(normalise(f"{article.document.title}\n{article.document.text}"))
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
)


def _misplaced(article: Article) -> Iterator[str]:
    folder = article.path.split("/")[0]
    if article.metadata.get("language") != folder:
        yield f"its language is not {folder}"
    if article.metadata.get("id") != article.id:
        yield f"its id is not {article.id}"


def _texts(entry: Mapping[str, Any]) -> list[str]:
    figured = [f"{figure['value']} {figure['what']}" for figure in entry["figures"]]
    dated = [source.get("date", "") for source in entry["sources"]]
    return [entry["date"], *entry["facts"], *entry["conflicts"], *figured, *dated]


def _differences(articles: Articles, choose: Callable[[set[str]], set[str]]) -> list[str]:
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


def _sentences(article: Article) -> Iterator[str]:
    """Normalised sentences that are long enough to be copied, without those that only name someone."""
    document = article.document
    people = [name for person in document.people for name in (person.name, person.role)]
    names = sorted(map(_words, [document.title, *document.parties, *people]), key=len, reverse=True)
    for sentence in split_sentences(document.text, document.language):
        words = rest = _words(document.text[sentence.start : sentence.end])
        for name in names:
            rest = f" {rest} ".replace(f" {name} ", "  ")
        if len(words.split()) >= SHORTEST and len(rest.split()) > NAMING:
            yield words


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise(text)))
