"""The file of an exported index: a zip of three members, from which Chroma and Tantivy are made again.

``index.json`` says what the index was built with, how many passages it has, and the size and SHA-256 of the others;
``records.jsonl`` has a line for each passage, with its text and metadata, and ``vectors.npy`` its vectors in the same
order, float32. Nothing in it depends on the machine or on a version of Chroma. No name in it is used as a path.
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ArchiveError
from rag.indexing.record import Record, to_json

FORMAT = 1
HEAD, RECORDS, VECTORS = "index.json", "records.jsonl", "vectors.npy"
_MOST = 5_000_000  # passages
_LONGEST_HEAD, _LONGEST_LINE = 100_000, 20_000_000  # bytes
_EXPANSION = 50  # times that a member may be larger than the whole file; records shrink to a half or a third
_PIECE = 1 << 20


def write_archive(
    path: Path, identity: dict[str, Any], records: Iterable[Record], progress: Callable[[int], None]
) -> int:
    """Writes an archive beside its place and moves it there when it is complete; returns how many passages it has.

    Raises:
        ArchiveError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                passages = _write_members(archive, identity, records, progress)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)
    return passages


def _write_members(
    archive: zipfile.ZipFile, identity: dict[str, Any], records: Iterable[Record], progress: Callable[[int], None]
) -> int:
    vectors: list[NDArray[np.float32]] = []
    with archive.open(RECORDS, "w", force_zip64=True) as member:
        lines = _Summing(member)
        for record in records:
            content = {"id": record.id, "text": record.text, "metadata": record.metadata}
            lines.write(to_json(content).encode() + b"\n")
            vectors.append(record.vector)
            progress(len(vectors))
    with archive.open(VECTORS, "w", force_zip64=True) as member:
        rows = _Summing(member)
        np.lib.format.write_array(rows, _matrix(vectors, int(identity["dimension"])), allow_pickle=False)
    head = {
        "format": FORMAT,
        "identity": identity,
        "passages": len(vectors),
        "members": {RECORDS: lines.sum(), VECTORS: rows.sum()},
    }
    archive.writestr(HEAD, json.dumps(head, indent=1, ensure_ascii=False))
    return len(vectors)


def _matrix(vectors: list[NDArray[np.float32]], dimension: int) -> NDArray[np.float32]:
    return np.stack(vectors).astype("<f4") if vectors else np.zeros((0, dimension), "<f4")


class _Summing:
    """Writes through and keeps the size and the hash of all that was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self._size += len(data)
        return self._file.write(data)

    def sum(self) -> dict[str, Any]:
        return {"bytes": self._size, "sha256": self._hash.hexdigest()}


class Archive:
    """An archive that is open for reading; nothing of it is believed before it is checked."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        members = {info.filename: info for info in archive.infolist()}
        if set(members) != {HEAD, RECORDS, VECTORS} or len(archive.infolist()) != len(members):
            raise ArchiveError(f"{path} is no exported index: it must hold {HEAD}, {RECORDS} and {VECTORS} only")
        largest = max(_EXPANSION * path.stat().st_size, _LONGEST_HEAD)
        if members[HEAD].file_size > _LONGEST_HEAD or any(each.file_size > largest for each in members.values()):
            raise ArchiveError(f"{path} is refused: what is packed in it is far larger than any exported index")
        with self._reporting():
            head = json.loads(archive.read(HEAD))
            if head["format"] != FORMAT:
                raise ArchiveError(
                    f"{path} has format {head['format']!r:.20}, this program reads {FORMAT}: use one that wrote it"
                )
            self.identity: dict[str, Any] = dict(head["identity"])
            self.passages = int(head["passages"])
            self._sums = {name: head["members"][name] for name in (RECORDS, VECTORS)}
        self._sizes = {name: info.file_size for name, info in members.items()}

    def check_sums(self) -> None:
        """Compares the size and the hash of each member with what the archive says of it.

        Raises:
            ArchiveError: they differ.
        """
        for name, told in self._sums.items():
            digest = hashlib.sha256()
            with self._reporting(), self._archive.open(name) as member:
                while piece := member.read(_PIECE):
                    digest.update(piece)
            if told != {"bytes": self._sizes[name], "sha256": digest.hexdigest()}:
                raise self.damaged(f"{name} is not what was written")

    def records(self, dimension: int) -> Iterator[Record]:
        """All records, unchecked; each line and the matrix of vectors are bounded in size.

        Raises:
            ArchiveError: there are fewer or more than the archive says, or their vectors have another dimension.
        """
        with self._reporting():
            vectors = self._vectors(dimension)
            with self._archive.open(RECORDS) as member:
                lines = io.BufferedReader(member)  # type: ignore[type-var]
                for vector in vectors:
                    content = json.loads(lines.readline(_LONGEST_LINE))
                    yield Record(content["id"], content["text"], content["metadata"], vector)
                if lines.read(1):
                    raise self.damaged("there are more passages than it says")

    def damaged(self, reason: str) -> ArchiveError:
        """That it is not what was exported, and what to do."""
        return ArchiveError(f"{self._path} is damaged ({' '.join(reason.split())[:120]}): export it again")

    def _vectors(self, dimension: int) -> NDArray[np.float32]:
        size = 4 * dimension * self.passages
        if not 0 <= self.passages <= _MOST or self._sizes[VECTORS] > size + _LONGEST_HEAD:
            raise self.damaged(f"{self.passages} passages do not fit it")
        with self._archive.open(VECTORS) as member:
            # Its header is read first, for a false one would ask for any amount of memory.
            if np.lib.format.read_magic(member) != (1, 0):
                raise self.damaged(f"{VECTORS} is of another version")
            shape, by_column, kind = np.lib.format.read_array_header_1_0(member)
            if shape != (self.passages, dimension) or by_column or kind != np.dtype("<f4"):
                raise self.damaged(f"{VECTORS} has shape {shape}")
            return np.frombuffer(member.read(), "<f4").reshape(shape)

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except ArchiveError:
            raise
        except Exception as error:  # whatever a damaged or a made-up file leads to
            raise self.damaged(f"{type(error).__name__}: {error}") from error


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Opens an archive.

    Raises:
        ArchiveError: it does not exist, is none, is damaged, or is far larger unpacked than any exported index.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}") from error
    with file:
        try:
            archive = zipfile.ZipFile(file)
        except Exception as error:  # the library raises several things for what is no zip
            raise ArchiveError(f"{path} is no exported index, or only a part of one ({error})") from error
        with archive:
            yield Archive(path, archive)
