"""Checks what a file says about itself and derives what it does not say."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rag.corpus.countries import country_code, is_country
from rag.corpus.document import Document, Person, Source
from rag.corpus.fields import as_date, as_line, as_list, as_mappings, as_url, is_said, one_of
from rag.corpus.footnotes import Footnote
from rag.corpus.left_out import count_hidden
from rag.corpus.profile import KINDS, PARTY_KINDS, STATUSES, Event, Party, Profile
from rag.corpus.readers import RawDocument
from rag.errors import DocumentError
from rag.text.language import LANGUAGES, Language, detect_language
from rag.text.sentences import HEADING

_ID = re.compile(r"[^\w.-]+")
_TITLE_LENGTH = 200


def make_document(raw: RawDocument, path: str) -> Document:
    """Builds a document from what a reader found.

    The id defaults to the file's name, the title to the first line, the language to what the text is in.

    Raises:
        DocumentError: the text is empty, or a field has the wrong type or form; the message names the field.
    """
    if not raw.text:
        raise DocumentError("; ".join(["it is empty", *raw.left_out.notices()]))
    metadata = raw.metadata
    sources = _sources(metadata)
    places = {source.id: at for at, source in enumerate(sources) if source.id}
    return Document(
        id=_identifier(metadata, path),
        language=_language(metadata, raw.text),
        title=_title(metadata, raw.text, path),
        text=raw.text,
        path=path,
        date=as_date(metadata.get("date"), "date"),
        sources=sources,
        people=tuple(
            Person(*(as_line(item.get(name), f"people.{name}") for name in ("name", "role")))
            for item in as_mappings(metadata, "people")
        ),
        profile=Profile(
            kinds=tuple(one_of(item, "kinds", KINDS) for item in as_list(metadata, "kinds")),
            status=one_of(metadata["status"], "status", STATUSES) if is_said(metadata, "status") else "",
            parties=tuple(map(_party, as_list(metadata, "parties"))),
            events=tuple(
                Event(one_of(item.get("what"), "events.what", STATUSES), _event_date(item))
                for item in as_mappings(metadata, "events")
            ),
        ),
        footnotes=tuple(Footnote(at, places[name]) for at, name in raw.references if name in places),
        notices=(raw.left_out + count_hidden(metadata)).notices(),
    )


def _identifier(metadata: Mapping[str, Any], path: str) -> str:
    given = as_line(metadata.get("id"), "id") or unicodedata.normalize("NFC", Path(path).stem)
    return _ID.sub("-", given).strip("-") or "document"


def _language(metadata: Mapping[str, Any], text: str) -> Language:
    given = as_line(metadata.get("language"), "language")
    if given:
        if given not in LANGUAGES:
            raise DocumentError(f"its language is {given!r}: use one of {', '.join(LANGUAGES)}")
        return given
    found = detect_language(text[:5000])
    if found is None:
        raise DocumentError("its language is none of French, Arabic and English")
    return found


def _title(metadata: Mapping[str, Any], text: str, path: str) -> str:
    given = as_line(metadata.get("title"), "title")
    first = next((line for line in text.splitlines() if line.strip()), Path(path).stem)
    return (given or first.removeprefix(HEADING).replace("\t", " ").strip())[:_TITLE_LENGTH]


def _sources(metadata: Mapping[str, Any]) -> tuple[Source, ...]:
    """The list ``sources``, or a single one from ``publisher`` and ``url`` at the top level."""
    items = as_mappings(metadata, "sources")
    if not items and any(is_said(metadata, name) for name in ("publisher", "url")):
        items = [{name: metadata.get(name) for name in ("title", "publisher", "url", "date", "language")}]
    sources = tuple(
        Source(
            id=_source_id(item),
            title=as_line(item.get("title"), "sources.title"),
            publisher=as_line(item.get("publisher"), "sources.publisher"),
            url=as_url(item.get("url")),
            date=as_date(item.get("date"), "sources.date"),
            language=as_line(item.get("language"), "sources.language"),
        )
        for item in items
    )
    ids = [source.id for source in sources if source.id]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        raise DocumentError(f"two of its sources have the id {twice!r}: change one")
    return sources


def _source_id(item: Mapping[str, Any]) -> str:
    name = as_line(item.get("id"), "sources.id")
    if _ID.search(name):
        raise DocumentError(f"its field sources.id is {name!r}: use letters, digits, points and hyphens")
    return name


def _party(item: Any) -> Party:
    """A party with its named fields, or its name alone."""
    fields = item if isinstance(item, dict) else {}
    name = as_line(item.get("name"), "parties.name") if isinstance(item, dict) else as_line(item, "parties")
    if not name:
        raise DocumentError("its field parties.name is missing")
    kind = one_of(fields["kind"], "parties.kind", PARTY_KINDS) if is_said(fields, "kind") else ""
    return Party(name, _country(fields), kind)


def _country(party: Mapping[str, Any]) -> str:
    code = as_line(party.get("country"), "parties.country")
    if code and not is_country(code):
        right = country_code(code) or "the two letters of ISO 3166, such as MA"
        raise DocumentError(f"its field parties.country is {code!r}: write {right}")
    return code


def _event_date(item: Mapping[str, Any]) -> str:
    if not (date := as_date(item.get("date"), "events.date")):
        raise DocumentError("its field events.date is missing")
    return date
