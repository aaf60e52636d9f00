"""Checks what a file says about itself and derives what it does not say."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from rag.corpus.countries import country_code, is_country
from rag.corpus.document import Document, Person, Source, is_web_address
from rag.corpus.footnotes import Footnote
from rag.corpus.profile import KINDS, PARTY_KINDS, STATUSES, Event, Party, Profile
from rag.corpus.readers import RawDocument
from rag.errors import DocumentError
from rag.text.language import LANGUAGES, Language, detect_language
from rag.text.normalise import clean_line
from rag.text.sentences import HEADING

_ID = re.compile(r"[^\w.-]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_URL = re.compile(r"https?://[^\s<>\"']+")
_TITLE_LENGTH = 200
_Name = TypeVar("_Name", bound=str)


def make_document(raw: RawDocument, path: str) -> Document:
    """Builds a document from what a reader found.

    The id defaults to the file's name, the title to the first line, the language to what the text is in.

    Raises:
        DocumentError: the text is empty, or a field has the wrong type or form; the message names the field.
    """
    if not raw.text:
        raise DocumentError("it is empty")
    metadata = raw.metadata
    sources = _sources(metadata)
    places = {source.id: at for at, source in enumerate(sources) if source.id}
    return Document(
        id=_identifier(metadata, path),
        language=_language(metadata, raw.text),
        title=_title(metadata, raw.text, path),
        text=raw.text,
        path=path,
        date=_date(metadata.get("date"), "date"),
        sources=sources,
        people=tuple(
            Person(*(_line(item.get(name), f"people.{name}") for name in ("name", "role")))
            for item in _mappings(metadata, "people")
        ),
        profile=Profile(
            kinds=tuple(_one_of(item, "kinds", KINDS) for item in _list(metadata, "kinds")),
            status=_one_of(metadata["status"], "status", STATUSES) if _is_said(metadata, "status") else "",
            parties=tuple(map(_party, _list(metadata, "parties"))),
            events=tuple(
                Event(_one_of(item.get("what"), "events.what", STATUSES), _event_date(item))
                for item in _mappings(metadata, "events")
            ),
        ),
        footnotes=tuple(Footnote(at, places[name]) for at, name in raw.references if name in places),
    )


def _identifier(metadata: Mapping[str, Any], path: str) -> str:
    given = _line(metadata.get("id"), "id") or unicodedata.normalize("NFC", Path(path).stem)
    return _ID.sub("-", given).strip("-") or "document"


def _language(metadata: Mapping[str, Any], text: str) -> Language:
    given = _line(metadata.get("language"), "language")
    if given:
        if given not in LANGUAGES:
            raise DocumentError(f"its language is {given!r}: use one of {', '.join(LANGUAGES)}")
        return given
    found = detect_language(text[:5000])
    if found is None:
        raise DocumentError("its language is none of French, Arabic and English")
    return found


def _title(metadata: Mapping[str, Any], text: str, path: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), Path(path).stem)
    return (_line(metadata.get("title"), "title") or first.removeprefix(HEADING).strip())[:_TITLE_LENGTH]


def _sources(metadata: Mapping[str, Any]) -> tuple[Source, ...]:
    """The list ``sources``, or a single one from ``publisher`` and ``url`` at the top level."""
    items = _mappings(metadata, "sources")
    if not items and any(_is_said(metadata, name) for name in ("publisher", "url")):
        items = [{name: metadata.get(name) for name in ("title", "publisher", "url", "date", "language")}]
    sources = tuple(
        Source(
            id=_source_id(item),
            title=_line(item.get("title"), "sources.title"),
            publisher=_line(item.get("publisher"), "sources.publisher"),
            url=_url(item.get("url")),
            date=_date(item.get("date"), "sources.date"),
            language=_line(item.get("language"), "sources.language"),
        )
        for item in items
    )
    ids = [source.id for source in sources if source.id]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        raise DocumentError(f"two of its sources have the id {twice!r}: change one")
    return sources


def _source_id(item: Mapping[str, Any]) -> str:
    name = _line(item.get("id"), "sources.id")
    if _ID.search(name):
        raise DocumentError(f"its field sources.id is {name!r}: use letters, digits, points and hyphens")
    return name


def _party(item: Any) -> Party:
    """A party with its named fields, or its name alone."""
    fields = item if isinstance(item, dict) else {}
    name = _line(item.get("name"), "parties.name") if isinstance(item, dict) else _line(item, "parties")
    if not name:
        raise DocumentError("its field parties.name is missing")
    kind = _one_of(fields["kind"], "parties.kind", PARTY_KINDS) if _is_said(fields, "kind") else ""
    return Party(name, _country(fields), kind)


def _country(party: Mapping[str, Any]) -> str:
    code = _line(party.get("country"), "parties.country")
    if code and not is_country(code):
        right = country_code(code) or "the two letters of ISO 3166, such as MA"
        raise DocumentError(f"its field parties.country is {code!r}: write {right}")
    return code


def _event_date(item: Mapping[str, Any]) -> str:
    if not (date := _date(item.get("date"), "events.date")):
        raise DocumentError("its field events.date is missing")
    return date


def _one_of(value: Any, name: str, known: tuple[_Name, ...]) -> _Name:
    text = _line(value, name)
    found = next((each for each in known if each == text), None)
    if found is None:
        raise DocumentError(f"its field {name} is {text!r}: use one of {', '.join(known)}")
    return found


def _is_said(fields: Mapping[str, Any], name: str) -> bool:
    """Whether a field says anything; ``false``, 0 and ``{}`` do, though nothing that a field could mean."""
    return fields.get(name) not in (None, "", [])


def _list(metadata: Mapping[str, Any], name: str) -> list[Any]:
    value = metadata[name] if _is_said(metadata, name) else []
    if not isinstance(value, list):
        raise DocumentError(f"its field {name} must be a list")
    return value


def _mappings(metadata: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    items = _list(metadata, name)
    if not all(isinstance(item, dict) for item in items):
        raise DocumentError(f"each item of its field {name} must have named fields")
    return items


def _line(value: Any, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DocumentError(f"its field {name} must be a text")
    return clean_line(str(value))


def _date(value: Any, name: str) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = _line(value, name)
    if text and not all(_is_date(part.strip()) for part in text.split("/", 1)):
        raise DocumentError(f"its field {name} is {text!r}: write it as 2025-09-12, 2025-09 or 2025")
    return text


def _is_date(text: str) -> bool:
    """A date or a part of one, or two of them around a slash."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _url(value: Any) -> str:
    """Only web addresses are kept: what a document calls a link must never become anything else."""
    text = _line(value, "sources.url")
    if text and not _URL.fullmatch(text):
        raise DocumentError(f"its field url is {text!r}: only addresses with http or https are possible")
    if text and not is_web_address(text):
        raise DocumentError(f"its field url is {text!r}: no page of the web has such an address")
    return text
