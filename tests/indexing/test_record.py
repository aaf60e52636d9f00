"""A record that is not as it was written is noticed, whatever of it differs."""

import dataclasses

import numpy as np
import pytest

from rag.corpus.document import Source
from rag.errors import DamageError
from rag.indexing.chunker import chunk
from rag.indexing.record import Record, from_record
from rag.indexing.trusted import check_record

from .test_store import DOCUMENT

PASSAGE = chunk(DOCUMENT, 1000, len)[0]
VECTORS = np.eye(1 + len(PASSAGE.sentences), 8, dtype=np.float32)
RECORD = Record.of(PASSAGE, VECTORS)


def forged(**fields: object) -> Record:
    """A record with another passage and a right check, as someone who knows the format can write it."""
    return Record.of(dataclasses.replace(PASSAGE, **fields), VECTORS)  # type: ignore[arg-type]


def test_as_it_was_written_it_is_read() -> None:
    assert RECORD.read(8).passage == PASSAGE
    assert check_record(RECORD, 8) == PASSAGE


@pytest.mark.parametrize("name", sorted(RECORD.metadata))
def test_any_field_that_changed_is_noticed(name: str) -> None:
    old = RECORD.metadata[name]
    for value in (f"{old}x" if isinstance(old, str) else 7 if isinstance(old, int) else [*old, "x"], None):
        with pytest.raises(DamageError, match="the passage .* in the index is damaged: run `rag index`"):
            from_record(RECORD.id, RECORD.text, RECORD.metadata | {name: value}, 8)


@pytest.mark.parametrize("text", ["", RECORD.text + " ", RECORD.text.replace("Two", "Ten"), None])
def test_another_text_is_noticed(text: str | None) -> None:
    with pytest.raises(DamageError):
        from_record(RECORD.id, text, RECORD.metadata, 8)


def test_another_vector_is_noticed() -> None:
    with pytest.raises(DamageError):
        dataclasses.replace(RECORD, vector=np.roll(RECORD.vector, 1)).read(8)
    with pytest.raises(DamageError):
        dataclasses.replace(RECORD, vector=RECORD.vector[:4]).read(8)


@pytest.mark.parametrize("metadata", [None, {}, {"check": ""}])
def test_a_record_without_its_fields_is_damaged(metadata: dict[str, str] | None) -> None:
    with pytest.raises(DamageError):
        from_record(RECORD.id, RECORD.text, metadata, 8)


@pytest.mark.parametrize(
    "fields",
    [
        {"language": "de"},
        {"end": PASSAGE.end + 1},
        {"start": -1, "end": PASSAGE.end - 1},
        {"sentences": PASSAGE.sentences[:-1], "said_by": PASSAGE.said_by[:-1]},
        {"sentences": tuple(dataclasses.replace(each, end=999) for each in PASSAGE.sentences)},
        {"sentences": tuple(dataclasses.replace(each, kind="script") for each in PASSAGE.sentences)},
        {"said_by": ((5,),) * len(PASSAGE.sentences)},
        {"position": 3},
        {"sources": (Source(url="javascript:alert(1)"), Source())},
        {"profile": dataclasses.replace(PASSAGE.profile, kinds=("treaty",))},
    ],
)
def test_a_forged_record_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises((ValueError, DamageError)):
        check_record(forged(**fields), 8)
