"""The articles of a documents folder as the project reads them, with what their files say about themselves."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter

from rag.corpus.corpus import Unreadable, read_corpus
from rag.corpus.document import Document

Facts = Mapping[str, Mapping[str, Any]]

_PART = r"\d{4}(-\d\d){0,2}"
_FORMS = {"date": re.compile(rf"({_PART}(/{_PART})?)?"), "updated": re.compile(r"\d{4}-\d\d-\d\d")}
_TEXT = re.compile(r"(?s).*\S.*")


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


def front_matter_problems(metadata: Mapping[str, Any]) -> Iterator[str]:
    """Fields that are missing, unknown, or of a wrong type or form."""
    lists = {name: metadata.get(name) for name in ("parties", "people", "sources")}
    yield from _fields(
        "", {key: value for key, value in metadata.items() if key not in lists}, "id title language date updated"
    )
    for name, items in lists.items():
        if not isinstance(items, list) or (not items and name != "people"):
            yield f"its field {name} must be a list"
        elif name == "parties":
            yield from ("each of its parties must be a text" for item in items if not _is_text("party", item))
        elif name == "people":
            for item in items:
                yield from _fields("people.", item, "name role")
        else:
            for item in items:
                yield from _fields("sources.", item, "title publisher language", "url date")


def _fields(prefix: str, item: Any, required: str, optional: str = "") -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"each item of {prefix.rstrip('.')} must have named fields"
        return
    names = set(required.split())
    yield from (f"its field {prefix}{name} is missing" for name in sorted(names - item.keys()))
    yield from (f"its field {prefix}{name} is unknown" for name in sorted(item.keys() - names - set(optional.split())))
    yield from (f"its field {prefix}{key} is {value!r}" for key, value in item.items() if not _is_text(key, value))


def _is_text(name: str, value: Any) -> bool:
    return isinstance(value, str) and _FORMS.get(name, _TEXT).fullmatch(value) is not None
