"""Fields of metadata that nobody has checked, as what they should be, or an error that names the field."""

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from rag.corpus.document import is_web_address
from rag.errors import DocumentError
from rag.text.normalise import clean_line

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_URL = re.compile(r"https?://[^\s<>\"']+")
# Every passage of a document carries its metadata, so they must not outgrow what anybody writes.
_LONGEST = 2000  # characters of a text
_MOST = 500  # items of a list
_Name = TypeVar("_Name", bound=str)


def is_said(fields: Mapping[str, Any], name: str) -> bool:
    """Whether a field says anything; ``false``, 0 and ``{}`` do, though nothing that a field could mean."""
    return fields.get(name) not in (None, "", [])


def as_line(value: Any, name: str) -> str:
    """A text or a number as clean text on one line; empty for None.

    Raises:
        DocumentError: it is something else, or longer than anybody would write.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DocumentError(f"its field {name} must be a text")
    if isinstance(value, float) and not math.isfinite(value):
        raise DocumentError(f"its field {name} must be a text: put it between quotation marks")
    try:
        text = str(value)
    except ValueError as error:  # Python writes no number of more than 4,300 digits
        raise DocumentError(f"its field {name} is a number of thousands of digits: shorten it") from error
    if len(text) > _LONGEST:
        raise DocumentError(f"its field {name} has {len(text):,} characters: shorten it to {_LONGEST:,}")
    return clean_line(text)


def as_list(fields: Mapping[str, Any], name: str) -> list[Any]:
    """A field that is a list; empty where it says nothing.

    Raises:
        DocumentError: it is something else, or longer than anybody would write.
    """
    value = fields[name] if is_said(fields, name) else []
    if not isinstance(value, list):
        raise DocumentError(f"its field {name} must be a list")
    if len(value) > _MOST:
        raise DocumentError(f"its field {name} has {len(value):,} items: no more than {_MOST} are possible")
    return value


def as_mappings(fields: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A field that is a list of mappings.

    Raises:
        DocumentError: it is something else.
    """
    items = as_list(fields, name)
    if not all(isinstance(item, dict) for item in items):
        raise DocumentError(f"each item of its field {name} must have named fields")
    return items


def one_of(value: Any, name: str, known: tuple[_Name, ...]) -> _Name:
    """One of the known names.

    Raises:
        DocumentError: it is none of them.
    """
    text = as_line(value, name)
    found = next((each for each in known if each == text), None)
    if found is None:
        raise DocumentError(f"its field {name} is {text!r}: use one of {', '.join(known)}")
    return found


def as_date(value: Any, name: str) -> str:
    """An ISO date, a part of one, or two of them around a slash; empty where there is none.

    Raises:
        DocumentError: it is something else.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = as_line(value, name)
    parts = [part.strip() for part in text.split("/", 1)]
    if text and not all(map(_is_date, parts)):
        raise DocumentError(f"its field {name} is {text!r}: write it as 2025-09-12, 2025-09 or 2025")
    return "/".join(parts)


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def as_url(value: Any) -> str:
    """Only web addresses are kept: what a document calls a link must never become anything else.

    Raises:
        DocumentError: it is none.
    """
    text = as_line(value, "sources.url")
    if text and not _URL.fullmatch(text):
        raise DocumentError(f"its field url is {text!r}: only addresses with http or https are possible")
    if text and not is_web_address(text):
        raise DocumentError(f"its field url is {text!r}: no page of the web has such an address")
    return text
