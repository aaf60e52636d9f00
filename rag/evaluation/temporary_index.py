"""The index that questions are put to: the project's own, or one of a set's passages, kept by their content."""

import hashlib
from collections.abc import Iterator

from rag.corpus.document import Document
from rag.embedding.encoder import Encoder
from rag.errors import DatasetError, StoreError
from rag.evaluation.question_set import QuestionSet, SourcePassage
from rag.evaluation.remembering import RememberingRetriever
from rag.indexing.manifest import Manifest
from rag.indexing.sync import Progress, index
from rag.retrieval.scoring import Weights
from rag.settings import Settings
from rag.text.language import detect_language
from rag.text.normalise import clean


def open_passages(
    questions: QuestionSet, settings: Settings, encoder: Encoder, weights: Weights | None, progress: Progress
) -> RememberingRetriever:
    """A retriever over the passages of a set; they are indexed if they are not yet, which can take minutes.

    Raises:
        DatasetError: the set brings no passages, or two with one id.
    """
    documents = list(_documents(questions))
    if not documents:
        raise DatasetError(f"{questions.sources[0]}: there is no passage in it")
    embedded = settings.model_copy(update={"chroma_url": None})
    digest = hashlib.sha256(Manifest.of(embedded, encoder).digest.encode())
    for document in documents:
        digest.update(document.content_hash().encode())
    folder = settings.cache / "evaluation" / digest.hexdigest()[:16]
    own = embedded.model_copy(update={"index": folder})
    index(own, encoder, progress, documents)
    return RememberingRetriever(own, encoder, weights)


def open_corpus(
    settings: Settings, encoder: Encoder, weights: Weights | None, progress: Progress
) -> RememberingRetriever:
    """A retriever over the project's documents; what is not indexed yet is.

    An index that was built with other settings stays as it is, and another one is built in the cache.
    """
    try:
        built = Manifest.load(settings.index)
    except StoreError:
        built = None
    if built and built != Manifest.of(settings, encoder):
        folder = settings.cache / "evaluation" / f"corpus-{Manifest.of(settings, encoder).digest}"
        settings = settings.model_copy(update={"index": folder, "chroma_url": None})
    index(settings, encoder, progress)
    return RememberingRetriever(settings, encoder, weights)


def _documents(questions: QuestionSet) -> Iterator[Document]:
    assert questions.read_passages is not None
    seen: set[str] = set()
    for passage in questions.read_passages():
        if passage.id in seen:
            raise DatasetError(f"{questions.sources[-1]}: the passage id {passage.id!r} stands there twice")
        seen.add(passage.id)
        if document := _document(passage):
            yield document


def _document(passage: SourcePassage) -> Document | None:
    text = clean(passage.text)
    if not text:
        return None  # an empty passage can neither be found nor quoted
    title = " ".join(clean(passage.title).split())
    language = passage.language or detect_language(text) or "en"
    return Document(id=passage.id, language=language, title=title, text=text, path=passage.id)
