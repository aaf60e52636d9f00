"""The passages in Chroma: the one thing from which all else in the index can be made again."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from rag.corpus.document import Source, date_number, plain_publisher
from rag.corpus.profile import Event, Party, Profile
from rag.errors import StoreError
from rag.indexing.passage import Passage
from rag.indexing.vectors import pack, split_text, unpack
from rag.settings import Settings
from rag.text.language import Language
from rag.text.sentences import Sentence

Where = dict[str, Any]
Metadata = dict[str, Any]
_BATCH = 250  # records of one request; Chroma Cloud takes 300
_REMEMBERED = 2000  # passages with their vectors, about 15 kB each
# Fields that may be too long for one metadata value; they are written in numbered pieces.
_VECTORS, _SOURCES, _PROFILE = "vectors_", "sources_", "profile_"


@dataclass(frozen=True)
class StoredPassage:
    """A passage with its vectors: row 0 is the passage, row i + 1 its i-th sentence; float32, unit length."""

    passage: Passage
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class IndexedDocument:
    """What the store holds of a document: its passages by id, and whether they are all there."""

    path: str
    content_hash: str
    passages: frozenset[str]
    complete: bool


def connect(settings: Settings, folder: Path) -> Any:
    """A Chroma client: embedded in ``folder``, or of the server of the settings.

    Raises:
        StoreError: the server does not answer, or the folder is damaged.
    """
    quiet = ChromaSettings(anonymized_telemetry=False)
    try:
        if settings.chroma_url is None:
            folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(folder), settings=quiet)
        url = urlsplit(settings.chroma_url)
        token = settings.chroma_token.get_secret_value() if settings.chroma_token else None
        return chromadb.HttpClient(
            host=url.hostname or "",
            port=url.port or (443 if url.scheme == "https" else 8000),
            ssl=url.scheme == "https",
            headers={"x-chroma-token": token} if token else None,
            tenant=settings.chroma_tenant,
            database=settings.chroma_database,
            settings=quiet,
        )
    except (ValueError, ChromaError, OSError) as error:
        reason = " ".join(str(error).split())[:120]
        if settings.chroma_url is None:
            raise StoreError(
                f"the index in {folder} is damaged ({reason}): delete the folder, run `rag index`"
            ) from error
        raise StoreError(f"no Chroma server answers at RAG_CHROMA_URL={settings.chroma_url} ({reason})") from error


def disconnect(client: Any) -> None:
    """Closes a client; Chroma itself leaves the sockets to a server open until they are garbage."""
    client.close()
    for owner in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(owner, "_server", None), "_session", None)
        if session is not None:
            session.close()


@contextmanager
def _reporting(what: str) -> Iterator[None]:
    """Turns what Chroma raises, and what a damaged record makes this module raise, into one clear line."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # the embedded and the remote client raise different things
        reason = " ".join(str(error).split())[:120]
        raise StoreError(
            f"{what} failed ({reason}): if it happens again, delete the index folder, run `rag index`"
        ) from error


class PassageStore:
    """One Chroma collection of passages under cosine distance."""

    def __init__(self, client: Any, name: str, dimension: int, create: bool = False) -> None:
        """Opens a collection; with ``create`` it is made where it does not exist.

        Raises:
            StoreError: it does not exist or cannot be read.
        """
        self.dimension = dimension
        # An id is the hash of its passage, so what was read once is right until this store writes it anew.
        self._read: dict[str, StoredPassage] = {}
        try:
            if create:
                self._collection = client.get_or_create_collection(
                    name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            else:
                self._collection = client.get_collection(name, embedding_function=None)
        except Exception as error:  # the embedded and the remote client raise different things
            raise StoreError(f"the index has no readable collection {name}: run `rag index`") from error

    def count(self) -> int:
        """How many passages there are."""
        return int(self._collection.count())

    def write(self, passages: Sequence[Passage], vectors: Sequence[NDArray[np.float32]]) -> None:
        """Adds passages, or replaces those with the same id; ``vectors`` as in ``StoredPassage``."""
        for start in range(0, len(passages), _BATCH):
            part = range(start, min(start + _BATCH, len(passages)))
            ids = [passages[at].id for at in part]
            with _reporting("writing to the index"):
                former = self._collection.get(ids=ids, include=["metadatas"])
                gone = {key: dict.fromkeys(old) for key, old in zip(former["ids"], former["metadatas"], strict=True)}
                # Chroma keeps the fields of a record that the new one lacks, unless they are set to nothing. Removing
                # the record first would do, too, but would lose it if the run were killed before it is written again.
                self._collection.upsert(
                    ids=ids,
                    embeddings=np.stack([vectors[at][0] for at in part]),
                    documents=[passages[at].text for at in part],
                    metadatas=[gone.get(passages[at].id, {}) | _to_metadata(passages[at], vectors[at]) for at in part],
                )
            for key in ids:
                self._read.pop(key, None)

    def delete(self, ids: Sequence[str]) -> None:
        """Removes passages; unknown ids are ignored."""
        for start in range(0, len(ids), _BATCH):
            with _reporting("removing from the index"):
                self._collection.delete(ids=list(ids[start : start + _BATCH]))
        self._read.clear()

    def nearest(self, vector: NDArray[np.float32], limit: int, where: Where | None = None) -> list[tuple[str, float]]:
        """Ids of the passages nearest to a unit vector with their cosine, best first."""
        with _reporting("searching the index"):
            found = self._collection.query(
                query_embeddings=[vector], n_results=limit, where=where or None, include=["distances"]
            )
        return [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def get(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Passages by id; those that do not exist are left out."""
        known = {key: self._read[key] for key in ids if key in self._read}
        unknown = [key for key in ids if key not in known]
        if unknown:
            with _reporting("reading the index"):
                found = self._collection.get(ids=unknown, include=["documents", "metadatas"])
                for key, text, metadata in zip(found["ids"], found["documents"], found["metadatas"], strict=True):
                    known[key] = self._read[key] = _from_metadata(text, metadata, self.dimension)
        while len(self._read) > _REMEMBERED:
            self._read.pop(next(iter(self._read)))
        return known

    def documents(self) -> dict[str, IndexedDocument]:
        """What is in the store, by document key."""
        groups: dict[str, dict[str, tuple[str, str, int]]] = {}
        for key, metadata in self._metadata():
            entry = (str(metadata["path"]), str(metadata["content_hash"]), int(metadata["parts"]))
            groups.setdefault(f"{metadata['language']}/{metadata['document']}", {})[key] = entry
        return {key: _indexed(group) for key, group in groups.items()}

    def title(self, document: str, language: Language) -> str:
        """The title of a document in one of its languages; empty if there is none."""
        return self.titles([document], language).get(document, "")

    def titles(self, documents: Sequence[str], language: Language) -> dict[str, str]:
        """The titles of those of the documents that exist in a language, by id."""
        # Its first passage stands for a document: one record for each, not all with their vectors.
        first = {"$and": [{"document": {"$in": list(documents)}}, {"language": language}, {"position": 0}]}
        with _reporting("reading the index"):
            found = self._collection.get(where=first, include=["metadatas"])
        return {str(metadata["document"]): str(metadata["title"]) for metadata in found["metadatas"]}

    def openings(self) -> Iterator[Passage]:
        """The first passage of every document."""
        offset = 0
        while True:
            with _reporting("reading the index"):
                page = self._collection.get(
                    where={"position": 0}, limit=_BATCH, offset=offset, include=["documents", "metadatas"]
                )
                found = [
                    _from_metadata(text, metadata, self.dimension).passage
                    for text, metadata in zip(page["documents"], page["metadatas"], strict=True)
                ]
            yield from found
            if len(found) < _BATCH:
                return
            offset += _BATCH

    def texts(self, language: Language) -> Iterator[str]:
        """The title and the text of every passage in a language."""
        offset = 0
        while True:
            with _reporting("reading the index"):
                page = self._collection.get(
                    where={"language": language}, limit=_BATCH, offset=offset, include=["documents", "metadatas"]
                )
            yield from (f"{m['title']}\n{text}" for m, text in zip(page["metadatas"], page["documents"], strict=True))
            if len(page["ids"]) < _BATCH:
                return
            offset += _BATCH

    def _metadata(self) -> Iterator[tuple[str, Any]]:
        for offset in range(0, self.count(), _BATCH):
            with _reporting("reading the index"):
                page = self._collection.get(limit=_BATCH, offset=offset, include=["metadatas"])
            yield from zip(page["ids"], page["metadatas"], strict=True)


def _indexed(passages: dict[str, tuple[str, str, int]]) -> IndexedDocument:
    path, content_hash, parts = next(iter(passages.values()))
    complete = len(set(passages.values())) == 1 and len(passages) == parts
    return IndexedDocument(path, content_hash, frozenset(passages), complete)


_TEXT_FIELDS = ("document", "language", "title", "date", "path", "heading", "content_hash")
_NUMBER_FIELDS = ("start", "end", "position", "parts")


def _to_metadata(passage: Passage, vectors: NDArray[np.float32]) -> Metadata:
    metadata: Metadata = {name: getattr(passage, name) for name in _TEXT_FIELDS + _NUMBER_FIELDS}
    metadata["first_day"] = date_number(passage.date)
    metadata["last_day"] = date_number(passage.date, end=True)
    metadata["sentences"] = ";".join(
        ",".join(map(str, (each.start, each.end, each.kind, *said)))
        for each, said in zip(passage.sentences, passage.said_by, strict=True)
    )
    profile = passage.profile
    filtered = {
        "publishers": [name for full in passage.publishers for name in dict.fromkeys((full, plain_publisher(full)))],
        "parties": [party.name for party in profile.parties],
        "countries": [party.country for party in profile.parties if party.country],
        "kinds": list(profile.kinds),
        "status": profile.status,
    }
    metadata |= {name: value for name, value in filtered.items() if value}  # Chroma takes no empty list
    return (
        metadata
        | _pieces(_VECTORS, pack(vectors))
        | _pieces(_SOURCES, split_text(_to_json([astuple(source) for source in passage.sources])))
        | _pieces(_PROFILE, split_text(_to_json(astuple(profile))))
    )


def _from_metadata(text: str, metadata: Metadata, dimension: int) -> StoredPassage:
    spans = [span.split(",") for span in metadata["sentences"].split(";") if span]
    fields = {name: metadata[name] for name in _TEXT_FIELDS + _NUMBER_FIELDS}
    kinds, status, parties, events = json.loads("".join(_joined(metadata, _PROFILE)))
    passage = Passage(
        text=text,
        sentences=tuple(Sentence(int(start), int(end), kind) for start, end, kind, *_said in spans),
        said_by=tuple(tuple(map(int, said)) for _start, _end, _kind, *said in spans),
        sources=tuple(Source(*values) for values in json.loads("".join(_joined(metadata, _SOURCES)))),
        profile=Profile(
            tuple(kinds), status, tuple(Party(*each) for each in parties), tuple(Event(*each) for each in events)
        ),
        **fields,
    )
    return StoredPassage(passage, unpack(_joined(metadata, _VECTORS), dimension))


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pieces(name: str, pieces: Sequence[str]) -> Metadata:
    return {f"{name}{number}": piece for number, piece in enumerate(pieces)}


def _joined(metadata: Metadata, name: str) -> list[str]:
    return [metadata[f"{name}{n}"] for n in range(len(metadata)) if f"{name}{n}" in metadata]
