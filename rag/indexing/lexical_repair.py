"""A lexical index that is missing or damaged is made again from the passages, where the index is opened."""

import logging
from collections.abc import Callable
from pathlib import Path

from filelock import Timeout

from rag.errors import DamageError
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import Manifest
from rag.indexing.passage import Passage
from rag.indexing.places import lexical_folder, lock
from rag.indexing.seal import broken_files, has_seal, put_seal
from rag.indexing.store import REMEMBERED, PassageStore
from rag.settings import Settings

_log = logging.getLogger(__name__)
Announce = Callable[[str], None]


def open_lexical(
    settings: Settings, manifest: Manifest, store: PassageStore, announce: Announce = _log.info
) -> LexicalIndex | None:
    """The lexical index of an index, made again if need be; None where that fails, too.

    Raises:
        StoreError: the passages cannot be read.
    """
    lexical = sound_lexical(settings, manifest)
    # After a run that was killed its files may be damaged unseen. What takes a second is then simply done again.
    if lexical and (has_seal(settings.index) or (store.count() > REMEMBERED and lexical.ids() == store.ids())):
        return lexical
    return _made_again(settings, manifest, store, announce, lexical)


def sound_lexical(settings: Settings, manifest: Manifest) -> LexicalIndex | None:
    """The lexical index as it was written; None where it is missing or damaged."""
    folder = lexical_folder(settings, manifest)
    if not LexicalIndex.exists(folder) or broken_files(settings.index, folder.name):
        return None
    try:
        lexical = LexicalIndex(folder)
        lexical.ids()
    except (DamageError, OSError) as error:
        _log.info("%s", error)
        return None
    return lexical


def repaired_lexical(
    settings: Settings, manifest: Manifest, store: PassageStore, announce: Announce = _log.info
) -> LexicalIndex | None:
    """A lexical index made again after a search in the former one failed; None where that fails, too.

    Raises:
        StoreError: the passages cannot be read.
    """
    return _made_again(settings, manifest, store, announce, None)


def _made_again(
    settings: Settings, manifest: Manifest, store: PassageStore, announce: Announce, unfinished: LexicalIndex | None
) -> LexicalIndex | None:
    """On disk where nobody else changes the index, otherwise in memory; ``unfinished`` is what a run is still at."""
    folder = lexical_folder(settings, manifest)
    try:
        with lock(settings):
            announce("The index of words is missing, damaged or unfinished: making it again from the passages")
            lexical = write_lexical(folder, store)
            if has_seal(settings.index):
                put_seal(settings.index, folder.name)
            return lexical
    except Timeout:
        if unfinished:
            return unfinished
        _log.info("another process changes the index: words are indexed in memory")
    except (DamageError, OSError) as error:
        _log.info("%s: words are indexed in memory", error)
    try:
        return write_lexical(None, store)
    except OSError:
        _log.warning("words cannot be indexed and so are not searched", exc_info=True)
        return None


def write_lexical(
    folder: Path | None, store: PassageStore, progress: Callable[[int], None] = lambda _done: None
) -> LexicalIndex:
    """A new lexical index of all passages of a store; without a folder it is kept in memory.

    Raises:
        StoreError: the passages cannot be read.
        OSError: the folder cannot be written to.
    """
    passages: list[Passage] = []
    for record in store.records():
        passages.append(record.read(store.dimension).passage)
        if len(passages) % 1000 == 0:
            progress(len(passages))
    if folder:
        LexicalIndex.discard(folder)
    lexical = LexicalIndex(folder)
    lexical.write(passages)
    progress(len(passages))
    return lexical
