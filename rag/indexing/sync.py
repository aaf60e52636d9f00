"""Brings the index to the state of the documents folder: only what is new, changed or gone is touched.

Order makes it safe to be killed at any moment. A document's new passages are written before its old ones are
deleted; a document counts as indexed only when all its passages are there and as they were written; the lexical
index is compared with the store at the end of every run and made anew in one commit. With other settings than
before, a second collection is filled beside the first, and the manifest names it only when it is complete. A damaged
database is moved aside, never deleted, and everything is indexed anew.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rag.corpus.corpus import read_corpus
from rag.corpus.document import Document
from rag.corpus.listing import Unreadable
from rag.embedding.encoder import Encoder, Vectors
from rag.embedding.load import load_encoder
from rag.errors import DamageError
from rag.indexing.chroma import connect, disconnect
from rag.indexing.chunker import chunk
from rag.indexing.lexical import LexicalIndex
from rag.indexing.lexical_repair import sound_lexical, write_lexical
from rag.indexing.manifest import Manifest
from rag.indexing.passage import Passage
from rag.indexing.places import chroma_folder, collection_name, lexical_folder, sole_writer
from rag.indexing.plan import Notice, Plan
from rag.indexing.seal import check_database, has_seal, put_seal, take_seal
from rag.indexing.store import IndexedDocument, PassageStore
from rag.indexing.tidy import forget_others, set_aside
from rag.settings import Settings

_TOGETHER = 16  # passages; enough that small documents do not wait for each other's disk writes
Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


@dataclass(frozen=True)
class IndexReport:
    """What a run did, in documents; ``unreadable`` files are not in the index or remain as they were in it.

    ``rebuilt`` are the settings that changed, ``repaired`` lines about what was damaged, and ``notices`` those of files
    that are new or changed.
    """

    added: int
    updated: int
    removed: int
    unchanged: int
    passages: int
    embedded: int
    seconds: float
    unreadable: tuple[Unreadable, ...]
    rebuilt: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


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
    with sole_writer(settings):
        read = (
            read_corpus(settings.documents, settings.max_document_mb * 1e6, settings.max_reading_s)
            if documents is None
            else documents
        )
        run = _Synchronisation(settings, encoder, list(read), progress or (lambda *_: None), started)
        try:
            return run.run()
        except DamageError as error:
            if settings.chroma_url:
                raise
            run.repaired.append(set_aside(settings, error))
            return run.run()


class _Synchronisation:
    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        corpus: Sequence[Document | Unreadable],
        progress: Progress,
        started: float,
    ) -> None:
        self.settings = settings
        self.encoder = encoder
        self.corpus = corpus
        self.progress = progress
        self.started = started
        self.manifest = Manifest.of(settings, encoder)
        self.repaired: list[str] = []

    def run(self) -> IndexReport:
        folder = chroma_folder(self.settings)
        if not self.settings.chroma_url and folder.is_dir() and any(folder.iterdir()):
            check_database(self.settings.index)
        before = Manifest.readable(self.settings.index)
        if before == self.manifest:
            self.manifest = before  # of the same generation
        lexical = sound_lexical(self.settings, self.manifest) if has_seal(self.settings.index) else None
        take_seal(self.settings.index)
        client = connect(self.settings, folder)
        try:
            return self._run(client, before, lexical)
        finally:
            disconnect(client)

    def _run(self, client: Any, before: Manifest | None, lexical: LexicalIndex | None) -> IndexReport:
        if before is None:  # what is there already answers questions while the rest is being indexed
            self.manifest.save(self.settings.index)
        store = PassageStore(
            client,
            collection_name(self.settings, self.manifest),
            self.manifest.dimension,
            create=True,
            server=self.settings.chroma_url,
        )
        examined = store.examine()
        indexed = examined.documents
        if examined.damaged:  # their documents are no longer complete, and so are written again
            store.delete(examined.damaged)
            self.repaired.append(f"{len(examined.damaged)} passages in the index were damaged, and were written anew")
        plan = Plan.of(self.corpus, indexed, self._chunk)
        embedded = self._write(store, plan.changed, indexed)
        gone = [key for key in indexed if key not in plan.kept and key not in plan.changed]
        store.delete([passage for key in gone for passage in indexed[key].passages])
        self._complete_lexical(store, lexical)
        put_seal(self.settings.index)
        self.manifest.save(self.settings.index)
        forget_others(self.settings, client, self.manifest, before)
        added = sum(key not in indexed for key in plan.changed)
        return IndexReport(
            added=added,
            updated=len(plan.changed) - added,
            removed=len(gone),
            unchanged=sum(key in indexed for key in plan.kept),
            passages=store.count(),
            embedded=embedded,
            seconds=time.monotonic() - self.started,
            unreadable=plan.unreadable,
            rebuilt=tuple(before.differences(self.manifest)) if before else (),
            repaired=tuple(self.repaired),
            notices=plan.notices,
        )

    def _chunk(self, document: Document) -> list[Passage]:
        return chunk(document, self.settings.passage_tokens, self.encoder.count_tokens)

    def _write(
        self, store: PassageStore, changed: Mapping[str, list[Passage]], indexed: dict[str, IndexedDocument]
    ) -> int:
        """Embeds and stores documents, small ones together; returns how many passages were embedded."""
        total = sum(len(passages) for passages in changed.values())
        done = 0
        self.progress("Embedding passages", 0, total)
        for keys in _groups(changed):
            passages = [passage for key in keys for passage in changed[key]]
            store.write(passages, [rows for key in keys for rows in self._embed(changed[key])])
            written = {passage.id for passage in passages}
            before = {passage for key in keys if key in indexed for passage in indexed[key].passages}
            store.delete(sorted(before - written))
            done += len(passages)
            self.progress("Embedding passages", done, total)
        return total

    def _embed(self, passages: list[Passage]) -> list[Vectors]:
        """The vectors of one document's passages; alone, since a vector differs a little with what is beside it."""
        texts = [text for p in passages for text in (f"{p.context}\n{p.text}", *map(p.quote, p.sentences))]
        ends = np.cumsum([1 + len(passage.sentences) for passage in passages])
        return np.split(self.encoder.encode_documents(texts), ends[:-1]) if passages else []

    def _complete_lexical(self, store: PassageStore, lexical: LexicalIndex | None) -> None:
        ids = store.ids()
        if lexical is None or lexical.ids() != ids:
            folder = lexical_folder(self.settings, self.manifest)
            write_lexical(folder, store, lambda done: self.progress("Indexing words", done, len(ids)))


def _groups(pending: Mapping[str, list[Passage]]) -> Iterator[list[str]]:
    """Keys of documents that are written together: at least ``_TOGETHER`` passages, or the last."""
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
