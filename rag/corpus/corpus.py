"""All documents of a folder, one by one, with the files that cannot be read told apart."""

import os
from collections.abc import Iterator
from pathlib import Path

from rag.corpus.document import Document
from rag.corpus.files import read_file
from rag.corpus.listing import Unreadable, list_files
from rag.corpus.names import name_in
from rag.corpus.process import ReadingProcess
from rag.corpus.reading import reason_of, to_document
from rag.errors import DocumentError

MAX_SECONDS = 60.0
# Texts of this many bytes are read in this process, without the time that it takes to start another: whatever they
# hold, that takes seconds at most. Larger ones, and formats that unpack themselves, may take for ever.
_SMALL = 32_000
_TEXTS = {".md", ".txt"}


def read_document(path: Path, folder: Path, max_bytes: float, max_seconds: float = MAX_SECONDS) -> Document:
    """Reads one file.

    Args:
        path: of the file, with the folder.
        folder: of the documents.
        max_bytes: most of a file.
        max_seconds: time to read it.

    Raises:
        DocumentError: it cannot be read; the message does not repeat the path.
    """
    with ReadingProcess(max_seconds) as process:
        return _read(path, folder, max_bytes, process)


def _read(path: Path, folder: Path, max_bytes: float, process: ReadingProcess) -> Document:
    name = name_in(path, folder)
    try:
        os.fsencode(path).decode("utf-8")
    except UnicodeError as error:
        raise DocumentError("its name is not Unicode: rename it") from error
    try:
        data = read_file(path, folder, max_bytes)
    except PermissionError as error:
        raise DocumentError("there is no permission to read it") from error
    except OSError as error:
        raise DocumentError(f"it cannot be read: {error.strerror}") from error
    ending = path.suffix.lower()
    small = ending in _TEXTS and len(data) <= _SMALL
    try:
        return (to_document if small else process.read)(data, ending, name, max_bytes)
    except (OSError, MemoryError) as error:
        raise DocumentError(f"it cannot be read now ({reason_of(error)})") from error


def read_corpus(folder: Path, max_bytes: float, max_seconds: float = MAX_SECONDS) -> Iterator[Document | Unreadable]:
    """Reads every file under ``folder``; what cannot be read is yielded as ``Unreadable``.

    Of several files with the same language and id the first is taken.

    Args:
        folder: of the documents.
        max_bytes: most of a file.
        max_seconds: time to read a file.

    Raises:
        SettingsError: the folder does not exist.
    """
    seen: dict[str, str] = {}
    files, unreadable = list_files(folder)
    yield from unreadable
    with ReadingProcess(max_seconds) as process:
        for path in files:
            name = name_in(path, folder)
            try:
                document = _read(path, folder, max_bytes, process)
                if document.key in seen:
                    raise DocumentError(
                        f"its id {document.id!r} ({document.language}) is that of {seen[document.key]}: change one"
                    )
            except DocumentError as error:
                yield Unreadable(name, str(error))
                continue
            seen[document.key] = name
            yield document
