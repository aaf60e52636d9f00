"""A document: its text as it is stored, and what is known about it."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field

from rag.text.language import Language

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Source:
    """A publication that a document rests on; empty strings where something is unknown."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    date: str = ""
    language: str = ""

    def is_named_in(self, text: str) -> bool:
        """Whether a text names the publisher, as in "according to Barlamane"."""
        name = self.publisher.split(" (")[0].strip()
        # Arabic writes "and", "by", "for" and "as" onto the word that follows.
        pattern = rf"(?<!\w)[وفبلك]{{0,2}}{re.escape(name)}(?!\w)"
        return len(name) > 2 and re.search(pattern, text) is not None


@dataclass(frozen=True)
class Person:
    """Someone who takes part, with his or her role."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Document:
    """One text in one language. Translations share ``id``, so ``key`` tells them apart.

    ``text`` is plain text with a light structure: headings start with ``## ``, items of lists with ``- ``.
    All positions of passages and citations count its characters. ``date`` is an ISO date, or the part of one
    that is known.
    """

    id: str
    language: Language
    title: str
    text: str
    path: str
    date: str = ""
    sources: tuple[Source, ...] = ()
    parties: tuple[str, ...] = ()
    people: tuple[Person, ...] = field(default=())

    @property
    def key(self) -> str:
        """Unique in a corpus: ``language/id``."""
        return f"{self.language}/{self.id}"

    def content_hash(self) -> str:
        """SHA-256 of everything that ends up in the index; any change of it means indexing anew."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def date_number(date: str, end: bool = False) -> int:
    """A date as the integer ``yyyymmdd``, so that ranges compare; 0 if there is none.

    Missing parts are taken as the first day, or with ``end`` as the last.

    >>> date_number("2025-09-12"), date_number("2025-09"), date_number("2025", end=True)
    (20250912, 20250901, 20251231)
    """
    found = _DATE.match(date)
    if not found:
        return 0
    year, month, day = found.groups()
    return int(year) * 10000 + int(month or (12 if end else 1)) * 100 + int(day or (31 if end else 1))
