"""The JSON form of an answer, checked when it comes back from an answerer of whatever origin."""

import json
from collections.abc import Mapping
from typing import Any

from rag.evaluation.question_set import STATUSES
from rag.evaluation.reply import Json

_CITATION = {"number": int, "document": str, "quote": str, "start": int, "end": int}


def as_record(answer: Any) -> Json:
    """An ``Answer``, or a JSON object like one, as JSON types.

    ``status`` and ``text`` are needed; ``language``, ``writer``, ``confidence`` and ``citations`` may be missing, not
    what is in a citation.

    Raises:
        ValueError: something is missing or has another type; the message names it.
    """
    given = answer if isinstance(answer, Mapping) else answer.to_dict() if hasattr(answer, "to_dict") else None
    if given is None:
        raise ValueError(f"the answerer returned a {type(answer).__name__}, not an Answer or a dict like one")
    try:
        record: Json = json.loads(json.dumps(dict(given), allow_nan=False))
    except (TypeError, ValueError) as error:
        raise ValueError(f"the answer cannot be written as JSON ({error})") from error
    if record.get("status") not in STATUSES:
        raise ValueError(f"the answer's `status` is {record.get('status')!r}, not one of {', '.join(STATUSES)}")
    if not isinstance(record.get("text"), str):
        raise ValueError("the answer has no string `text`")
    for name in ("language", "writer"):
        if not isinstance(record.get(name, ""), str):
            raise ValueError(f"the answer's `{name}` is {record[name]!r}, not a string")
    confidence = record.get("confidence", 0)
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise ValueError(f"the answer's `confidence` is {confidence!r}, not between 0 and 1")
    for citation in _citations(record):
        for name, kind in _CITATION.items():
            if not isinstance(citation, dict) or not isinstance(citation.get(name), kind):
                raise ValueError(f"a citation has no `{name}` of type {kind.__name__}")
    return record


def _citations(record: Json) -> list[Any]:
    citations = record.get("citations", [])
    if not isinstance(citations, list):
        raise ValueError("the answer's `citations` are not a list")
    return citations
