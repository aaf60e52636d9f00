"""Looks at every part that an answer needs and says what is wrong with it."""

import importlib.metadata
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from rag.corpus.corpus import read_corpus
from rag.corpus.document import Document
from rag.corpus.listing import Unreadable
from rag.embedding import packaged
from rag.embedding.encoder import Encoder
from rag.embedding.load import compiled_folder, load_encoder
from rag.errors import RagError
from rag.indexing.lexical_repair import sound_lexical
from rag.indexing.manifest import Manifest
from rag.indexing.plan import is_indexed, notices_of
from rag.indexing.store import IndexedDocument
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
    yield from _surviving("documents", _documents(settings, documents))
    if encoder:
        yield from _surviving("index", _index(settings, encoder, documents))


def _surviving(subject: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings; what stops the examination of one part is one more, and the other parts are examined."""
    try:
        yield from findings
    except Exception as error:
        known = isinstance(error, RagError)
        yield Finding(subject, False, str(error) if known else f"cannot be examined ({type(error).__name__}: {error})")


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
    for item in read_corpus(settings.documents, settings.max_document_mb * 1e6, settings.max_reading_s):
        if isinstance(item, Unreadable):
            yield Finding("documents", False, f"{settings.documents}/{item}")
        else:
            found.append(item)
            yield from (Finding("documents", True, f"Note: {settings.documents}/{note}") for note in notices_of(item))
    yield Finding("documents", bool(found), f"{len(found)} readable in {settings.documents}")


def _index(settings: Settings, encoder: Encoder, documents: list[Document]) -> Iterator[Finding]:
    yield from _words(settings, encoder)  # before the retriever mends them
    with Retriever(settings, encoder) as retriever:
        examined = retriever.store.examine()
    indexed = examined.documents
    count = sum(len(document.passages) for document in indexed.values())
    yield Finding("index", True, f"{count} passages of {len(indexed)} documents in {settings.index}")
    if examined.damaged:
        yield Finding("index", False, f"{len(examined.damaged)} passages are damaged: run `rag index`")
    waiting = [document.key for document in documents if not _is_as_indexed(document, indexed)]
    stale = sorted(indexed.keys() - {document.key for document in documents})
    if waiting or stale:
        text = f"{len(waiting)} documents are new or changed, {len(stale)} are no longer there: run `rag index`"
        yield Finding("index", False, text)


def _is_as_indexed(document: Document, indexed: dict[str, IndexedDocument]) -> bool:
    try:
        return is_indexed(document, indexed.get(document.key))
    except Exception:  # `rag index` says what is wrong with it
        return False


def _words(settings: Settings, encoder: Encoder) -> Iterator[Finding]:
    built = Manifest.load(settings.index)
    if built is None or built != Manifest.of(settings, encoder):
        return
    lexical = sound_lexical(settings, built)
    if lexical is None:
        text = "the lexical index is missing or damaged: it is made again from the passages now, or by `rag index`"
        yield Finding("words", False, text)
        return
    yield Finding("words", True, f"{len(lexical.ids())} passages in the lexical index")
