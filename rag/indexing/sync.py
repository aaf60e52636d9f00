"""Brings the index to the state of the documents folder: only what is new, changed or gone is touched.

Order makes it safe to be killed at any moment. A document's new passages are written before its old ones are
deleted; a document counts as indexed only when all its passages are there; the lexical index is compared with
the store at the end of every run and mended in one commit. With other settings than before, a second
collection is filled beside the first, and the manifest names it only when it is complete.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from rag.corpus.corpus import Unreadable, read_corpus
from rag.corpus.document import Document
from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.errors import StoreError
from rag.indexing.chunker import chunk
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import Manifest
from rag.indexing.passage import Passage
from rag.indexing.store import IndexedDocument, PassageStore, connect, disconnect
from rag.settings import Settings

_log = logging.getLogger(__name__)
_TOGETHER = 16  # passages; enough that small documents do not wait for each other's disk writes
Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


@dataclass(frozen=True)
class IndexReport:
    """What a run did, in documents; ``unreadable`` files are not in the index or remain as they were in it."""

    added: int
    updated: int
    removed: int
    unchanged: int
    passages: int
    embedded: int
    seconds: float
    unreadable: tuple[Unreadable, ...]
    rebuilt: tuple[str, ...] = ()


def chroma_folder(settings: Settings) -> Path:
    """Where the embedded Chroma keeps its files."""
    return settings.index / "chroma"


def lexical_folder(settings: Settings, manifest: Manifest) -> Path:
    """Where the lexical index of an identity is kept."""
    return settings.index / f"lexical-{manifest.digest}"


def collection_name(settings: Settings, manifest: Manifest) -> str:
    """The Chroma collection of an identity."""
    return f"{settings.collection}-{manifest.digest}"


def index(
    settings: Settings,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    documents: Iterable[Document] | None = None,
) -> IndexReport:
    """Indexes the documents folder, or ``documents`` instead; the index then holds those and no others.

    Raises:
        SettingsError: the documents folder does not exist.
        StoreError: another run is going on, or the store cannot be opened.
        ModelError: the embedding model cannot be opened.
    """
    started = time.monotonic()
    encoder = encoder or load_encoder(settings)
    settings.index.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.index / "lock", timeout=0):
            corpus = read_corpus(settings.documents, settings.max_document_mb * 1e6) if documents is None else documents
            run = _Synchronisation(settings, encoder, corpus, progress or (lambda *_: None), started)
            try:
                return run.run()
            finally:
                disconnect(run.client)
    except Timeout as error:
        raise StoreError(f"another `rag index` is at work on {settings.index}: wait for it to end") from error


class _Synchronisation:
    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        corpus: Iterable[Document | Unreadable],
        progress: Progress,
        started: float,
    ) -> None:
        self.settings = settings
        self.encoder = encoder
        self.corpus = corpus
        self.progress = progress
        self.started = started
        self.manifest = Manifest.of(settings, encoder)
        self.client = connect(settings, chroma_folder(settings))

    def run(self) -> IndexReport:
        before = self._previous()
        if before is None:  # what is there already answers questions while the rest is being indexed
            self.manifest.save(self.settings.index)
        name = collection_name(self.settings, self.manifest)
        store = PassageStore(self.client, name, self.manifest.dimension, create=True)
        indexed = store.documents()
        changed, unreadable, kept = self._compare(indexed)
        embedded = self._write(store, changed, indexed)
        gone = [key for key in indexed if key not in kept and key not in changed]
        store.delete([passage for key in gone for passage in indexed[key].passages])
        self._mend_lexical(store)
        self.manifest.save(self.settings.index)
        if before and before != self.manifest:
            self._forget(before)
        added = sum(key not in indexed for key in changed)
        return IndexReport(
            added=added,
            updated=len(changed) - added,
            removed=len(gone),
            unchanged=sum(key in indexed for key in kept),
            passages=store.count(),
            embedded=embedded,
            seconds=time.monotonic() - self.started,
            unreadable=tuple(unreadable),
            rebuilt=tuple(before.differences(self.manifest)) if before else (),
        )

    def _previous(self) -> Manifest | None:
        try:
            return Manifest.load(self.settings.index)
        except StoreError as error:
            _log.warning("%s", error)
            return None

    def _compare(self, indexed: dict[str, IndexedDocument]) -> tuple[dict[str, Document], list[Unreadable], set[str]]:
        """Documents to write, files that cannot be read, and keys that stay as they are."""
        changed: dict[str, Document] = {}
        unreadable: list[Unreadable] = []
        kept: set[str] = set()
        by_path = {document.path: key for key, document in indexed.items()}
        for item in self.corpus:
            if isinstance(item, Unreadable):
                unreadable.append(item)
                inside = f"{item.path}/"  # where a whole folder cannot be looked into
                kept |= {key for path, key in by_path.items() if path == item.path or path.startswith(inside)}
                continue
            known = indexed.get(item.key)
            if known and known.complete and known.content_hash == item.content_hash():
                kept.add(item.key)
            else:
                changed[item.key] = item
        return changed, unreadable, kept - changed.keys()

    def _write(self, store: PassageStore, changed: dict[str, Document], indexed: dict[str, IndexedDocument]) -> int:
        """Embeds and stores documents, small ones together; returns how many passages were embedded."""
        pending = {
            key: chunk(document, self.settings.passage_tokens, self.encoder.count_tokens)
            for key, document in changed.items()
        }
        total = sum(len(passages) for passages in pending.values())
        done = 0
        self.progress("Embedding passages", 0, total)
        for keys in _groups(pending):
            passages = [passage for key in keys for passage in pending[key]]
            texts = [text for p in passages for text in (f"{p.context}\n{p.text}", *map(p.quote, p.sentences))]
            rows = self.encoder.encode_documents(texts)
            ends = np.cumsum([1 + len(passage.sentences) for passage in passages])
            store.write(passages, np.split(rows, ends[:-1]))
            written = {passage.id for passage in passages}
            before = {passage for key in keys if key in indexed for passage in indexed[key].passages}
            store.delete(sorted(before - written))
            done += len(passages)
            self.progress("Embedding passages", done, total)
        return total

    def _mend_lexical(self, store: PassageStore) -> None:
        folder = lexical_folder(self.settings, self.manifest)
        try:
            lexical = LexicalIndex(folder)
        except StoreError as error:
            _log.warning("%s: making it anew", error)
            LexicalIndex.discard(folder)
            lexical = LexicalIndex(folder)
        wanted = {passage for document in store.documents().values() for passage in document.passages}
        present = lexical.ids()
        missing = sorted(wanted - present)
        if missing or present - wanted:
            pages = [missing[start : start + 250] for start in range(0, len(missing), 250)]
            stored = (item.passage for page in pages for item in store.get(page).values())
            lexical.change(stored, present - wanted)

    def _forget(self, old: Manifest) -> None:
        LexicalIndex.discard(lexical_folder(self.settings, old))
        if old.store == self.manifest.store:
            try:
                self.client.delete_collection(collection_name(self.settings, old))
            except Exception:  # it may never have been made
                _log.debug("there was no collection of the former settings", exc_info=True)


def _groups(pending: dict[str, list[Passage]]) -> Iterator[list[str]]:
    """Keys of documents that are embedded and written together: at least ``_TOGETHER`` passages, or the last."""
    group: list[str] = []
    size = 0
    for key, passages in pending.items():
        group.append(key)
        size += len(passages)
        if size >= _TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group
