"""All documents of a folder, one by one, with the files that cannot be read told apart."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.corpus.document import Document
from rag.corpus.metadata import make_document
from rag.corpus.readers import READERS
from rag.errors import DocumentError, SettingsError


@dataclass(frozen=True)
class Unreadable:
    """A file that is not in the corpus, and why; ``str()`` is one line."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def list_files(folder: Path) -> tuple[list[Path], list[Unreadable]]:
    """All files under ``folder`` that have a reader, in the order of their names, and what cannot be looked into.

    Raises:
        SettingsError: the folder does not exist.
    """
    if not folder.is_dir():
        raise SettingsError(f"the documents folder {folder} does not exist: create it or set RAG_DOCUMENTS")
    files: list[Path] = []
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [
            Path(root, name) for name in names if not name.startswith(".") and Path(name).suffix.lower() in READERS
        ]
    unreadable = [
        Unreadable(_name(Path(error.filename), folder), f"it cannot be read: {error.strerror}") for error in closed
    ]
    return sorted(files), unreadable


def _name(path: Path, folder: Path) -> str:
    """A file's path below the folder, printable whatever bytes it is made of."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode("utf-8")


def read_document(path: Path, folder: Path, max_bytes: float) -> Document:
    """Reads one file.

    Raises:
        DocumentError: it cannot be read; the message does not repeat the path.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("it is not a file")
        size = status.st_size
        if size > max_bytes:
            raise DocumentError(
                f"it has {size / 1e6:.8g} MB, more than the {max_bytes / 1e6:g} MB of RAG_MAX_DOCUMENT_MB"
            )
        path.open("rb").close()  # some readers hide that they may not read
        raw = READERS[path.suffix.lower()](path)
    except PermissionError as error:
        raise DocumentError("there is no permission to read it") from error
    except OSError as error:
        raise DocumentError(f"it cannot be read: {error.strerror}") from error
    return make_document(raw, path.relative_to(folder).as_posix())


def read_corpus(folder: Path, max_bytes: float) -> Iterator[Document | Unreadable]:
    """Reads every file under ``folder``; what cannot be read is yielded as ``Unreadable``.

    Of several files with the same language and id the first is taken.

    Raises:
        SettingsError: the folder does not exist.
    """
    seen: dict[str, str] = {}
    files, closed = list_files(folder)
    yield from closed
    for path in files:
        name = _name(path, folder)
        try:
            if name != path.relative_to(folder).as_posix():
                raise DocumentError("its name is not Unicode: rename it")
            document = read_document(path, folder, max_bytes)
            if document.key in seen:
                raise DocumentError(
                    f"its id {document.id!r} ({document.language}) is that of {seen[document.key]}: change one"
                )
        except DocumentError as error:
            yield Unreadable(name, str(error))
            continue
        seen[document.key] = name
        yield document
