"""All documents of a folder, one by one, with the files that cannot be read told apart."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.corpus.document import Document
from rag.corpus.metadata import make_document
from rag.corpus.readers import READERS
from rag.errors import DocumentError, SettingsError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unreadable:
    """A file that is not in the corpus, and why; ``str()`` is one line."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def list_files(folder: Path) -> list[Path]:
    """All files under ``folder`` that have a reader, in the order of their names.

    Raises:
        SettingsError: the folder does not exist.
    """
    if not folder.is_dir():
        raise SettingsError(f"the documents folder {folder} does not exist: create it or set RAG_DOCUMENTS")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    known = [path for path in files if path.suffix.lower() in READERS]
    if len(known) < len(files):
        _log.debug("%d files of other kinds are left alone", len(files) - len(known))
    return known


def read_document(path: Path, folder: Path, max_bytes: float) -> Document:
    """Reads one file.

    Raises:
        DocumentError: it cannot be read; the message does not repeat the path.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise DocumentError(
                f"it has {size / 1e6:.0f} MB, more than the {max_bytes / 1e6:g} MB of RAG_MAX_DOCUMENT_MB"
            )
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
    for path in list_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
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
