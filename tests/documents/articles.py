"""The articles of a documents folder as the project reads them, with what their files say about themselves."""

import functools
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter

from rag.corpus.corpus import read_corpus
from rag.corpus.document import Document
from rag.corpus.listing import Unreadable
from rag.corpus.profile import KINDS, PARTY_KINDS, STATUSES

Facts = Mapping[str, Mapping[str, Any]]

DOCUMENTS = Path(__file__).parents[2] / "documents"
_PART = r"\d{4}(-\d\d){0,2}"
_STATUS = re.compile("|".join(STATUSES))
_FORMS = {
    "date": re.compile(rf"({_PART}(/{_PART})?)?"),
    "events.date": re.compile(rf"{_PART}(/{_PART})?"),
    "updated": re.compile(r"\d{4}-\d\d-\d\d"),
    "status": _STATUS,
    "events.what": _STATUS,
    "parties.country": re.compile(r"([A-Z]{2})?"),
    "parties.kind": re.compile("|".join(PARTY_KINDS)),
    "sources.id": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    "sources.date": re.compile(_PART),
}
_TEXT = re.compile(r"(?s).*\S.*")
_FIELDS = {  # of the items of each list: those that must be there, and those that may
    "events": ("what date", ""),
    "parties": ("name country kind", ""),
    "people": ("name role", ""),
    "sources": ("id title publisher language", "url date"),
}
_MAY_BE_EMPTY = ("events", "people")


@dataclass(frozen=True)
class Article:
    """A document, and its file's front matter and Markdown."""

    document: Document
    metadata: Mapping[str, Any]
    markdown: str

    @property
    def path(self) -> str:
        """Relative to the documents folder: ``language/id.md``."""
        return self.document.path

    @property
    def id(self) -> str:
        """The file's name, by which the facts are found."""
        return Path(self.path).stem


@dataclass(frozen=True)
class Articles:
    """The articles of a folder, and the files that the project cannot read."""

    readable: tuple[Article, ...]
    unreadable: tuple[Unreadable, ...]

    def translations(self) -> Iterator[list[Article]]:
        """The articles of each id."""
        groups = defaultdict(list)
        for article in self.readable:
            groups[article.id].append(article)
        yield from groups.values()


def read_articles(folder: Path) -> Articles:
    """Reads a folder with the project's own reader."""
    readable, unreadable = [], []
    for item in read_corpus(folder, max_bytes=1e6):
        if isinstance(item, Unreadable):
            unreadable.append(item)
        else:
            post = frontmatter.load(str(folder / item.path))
            readable.append(Article(item, post.metadata, post.content))
    return Articles(tuple(readable), tuple(unreadable))


def read_facts(folder: Path) -> dict[str, dict[str, Any]]:
    """Reads ``facts.json`` of a documents folder: what the articles of each id may say."""
    facts: dict[str, dict[str, Any]] = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    return facts


@functools.cache
def publishers() -> dict[str, list[str]]:
    """How the articles may spell the name of each publisher, in any script."""
    spellings: dict[str, list[str]] = json.loads((DOCUMENTS / "publishers.json").read_text(encoding="utf-8"))
    return spellings


def front_matter_problems(metadata: Mapping[str, Any]) -> Iterator[str]:
    """Fields that are missing, unknown, or of a wrong type or form."""
    kinds = metadata.get("kinds")
    if not (isinstance(kinds, list) and kinds and all(kind in KINDS for kind in kinds)):
        yield f"its field kinds is {kinds!r}"
    texts = {key: value for key, value in metadata.items() if key not in (*_FIELDS, "kinds")}
    yield from _fields("", texts, "id title language date updated status")
    for name, (required, optional) in _FIELDS.items():
        items = metadata.get(name)
        if not isinstance(items, list) or (not items and name not in _MAY_BE_EMPTY):
            yield f"its field {name} must be a list"
            continue
        for item in items:
            yield from _fields(f"{name}.", item, required, optional)


def _fields(prefix: str, item: Any, required: str, optional: str = "") -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"each item of {prefix.rstrip('.')} must have named fields"
        return
    names = set(required.split())
    yield from (f"its field {prefix}{name} is missing" for name in sorted(names - item.keys()))
    yield from (f"its field {prefix}{name} is unknown" for name in sorted(item.keys() - names - set(optional.split())))
    for key, value in item.items():
        if not isinstance(value, str) or not _FORMS.get(prefix + key, _TEXT).fullmatch(value):
            yield f"its field {prefix}{key} is {value!r}"
