"""The passages in Chroma: the one thing from which all else in the index can be made again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import DamageError
from rag.indexing.chroma import Calls, open_collection
from rag.indexing.passage import Passage
from rag.indexing.record import Record, StoredPassage, damaged, from_record
from rag.text.language import Language

Where = dict[str, Any]
BATCH = 250  # records of one request; Chroma Cloud takes 300
REMEMBERED = 2000  # passages with their vectors, about 15 kB each


@dataclass(frozen=True)
class IndexedDocument:
    """What the store holds of a document: its passages by id, and whether they are all there."""

    path: str
    content_hash: str
    passages: frozenset[str]
    complete: bool


@dataclass(frozen=True)
class Examined:
    """All that is in a store: documents by key, and the ids of records that are not as they were written."""

    documents: dict[str, IndexedDocument] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()


class PassageStore:
    """One Chroma collection of passages under cosine distance."""

    def __init__(self, client: Any, name: str, dimension: int, create: bool = False, server: str | None = None) -> None:
        """Opens a collection; with ``create`` it is made where it does not exist.

        ``server`` is the address of the client's server, for messages; None where Chroma is embedded.

        Raises:
            StoreError: it does not exist or cannot be read. So do all methods, and ``DamageError`` where what is
                read is not what was written.
        """
        self.dimension = dimension
        self._call = Calls(server)
        # An id is the hash of its passage, so what was read once is right until this store writes it anew.
        self._read: dict[str, StoredPassage] = {}
        self._collection = open_collection(client, name, self._call, create)

    def count(self) -> int:
        """How many passages there are."""
        return int(self._call("reading the index", self._collection.count))

    def ids(self) -> set[str]:
        """The ids of all passages."""
        return {key for page in self._pages([]) for key in page["ids"]}

    def write(self, passages: Sequence[Passage], vectors: Sequence[NDArray[np.float32]]) -> None:
        """Adds passages, or replaces those with the same id; ``vectors`` as in ``StoredPassage``."""
        for start in range(0, len(passages), BATCH):
            part = slice(start, start + BATCH)
            self.write_records([Record.of(*each) for each in zip(passages[part], vectors[part], strict=True)])

    def write_records(self, records: Sequence[Record]) -> None:
        """Adds records, or replaces those with the same id; at most ``BATCH`` of them."""
        ids = [record.id for record in records]
        former = self._call("writing to the index", lambda: self._collection.get(ids=ids, include=["metadatas"]))
        gone = {key: dict.fromkeys(old or ()) for key, old in zip(former["ids"], former["metadatas"], strict=True)}
        # Chroma keeps the fields of a record that the new one lacks, unless they are set to nothing. Removing
        # the record first would do, too, but would lose it if the run were killed before it is written again.
        metadatas = [gone.get(record.id, {}) | record.metadata for record in records]
        embeddings = np.stack([record.vector for record in records])
        texts = [record.text for record in records]
        self._call(
            "writing to the index",
            lambda: self._collection.upsert(ids=ids, embeddings=embeddings, documents=texts, metadatas=metadatas),
        )
        for key in ids:
            self._read.pop(key, None)

    def delete(self, ids: Sequence[str]) -> None:
        """Removes passages; unknown ids are ignored."""
        for start in range(0, len(ids), BATCH):
            part = list(ids[start : start + BATCH])
            self._call("removing from the index", partial(self._collection.delete, ids=part))
        self._read.clear()

    def nearest(self, vector: NDArray[np.float32], limit: int, where: Where | None = None) -> list[tuple[str, float]]:
        """Ids of the passages nearest to a unit vector with their cosine, best first."""
        found = self._call(
            "searching the index",
            lambda: self._collection.query(
                query_embeddings=[vector], n_results=limit, where=where or None, include=["distances"]
            ),
        )
        scored = [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)]
        return sorted(scored, key=lambda each: (-each[1], each[0]))

    def get(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Passages by id; those that do not exist are left out."""
        known = {key: self._read[key] for key in ids if key in self._read}
        unknown = [key for key in ids if key not in known]
        if unknown:
            found = self._call(
                "reading the index", lambda: self._collection.get(ids=unknown, include=["documents", "metadatas"])
            )
            read = self._stored(found)
            known |= read
            self._remember(read)
        return known

    def read_ahead(self) -> None:
        """Reads and checks all passages of a store that are few enough to be remembered."""
        if self.count() > REMEMBERED:
            return
        self._remember({record.id: record.read(self.dimension) for record in self.records()})

    def records(self) -> Iterator[Record]:
        """Every record as it is, unchecked, in no order."""
        for page in self._pages(["documents", "metadatas", "embeddings"]):
            columns = (page[name] for name in ("ids", "documents", "metadatas", "embeddings"))
            for key, text, metadata, vector in zip(*columns, strict=True):
                yield Record(key, text, metadata, np.asarray(vector, np.float32))

    def examine(self) -> Examined:
        """What is in the store, each record checked."""
        groups: dict[str, dict[str, tuple[str, str, int]]] = {}
        broken: list[str] = []
        for record in self.records():
            try:
                passage = record.read(self.dimension).passage
            except DamageError:
                broken.append(record.id)
                continue
            groups.setdefault(passage.key, {})[record.id] = (passage.path, passage.content_hash, passage.parts)
        return Examined({key: _indexed(group) for key, group in groups.items()}, tuple(broken))

    def documents(self) -> dict[str, IndexedDocument]:
        """What is in the store, by document key."""
        examined = self.examine()
        if examined.damaged:
            raise damaged(examined.damaged[0])
        return examined.documents

    def title(self, document: str, language: Language) -> str:
        """The title of a document in one of its languages; empty if there is none."""
        return self.titles([document], language).get(document, "")

    def titles(self, documents: Sequence[str], language: Language) -> dict[str, str]:
        """The titles of those of the documents that exist in a language, by id."""
        # Its first passage stands for a document: one record for each, not all with their vectors.
        first = {"$and": [{"document": {"$in": list(documents)}}, {"language": language}, {"position": 0}]}
        pages = self._pages(["documents", "metadatas"], first)
        found = [stored.passage for page in pages for stored in self._stored(page).values()]
        return {passage.document: passage.title for passage in found}

    def openings(self) -> Iterator[Passage]:
        """The first passage of every document."""
        for page in self._pages(["documents", "metadatas"], {"position": 0}):
            yield from (stored.passage for stored in self._stored(page).values())

    def texts(self, language: Language) -> Iterator[str]:
        """The title and the text of every passage in a language."""
        for page in self._pages(["documents", "metadatas"], {"language": language}):
            found = (stored.passage for stored in self._stored(page).values())
            yield from (f"{passage.title}\n{passage.text}" for passage in found)

    def _pages(self, include: list[str], where: Where | None = None) -> Iterator[Any]:
        offset = 0
        while True:
            page = self._call(
                "reading the index",
                partial(self._collection.get, where=where, limit=BATCH, offset=offset, include=include),
            )
            yield page
            if len(page["ids"]) < BATCH:
                return
            offset += BATCH

    def _stored(self, page: Any) -> dict[str, StoredPassage]:
        columns = zip(page["ids"], page["documents"], page["metadatas"], strict=True)
        return {key: from_record(key, text, metadata, self.dimension) for key, text, metadata in columns}

    def _remember(self, read: dict[str, StoredPassage]) -> None:
        self._read |= read
        while len(self._read) > REMEMBERED:
            self._read.pop(next(iter(self._read)))


def _indexed(passages: dict[str, tuple[str, str, int]]) -> IndexedDocument:
    path, content_hash, parts = next(iter(passages.values()))
    complete = len(set(passages.values())) == 1 and len(passages) == parts
    return IndexedDocument(path, content_hash, frozenset(passages), complete)
