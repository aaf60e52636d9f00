"""Checksums of the files of an index, so that a damaged one is noticed before a library reads it.

A library in Rust or C++ that reads a damaged file may panic, hang, end the process or find the wrong passages. The
seal is taken off while an index is written to and put on when it is complete; without one Chroma's files are tried in
another process first.
The database itself changes whenever it is opened: SQLite checks its structure and ``rag.indexing.record`` its content.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rag.errors import DamageError
from rag.indexing.chroma import DATABASE
from rag.indexing.probe import check_graphs

_FILE = "seal.json"
# Chroma writes this last when it saves the graph of its vectors; without it, it does not read the others.
_SAVED_GRAPH = "index_metadata.pickle"
_LARGEST_DATABASE = 500_000_000  # bytes, half a second; what is larger is only checked record by record


def put_seal(index: Path, under: str = "") -> None:
    """Seals the files as they are now; with ``under`` only those below that folder, the others stay as sealed."""
    kept = {name: digest for name, digest in _read(index).items() if under and not name.startswith(under + "/")}
    seal = kept | {name: _sum(index / name) for name in _sealed(index) if name.startswith(under)}
    draft = index / (_FILE + ".new")
    draft.write_text(json.dumps(seal, indent=1), encoding="utf-8")
    draft.replace(index / _FILE)


def take_seal(index: Path) -> None:
    """Takes the seal off, before anything is changed."""
    (index / _FILE).unlink(missing_ok=True)


def has_seal(index: Path) -> bool:
    """Whether the last run came to its end."""
    return (index / _FILE).exists()


def broken_files(index: Path, under: str) -> list[str]:
    """The sealed files below a folder of the index that are gone or not as they were sealed."""
    seal = _read(index)
    broken = [name for name, digest in seal.items() if name.startswith(under + "/") and _sum(index / name) != digest]
    # A run that began in between has taken the seal off, or put on a new one.
    return broken if broken and _read(index) == seal else []


class Watch:
    """The files in a folder as they are now; tells in microseconds whether one of them was changed since."""

    def __init__(self, folder: Path) -> None:
        self._paths = sorted(str(path) for path in folder.glob("*") if path.suffix != ".lock")
        self._stamps = self._now()

    def has_changed(self) -> bool:
        """Whether a file has another size or time, or is gone; a new one changes those that name it."""
        return self._now() != self._stamps

    def _now(self) -> list[tuple[int, int]]:
        return [_stamp(path) for path in self._paths]


def check_database(index: Path) -> None:
    """Checks the files of the embedded Chroma.

    Raises:
        DamageError: one of them is damaged or gone.
    """
    database = index / "chroma" / DATABASE
    if broken := broken_files(index, "chroma"):
        raise DamageError(f"{index / broken[0]} is damaged: run `rag index`")
    if not database.exists():
        raise DamageError(f"{database} is gone: run `rag index`")
    if database.stat().st_size <= _LARGEST_DATABASE:
        _check_structure(database)
    if not has_seal(index) and any(index.glob(f"chroma/*/{_SAVED_GRAPH}")):
        check_graphs(database.parent)


def _check_structure(database: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.OperationalError:
        return  # another process writes to it, or this SQLite lacks something that Chroma's has
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        raise DamageError(f"{database} is damaged ({error}): run `rag index`") from error
    if verdict != "ok":
        raise DamageError(f"{database} is damaged ({' '.join(str(verdict).split())[:120]}): run `rag index`")


def _sealed(index: Path) -> Iterator[str]:
    for folder in sorted(index.glob("lexical-*")):
        yield from (_name(path, index) for path in sorted(folder.iterdir()) if not path.name.endswith(".lock"))
    for mark in sorted(index.glob(f"chroma/*/{_SAVED_GRAPH}")):
        yield from (_name(path, index) for path in sorted(mark.parent.iterdir()))


def _name(path: Path, index: Path) -> str:
    return path.relative_to(index).as_posix()


def _stamp(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)  # noqa: PTH116 (twice as fast as a Path, and asked at every question)
    except OSError:
        return (-1, -1)
    return (status.st_size, status.st_mtime_ns)


def _sum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read(index: Path) -> dict[str, str]:
    try:
        content = json.loads((index / _FILE).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in content.items()}
    except (OSError, ValueError, AttributeError):
        return {}
