"""Reading the files of question sets: plain or gzipped, with errors that name the file and line."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from rag.errors import DatasetError

_GZIP = b"\x1f\x8b"
UNREADABLE = (OSError, EOFError, UnicodeDecodeError, zlib.error)  # what reading a file can raise
_ENDINGS = (".gz", ".jsonl", ".json", ".csv", ".tsv", ".txt", ".topics", ".questions", ".contexts", ".queries")


def open_text(path: Path) -> IO[str]:
    """Opens a file for reading as UTF-8, unpacking it if its content is gzip whatever its name says.

    Raises:
        DatasetError: it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
        return gzip.open(path, "rt", encoding="utf-8-sig") if packed else path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror}") from error


def damaged(path: Path, error: BaseException) -> DatasetError:
    """What to raise for one of ``UNREADABLE``."""
    return DatasetError(f"{path} is damaged or is not UTF-8 text ({error}): save it as UTF-8, or get it anew")


def first_line(path: Path) -> str:
    """The first line that is not blank; empty if there is none.

    Raises:
        DatasetError: it cannot be read, is damaged or is not UTF-8.
    """
    return next((line for _number, line in read_lines(path)), "")


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers from 1; empty ones are left out.

    Raises:
        DatasetError: it cannot be read, is damaged or is not UTF-8.
    """
    try:
        with open_text(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except UNREADABLE as error:
        raise damaged(path, error) from error


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file with their line numbers.

    Raises:
        DatasetError: a line is not a JSON object.
    """
    for number, line in read_lines(path):
        try:
            item = json.loads(line)
        except ValueError as error:
            raise DatasetError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(item, dict):
            raise DatasetError(f"{path}, line {number}: a JSON object is expected, this is {type(item).__name__}")
        yield number, item


def set_name(path: Path) -> str:
    """The name of a set: that of its file without the endings of formats.

    >>> set_name(Path("qa/nomiracl.ar.questions.jsonl.gz"))
    'nomiracl.ar'
    """
    name = path.name
    while (ending := next((e for e in _ENDINGS if name.lower().endswith(e)), "")) and len(name) > len(ending):
        name = name[: -len(ending)]
    return name
