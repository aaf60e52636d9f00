"""The content of a file of the documents folder, if it is one."""

import os
import stat
from pathlib import Path

from rag.corpus.listing import OUTSIDE
from rag.errors import DocumentError


def read_file(path: Path, folder: Path, max_bytes: float) -> bytes:
    """What is in a file of the folder.

    Raises:
        OSError: it cannot be opened.
        DocumentError: it is no file, too large, or a link that leads out of the folder.
    """
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(folder)):
        raise DocumentError(OUTSIDE)
    # Before, for opening a device may do something, and after, for it may be another file by then.
    _check(target.stat(), max_bytes)
    with open(target, "rb", opener=_open_no_link) as file:  # Path.open has no opener
        _check(os.fstat(file.fileno()), max_bytes)
        data: bytes = file.read(int(max_bytes) + 1)
    if len(data) > max_bytes:
        raise DocumentError(_too_large(len(data), max_bytes))
    return data


def _open_no_link(path: str, flags: int) -> int:
    """Opens without following a link or waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _check(status: os.stat_result, max_bytes: float) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("it is not a file")
    if status.st_size > max_bytes:
        raise DocumentError(_too_large(status.st_size, max_bytes))


def _too_large(size: int, max_bytes: float) -> str:
    return f"it has {size / 1e6:.8g} MB, more than the {max_bytes / 1e6:g} MB of RAG_MAX_DOCUMENT_MB"
