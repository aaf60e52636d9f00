"""A document: its text as it is stored, and what is known about it."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from rag.corpus.footnotes import Footnote
from rag.corpus.profile import Event, Party, Profile
from rag.text.language import Language

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Source:
    """A publication that a document rests on; empty strings where something is unknown.

    ``id`` is what the footnotes of the document call it.
    """

    title: str = ""
    publisher: str = ""
    url: str = ""
    date: str = ""
    language: str = ""
    id: str = ""

    def to_dict(self) -> dict[str, str]:
        """What a reader of a citation is told, as JSON types."""
        return {"publisher": self.publisher, "title": self.title, "url": self.url, "date": self.date}


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
    that is known. ``footnotes`` tell which of the ``sources`` says what; without any, all stand for the whole.
    ``notices`` are lines about what was left out of the file; they are no part of what is indexed.
    """

    id: str
    language: Language
    title: str
    text: str
    path: str
    date: str = ""
    sources: tuple[Source, ...] = ()
    people: tuple[Person, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    profile: Profile = field(default_factory=Profile)
    notices: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> str:
        """Unique in a corpus: ``language/id``."""
        return f"{self.language}/{self.id}"

    def content_hash(self) -> str:
        """SHA-256 of everything that ends up in the index; any change of it means indexing anew."""
        content = asdict(self)
        del content["notices"]
        # Half a surrogate pair is no character, but a document made in a program may hold one.
        data = json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        return hashlib.sha256(data).hexdigest()

    def to_json(self) -> str:
        """All of it on one line, as ASCII."""
        return json.dumps(asdict(self))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The document of which ``to_json`` wrote ``data``."""
        profile = data["profile"]
        return cls(
            **{
                **data,
                "sources": tuple(Source(**each) for each in data["sources"]),
                "people": tuple(Person(**each) for each in data["people"]),
                "footnotes": tuple(Footnote(**each) for each in data["footnotes"]),
                "profile": Profile(
                    kinds=tuple(profile["kinds"]),
                    status=profile["status"],
                    parties=tuple(Party(**each) for each in profile["parties"]),
                    events=tuple(Event(**each) for each in profile["events"]),
                ),
                "notices": tuple(data["notices"]),
            }
        )


def is_web_address(url: str) -> bool:
    """Whether a browser could open it: with http or https and a host, in a form that can be taken apart."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def plain_publisher(publisher: str) -> str:
    """A publisher's name without what stands behind it in parentheses, such as who republished it."""
    return publisher.split(" (", maxsplit=1)[0].strip()


def credit(sources: Sequence[Source], ordered: bool = False) -> dict[str, Any]:
    """``publisher``, ``url`` and ``sources`` of something cited, as JSON types.

    Args:
        sources: who says it.
        ordered: whether the first is the best of them. Otherwise none of several is better than the others: all
            publishers are named, and ``url`` is empty.
    """
    named = sources[:1] if ordered else sources
    return {
        "publisher": ", ".join(dict.fromkeys(source.publisher for source in named if source.publisher)),
        "url": named[0].url if len(named) == 1 else "",
        "sources": [source.to_dict() for source in sources],
    }


def date_number(date: str, end: bool = False) -> int:
    """A date as the integer ``yyyymmdd``, so that ranges compare; 0 if there is none.

    Missing parts are taken as the first day, or with ``end`` as the last; of two dates around a slash the second counts
    with ``end``, otherwise the first.

    >>> date_number("2025-09-12"), date_number("2025-09"), date_number("2022/2025", end=True)
    (20250912, 20250901, 20251231)
    """
    found = _DATE.match(date.split("/")[-1 if end else 0])
    if not found:
        return 0
    year, month, day = found.groups()
    return int(year) * 10000 + int(month or (12 if end else 1)) * 100 + int(day or (31 if end else 1))
