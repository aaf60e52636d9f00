"""Whether a record from outside is one that indexing could have written."""

from typing import get_args

import numpy as np

from rag.corpus.document import is_web_address
from rag.corpus.profile import KINDS, PARTY_KINDS, STATUSES, Profile
from rag.indexing.passage import Passage
from rag.indexing.record import Record, to_json, to_metadata
from rag.text.language import LANGUAGES
from rag.text.sentences import Kind

_KINDS = get_args(Kind)


def check_record(record: Record, dimension: int) -> Passage:
    """The passage of a record whose every field is checked, also those that a damaged record cannot get wrong.

    Raises:
        DamageError: the record does not agree with its own check.
        ValueError: it does, but no document leads to such a record.
    """
    if not all(isinstance(value, str) for value in (record.id, record.text)) or not isinstance(record.metadata, dict):
        raise ValueError("a field has a value of another type")
    if not np.isfinite(record.vector).all() or abs(float(np.linalg.norm(record.vector)) - 1) > 0.01:
        raise ValueError("its vector is not of unit length")
    stored = record.read(dimension)
    expected = to_metadata(stored.passage, stored.vectors)
    if record.metadata.keys() != expected.keys() or _comparable(record.metadata) != _comparable(expected):
        raise ValueError("its fields do not agree with each other")
    problem = _problem(stored.passage)
    if problem or len(stored.vectors) != 1 + len(stored.passage.sentences) or not np.isfinite(stored.vectors).all():
        raise ValueError(problem or "it does not have one vector for each sentence")
    return stored.passage


def _comparable(metadata: dict[str, object]) -> str:
    # The vectors are rounded, and once more when they are packed again; the check is made of them.
    rest = {name: value for name, value in metadata.items() if name != "check" and not name.startswith("vectors_")}
    return to_json({name: sorted(value) if isinstance(value, list) else value for name, value in rest.items()})


def _problem(passage: Passage) -> str:
    length = len(passage.text)
    spans = [(each.start, each.end) for each in passage.sentences]
    said = {at for each in passage.said_by for at in each}
    if passage.language not in LANGUAGES or any(each.kind not in _KINDS for each in passage.sentences):
        return "its language or the kind of a sentence is unknown"
    if not 0 <= passage.start <= passage.end or passage.end - passage.start != length:
        return "its positions do not fit its text"
    if any(not 0 <= start < end <= length for start, end in spans) or spans != sorted(spans):
        return "a sentence is not in its text"
    if said - set(range(len(passage.sources))) or not 0 <= passage.position < passage.parts:
        return "it names a source or a place in its document that there is not"
    if any(each.url and not is_web_address(each.url) for each in passage.sources):
        return "the address of a source is none of a web page"
    return "" if _is_known(passage.profile) else "its profile has an unknown word"


def _is_known(profile: Profile) -> bool:
    return (
        set(profile.kinds) <= set(KINDS)
        and profile.status in ("", *STATUSES)
        and all(party.kind in ("", *PARTY_KINDS) for party in profile.parties)
        and all(event.what in STATUSES for event in profile.events)
    )
