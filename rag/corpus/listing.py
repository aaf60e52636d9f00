"""Which files of a folder are read: none outside it, none twice."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.corpus.names import name_in
from rag.corpus.readers import READERS
from rag.errors import SettingsError

OUTSIDE = "it is a link that leads out of the documents folder and is not followed: put the file itself there"


@dataclass(frozen=True)
class Unreadable:
    """A file that is not in the corpus, and why; ``str()`` is one line that can be printed.

    ``refused`` where it must not be read: what an index may hold of it from before does not belong there, either.
    """

    path: str
    reason: str
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def list_files(folder: Path) -> tuple[list[Path], list[Unreadable]]:
    """All files under ``folder`` that have a reader, in the order of their names, and what cannot be looked into.

    Hidden files and folders are left alone. A link is followed to a file inside the folder that is not read anyway,
    never to a folder and never outside.

    Raises:
        SettingsError: the folder does not exist.
    """
    if not folder.is_dir():
        raise SettingsError(f"the documents folder {folder} does not exist: create it or set RAG_DOCUMENTS")
    files: list[Path] = []
    links: list[Path] = []
    unreadable: list[Unreadable] = []
    open_folders = [folder]
    while open_folders:
        inside = open_folders.pop()
        try:
            for entry in _entries(inside):
                if entry.is_dir(follow_symlinks=False):
                    open_folders.append(Path(entry.path))
                elif entry.is_symlink():
                    links.append(Path(entry.path))
                elif Path(entry.name).suffix.lower() in READERS:
                    files.append(Path(entry.path))
        except OSError as error:
            unreadable.append(Unreadable(name_in(inside, folder), f"it cannot be read: {error.strerror}"))
    followed, refused = _follow(sorted(links), folder, {os.path.realpath(path) for path in files})
    return sorted(files + followed), unreadable + refused


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not entry.name.startswith("."))


def _follow(links: list[Path], folder: Path, read: set[str]) -> tuple[list[Path], list[Unreadable]]:
    """Links to files that are read nowhere else, and those that lead out of the folder."""
    followed: list[Path] = []
    refused: list[Unreadable] = []
    root = Path(os.path.realpath(folder))
    for link in links:
        target = Path(os.path.realpath(link))
        is_folder = os.path.isdir(target)  # noqa: PTH112  # Path.is_dir fails where it may not look
        if not is_folder and link.suffix.lower() not in READERS:
            continue
        if not target.is_relative_to(root):
            refused.append(Unreadable(name_in(link, folder), OUTSIDE, refused=True))
        elif is_folder:
            if any(part.startswith(".") for part in target.relative_to(root).parts):
                reason = "it is a link to a hidden folder, and is not followed"
                refused.append(Unreadable(name_in(link, folder), reason))
        elif str(target) not in read:
            read.add(str(target))
            followed.append(link)
    return followed, refused
