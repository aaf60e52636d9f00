"""An index as one file: out of one place and into another, without the documents or the work of embedding them."""

import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.errors import ArchiveError, DamageError, StoreError
from rag.indexing.archive import Archive, open_archive, write_archive
from rag.indexing.chroma import connect, disconnect
from rag.indexing.lexical_repair import write_lexical
from rag.indexing.manifest import SCHEMA, Manifest, store_name
from rag.indexing.passage import Passage
from rag.indexing.places import chroma_folder, collection_name, lexical_folder, sole_writer
from rag.indexing.record import Record
from rag.indexing.seal import check_database, put_seal, take_seal
from rag.indexing.store import BATCH, PassageStore
from rag.indexing.sync import Progress
from rag.indexing.tidy import begin_draft, forget_others, set_aside
from rag.indexing.trusted import check_record
from rag.settings import Settings

_PLACE = ("store", "generation")  # fields of a manifest that say where an index is, not what it is


@dataclass(frozen=True)
class Moved:
    """What was exported or imported: the archive, its size in bytes, passages and documents, and how long it took.

    ``repaired`` are lines about what was damaged in the place that it was imported into.
    """

    path: Path
    size: int
    passages: int
    documents: int
    seconds: float
    repaired: tuple[str, ...] = ()


def export_index(
    settings: Settings, path: Path, progress: Progress = lambda *_: None, replace_file: bool = False
) -> Moved:
    """Writes the index to one file, which ``import_index`` reads on any machine; neither model nor documents are in it.

    Raises:
        StoreError: there is no complete index, it cannot be read, or another process changes it.
        ArchiveError: the file exists and shall not be replaced, or cannot be written.
    """
    started = time.monotonic()
    if path.exists() and not (replace_file and path.is_file()):
        raise ArchiveError(f"{path} exists: name another file, or export with --replace")
    with sole_writer(settings):
        manifest = _present(settings)
        client = connect(settings, chroma_folder(settings))
        try:
            store = _store(client, settings, manifest)
            total = store.count()
            tally = _Tally()
            passages = write_archive(
                path,
                {name: value for name, value in asdict(manifest).items() if name not in _PLACE},
                _to_export(store, tally),
                lambda done: progress("Exporting passages", done, total),
            )
        finally:
            disconnect(client)
    return Moved(path, path.stat().st_size, passages, tally.documents, time.monotonic() - started)


def import_index(
    settings: Settings,
    path: Path,
    progress: Progress = lambda *_: None,
    encoder: Encoder | None = None,
    replace_index: bool = False,
) -> Moved:
    """Makes the index of an archive that of these settings; the documents folder is neither needed nor looked at.

    Everything is checked before anything is touched. A present index answers until the new one is complete, and stays
    if the process is killed before.

    Raises:
        ArchiveError: the file is no exported index, is damaged, or was built with other settings.
        StoreError: there is an index that shall not be replaced, or another process changes it.
        ModelError: the embedding model cannot be opened.
    """
    started = time.monotonic()
    if not replace_index and Manifest.exists(settings.index):
        raise StoreError(f"there is an index in {settings.index}: import with --replace to put this one in its place")
    encoder = encoder or load_encoder(settings)
    with open_archive(path) as archive:
        manifest = replace(Manifest.of(settings, encoder), generation=secrets.token_hex(4))
        _check_identity(archive, manifest, path)
        archive.check_sums()
        tally = _check_passages(archive, manifest.dimension, progress)
        with sole_writer(settings):
            repaired = _set_aside_damaged(settings)
            _fill(settings, manifest, archive, progress)
    size = path.stat().st_size
    return Moved(path, size, tally.passages, tally.documents, time.monotonic() - started, repaired)


class _Tally:
    """Counts passages, and documents by whether all their passages came by."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str], tuple[int, set[int]]] = {}
        self.passages = 0

    def add(self, passage: Passage) -> None:
        parts, seen = self._parts.setdefault((passage.key, passage.content_hash), (passage.parts, set()))
        if passage.parts != parts or passage.position in seen:
            raise ValueError(f"the passages of {passage.key} do not fit each other")
        seen.add(passage.position)
        self.passages += 1

    @property
    def documents(self) -> int:
        return len(self._parts)

    @property
    def is_complete(self) -> bool:
        keys = {key for key, _content_hash in self._parts}
        return len(keys) == len(self._parts) and all(len(seen) == parts for parts, seen in self._parts.values())


def _present(settings: Settings) -> Manifest:
    manifest = Manifest.load(settings.index)
    if manifest is None:
        raise StoreError(f"there is no index in {settings.index}: run `rag index`")
    here = replace(manifest, store=store_name(settings))
    manifest.check(replace(here, schema=SCHEMA))
    if settings.chroma_url is None:
        check_database(settings.index)
    return manifest


def _store(client: Any, settings: Settings, manifest: Manifest, create: bool = False) -> PassageStore:
    name = collection_name(settings, manifest)
    return PassageStore(client, name, manifest.dimension, create=create, server=settings.chroma_url)


def _to_export(store: PassageStore, tally: _Tally) -> Iterator[Record]:
    for record in store.records():
        passage = record.read(store.dimension).passage
        try:
            tally.add(passage)
        except ValueError as error:
            raise StoreError(f"the index cannot be exported, for {error}: run `rag index`") from error
        yield record
    if not tally.is_complete:
        raise StoreError("the index cannot be exported, for it is not complete: run `rag index`")


def _check_identity(archive: Archive, now: Manifest, path: Path) -> None:
    expected = {name: value for name, value in asdict(now).items() if name not in _PLACE}
    found = archive.identity
    if found.keys() != expected.keys() or found["schema"] != expected["schema"]:
        raise ArchiveError(
            f"{path} was exported by another version of this program (schema {found.get('schema')!r:.20}, now "
            f"{now.schema}): export it again with this one"
        )
    differing = [
        f"{name}: {found[name]!r:.80}, now {expected[name]!r}" for name in expected if found[name] != expected[name]
    ]
    if differing:
        raise ArchiveError(f"{path} was built with other settings ({'; '.join(differing)}): set them as they were")


def _check_passages(archive: Archive, dimension: int, progress: Progress) -> _Tally:
    tally = _Tally()
    seen: set[str] = set()
    for record in archive.records(dimension):
        try:
            tally.add(check_record(record, dimension))
        except (DamageError, ValueError) as error:
            reason = str(error).removesuffix(": run `rag index`")
            raise archive.damaged(f"passage {tally.passages + 1}: {reason}") from error
        seen.add(record.id)
        progress("Checking passages", tally.passages, archive.passages)
    if len(seen) != tally.passages or not tally.is_complete:
        raise archive.damaged("passages are missing or there twice")
    return tally


def _set_aside_damaged(settings: Settings) -> tuple[str, ...]:
    folder = chroma_folder(settings)
    if settings.chroma_url or not folder.is_dir() or not any(folder.iterdir()):
        return ()
    try:
        check_database(settings.index)
    except DamageError as error:
        return (set_aside(settings, error),)
    return ()


def _fill(settings: Settings, manifest: Manifest, archive: Archive, progress: Progress) -> None:
    """Fills a collection beside the present one; the manifest names it when it is complete, and the other goes."""
    before = Manifest.readable(settings.index)
    take_seal(settings.index)
    begin_draft(settings, manifest, before)
    client = connect(settings, chroma_folder(settings))
    try:
        store = _store(client, settings, manifest, create=True)
        done = 0
        for records in _batches(archive.records(manifest.dimension)):
            store.write_records(records)
            done += len(records)
            progress("Importing passages", done, archive.passages)
        write_lexical(
            lexical_folder(settings, manifest), store, lambda done: progress("Indexing words", done, archive.passages)
        )
        put_seal(settings.index)
        manifest.save(settings.index)
        forget_others(settings, client, manifest, before)
    finally:
        disconnect(client)


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        yield batch
