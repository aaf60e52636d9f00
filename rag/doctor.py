"""Looks at every part that an answer needs and says what is wrong with it."""

import importlib.metadata
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from rag.corpus.corpus import Unreadable, read_corpus
from rag.corpus.document import Document
from rag.embedding import packaged
from rag.embedding.encoder import Encoder
from rag.embedding.load import compiled_folder, load_encoder
from rag.errors import RagError
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import Manifest
from rag.indexing.sync import lexical_folder
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

_LIBRARIES = ("chromadb", "gradio", "onnxruntime", "tantivy", "sentence-transformers", "transformers", "torch")


@dataclass(frozen=True)
class Finding:
    """One line of the examination."""

    subject: str
    good: bool
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Examines versions, model, documents and index, in the order in which they depend on each other."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES)
    yield Finding("versions", True, f"Python {sys.version.split()[0]}, {versions}")
    encoder, finding = _model(settings)
    yield finding
    documents: list[Document] = []
    yield from _documents(settings, documents)
    if encoder:
        yield from _index(settings, encoder, documents)


def _model(settings: Settings) -> tuple[Encoder | None, Finding]:
    try:
        if settings.model == "packaged" and (weights := packaged.weights_file()):
            packaged.verify(weights)
        encoder = load_encoder(settings)
        vector = encoder.encode_queries(["Maroc"])[0]
    except RagError as error:
        return None, Finding("model", False, str(error))
    prompts = ", ".join(f"{key} {text!r}" for key, text in encoder.prompts.items())
    text = f"{encoder.card.name}, {vector.shape[0]} dimensions, prompts {prompts}, in {compiled_folder(settings)}"
    return encoder, Finding("model", True, text)


def _documents(settings: Settings, found: list[Document]) -> Iterator[Finding]:
    try:
        for item in read_corpus(settings.documents, settings.max_document_mb * 1e6):
            if isinstance(item, Unreadable):
                yield Finding("documents", False, f"{settings.documents}/{item}")
            else:
                found.append(item)
    except RagError as error:
        yield Finding("documents", False, str(error))
        return
    yield Finding("documents", bool(found), f"{len(found)} readable in {settings.documents}")


def _index(settings: Settings, encoder: Encoder, documents: list[Document]) -> Iterator[Finding]:
    try:
        with Retriever(settings, encoder) as retriever:
            count, indexed = retriever.store.count(), retriever.store.documents()
    except RagError as error:
        yield Finding("index", False, str(error))
        return
    waiting = [d.key for d in documents if not _is_indexed(d, indexed.get(d.key))]
    stale = sorted(indexed.keys() - {document.key for document in documents})
    yield Finding("index", True, f"{count} passages of {len(indexed)} documents in {settings.index}")
    if waiting or stale:
        text = f"{len(waiting)} documents are new or changed, {len(stale)} are no longer there: run `rag index`"
        yield Finding("index", False, text)
    passages = {passage for document in indexed.values() for passage in document.passages}
    folder = lexical_folder(settings, Manifest.of(settings, encoder))
    if not LexicalIndex.exists(folder):
        yield Finding("words", False, "the lexical index is missing: run `rag index`")
        return
    try:
        words = LexicalIndex(folder).ids()
    except RagError as error:
        yield Finding("words", False, str(error))
        return
    agree = words == passages
    yield Finding(
        "words", agree, f"{len(words)} passages in the lexical index" + ("" if agree else ": run `rag index`")
    )


def _is_indexed(document: Document, entry: object) -> bool:
    content_hash = getattr(entry, "content_hash", None)
    return bool(getattr(entry, "complete", False)) and content_hash == document.content_hash()
