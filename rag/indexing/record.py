"""A passage as a record of the store, with a check of all that is in it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.corpus.document import Source, date_number, plain_publisher
from rag.corpus.profile import Event, Party, Profile
from rag.errors import DamageError
from rag.indexing.passage import Passage
from rag.indexing.vectors import pack, split_text, unpack
from rag.text.sentences import Sentence

Metadata = dict[str, Any]
# Fields that may be too long for one metadata value; they are written in numbered pieces.
_VECTORS, _SOURCES, _PROFILE = "vectors_", "sources_", "profile_"
_TEXT_FIELDS = ("document", "language", "title", "date", "path", "heading", "content_hash")
_NUMBER_FIELDS = ("start", "end", "position", "parts")
_CHECK = "check"
# The vector that is searched is that of the passage, which is also in the metadata: rounded, so that their cosine is
# only almost 1.
_ALIKE = 0.99


@dataclass(frozen=True)
class StoredPassage:
    """A passage with its vectors: row 0 is the passage, row i + 1 its i-th sentence; float32, unit length."""

    passage: Passage
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class Record:
    """A passage as the store keeps it, with the vector that it is searched by: float32, unit length."""

    id: str
    text: str
    metadata: Metadata
    vector: NDArray[np.float32]

    @classmethod
    def of(cls, passage: Passage, vectors: NDArray[np.float32]) -> "Record":
        """The record of a passage; ``vectors`` as in ``StoredPassage``."""
        return cls(passage.id, passage.text, to_metadata(passage, vectors), vectors[0])

    def read(self, dimension: int) -> StoredPassage:
        """The passage, with all of the record checked.

        Raises:
            DamageError: it is not as it was written.
        """
        stored = from_record(self.id, self.text, self.metadata, dimension)
        alike = self.vector.shape == (dimension,) and float(self.vector @ stored.vectors[0]) > _ALIKE
        if not alike or stored.passage.id != self.id:
            raise damaged(self.id)
        return stored


def to_metadata(passage: Passage, vectors: NDArray[np.float32]) -> Metadata:
    """The metadata of a record: all of a passage but its text, and its vectors as in ``StoredPassage``."""
    metadata: Metadata = {name: getattr(passage, name) for name in _TEXT_FIELDS + _NUMBER_FIELDS}
    metadata["first_day"] = date_number(passage.date)
    metadata["last_day"] = date_number(passage.date, end=True)
    metadata["sentences"] = ";".join(
        ",".join(map(str, (each.start, each.end, each.kind, *said)))
        for each, said in zip(passage.sentences, passage.said_by, strict=True)
    )
    profile = passage.profile
    filtered = {
        "publishers": [name for full in passage.publishers for name in dict.fromkeys((full, plain_publisher(full)))],
        "parties": [party.name for party in profile.parties],
        "countries": [party.country for party in profile.parties if party.country],
        "kinds": list(profile.kinds),
        "status": profile.status,
    }
    metadata |= {name: value for name, value in filtered.items() if value}  # Chroma takes no empty list
    metadata |= _pieces(_VECTORS, pack(vectors))
    metadata |= _pieces(_SOURCES, split_text(to_json([astuple(source) for source in passage.sources])))
    metadata |= _pieces(_PROFILE, split_text(to_json(astuple(profile))))
    return metadata | {_CHECK: _check(passage.id, passage.text, metadata)}


def from_record(key: str, text: Any, metadata: Any, dimension: int) -> StoredPassage:
    """What a record holds.

    Raises:
        DamageError: it is not as it was written.
    """
    try:
        if metadata[_CHECK] != _check(key, text, metadata):
            raise ValueError("its check differs")
        return _parse(text, metadata, dimension)
    except Exception as error:  # whatever a damaged value leads to
        raise damaged(key) from error


def damaged(key: str) -> DamageError:
    """That a record cannot be used, and what to do."""
    return DamageError(f"the passage {key} in the index is damaged: run `rag index`")


def _parse(text: str, metadata: Mapping[str, Any], dimension: int) -> StoredPassage:
    spans = [span.split(",") for span in metadata["sentences"].split(";") if span]
    fields = {name: metadata[name] for name in _TEXT_FIELDS + _NUMBER_FIELDS}
    kinds, status, parties, events = json.loads("".join(_joined(metadata, _PROFILE)))
    passage = Passage(
        text=text,
        sentences=tuple(Sentence(int(start), int(end), kind) for start, end, kind, *_said in spans),
        said_by=tuple(tuple(map(int, said)) for _start, _end, _kind, *said in spans),
        sources=tuple(Source(*values) for values in json.loads("".join(_joined(metadata, _SOURCES)))),
        profile=Profile(
            tuple(kinds), status, tuple(Party(*each) for each in parties), tuple(Event(*each) for each in events)
        ),
        **fields,
    )
    return StoredPassage(passage, unpack(_joined(metadata, _VECTORS), dimension))


def _check(key: str, text: str, metadata: Mapping[str, Any]) -> str:
    """A hash of the whole record; Chroma may give lists back in another order, each value once."""
    rest = {
        name: sorted(set(value)) if isinstance(value, list) else value
        for name, value in metadata.items()
        if name != _CHECK and value is not None
    }
    return hashlib.sha256(to_json([key, text, rest]).encode()).hexdigest()[:32]


def to_json(value: Any) -> str:
    """A value as JSON without anything that could be written in two ways."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _pieces(name: str, pieces: Sequence[str]) -> Metadata:
    return {f"{name}{number}": piece for number, piece in enumerate(pieces)}


def _joined(metadata: Mapping[str, Any], name: str) -> list[str]:
    return [metadata[f"{name}{n}"] for n in range(len(metadata)) if f"{name}{n}" in metadata]
