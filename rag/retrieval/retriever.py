"""From a question to the passages that may answer it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.errors import StoreError
from rag.indexing.analysis import analyse
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import FILE, Manifest
from rag.indexing.store import PassageStore, StoredPassage, connect
from rag.indexing.sync import chroma_folder, collection_name, lexical_folder
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit, Ranking, ScoredSentence, Signals
from rag.retrieval.scoring import Weights, coverage, standardise
from rag.settings import Settings
from rag.text.language import LANGUAGES, Language
from rag.text.question import check_question

_log = logging.getLogger(__name__)
_QUOTED = 6  # hits of each language that always come with their sentences
_WIDER = 4  # times more candidates are taken when a filter will drop some of them


@dataclass(frozen=True)
class _Opened:
    stamp: tuple[int, int]
    client: Any
    store: PassageStore
    lexical: LexicalIndex | None


class Retriever:
    """Finds passages by meaning and by words, and the sentences in them that matter.

    >>> retriever = Retriever.open(Settings.load())
    >>> [hit.passage.document for hit in retriever.retrieve("Who signed the CNDP convention?", k=1)]
    ['cndp-ministry-convention-2025']
    """

    def __init__(self, settings: Settings, encoder: Encoder, weights: Weights | None = None) -> None:
        """Opens the index; an index that another process changes is noticed and opened again.

        Raises:
            StoreError: there is no index, it is damaged, or it was built with other settings.
        """
        self.settings = settings
        self.encoder = encoder
        self.weights = weights or Weights()
        self._lock = threading.RLock()  # held while the store is used, so that it is not closed under a search
        self._opened = self._open()

    @classmethod
    def open(cls, settings: Settings, announce: Callable[[str], None] = _log.info) -> Self:
        """Opens the embedding model and the index of these settings.

        Raises:
            ModelError: the embedding model cannot be opened.
            StoreError: there is no index, it is damaged, or it was built with other settings.
        """
        return cls(settings, load_encoder(settings, announce))

    def close(self) -> None:
        """Releases the store; also done at the end of a ``with`` block."""
        with self._lock:
            self._opened.client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def store(self) -> PassageStore:
        """The passages as they are now."""
        with self._lock:
            return self._current().store

    def retrieve(self, question: str, k: int = 5, filters: Filters | None = None) -> list[Hit]:
        """The ``k`` best passages, best first; fewer if there are not as many.

        Raises:
            QuestionError: the question is empty, too long or holds no words.
        """
        return list(self.rank(question, filters, k).hits[:k])

    def rank(self, question: str, filters: Filters | None = None, k: int = 0) -> Ranking:
        """All candidates; the first ``k`` and the first few of each language come with their sentences.

        Raises:
            QuestionError: the question is empty, too long or holds no words.
        """
        question = check_question(question)
        vector = self.encoder.encode_queries([question])[0]
        with self._lock:
            opened = self._current()
            idf = _idf(opened.lexical, question)
            bm25, found = self._candidates(opened, question, vector, filters or Filters())
        if not found:
            return Ranking(question, (), idf)
        cosines = [stored.vectors @ vector for stored in found]
        signals = [
            Signals(
                dense=float(cosine[0]),
                sentence=float(cosine[1:].max()) if len(cosine) > 1 else float(cosine[0]),
                bm25=bm25.get(stored.passage.id, 0.0),
            )
            for stored, cosine in zip(found, cosines, strict=True)
        ]
        scores = (
            self.weights.dense * standardise([s.dense for s in signals])
            + self.weights.sentence * standardise([s.sentence for s in signals])
            + self.weights.bm25 * standardise([s.bm25 for s in signals])
        )
        order = [int(at) for at in np.argsort(-scores, kind="stable")]
        best = _best(order, found, k)
        sentences = self._sentences([found[at] for at in best], [cosines[at] for at in best], idf)
        by_row = dict(zip(best, sentences, strict=True))
        hits = (Hit(found[at].passage, float(scores[at]), signals[at], by_row.get(at, ())) for at in order)
        return Ranking(question, tuple(hits), idf)

    def _candidates(
        self, opened: _Opened, question: str, vector: NDArray[np.float32], filters: Filters
    ) -> tuple[dict[str, float], list[StoredPassage]]:
        """The union of both searches, with the BM25 scores by id."""
        wanted = self.settings.candidates
        limit = min(wanted * (_WIDER if filters else 1), max(opened.store.count(), 1))
        dense = [key for key, _cosine in opened.store.nearest(vector, limit)]
        bm25 = dict(opened.lexical.search(question, limit)) if opened.lexical else {}
        found = self._read(opened, list(dict.fromkeys([*dense, *bm25])), filters)
        if filters and len(found) < wanted and limit < opened.store.count():
            # The filter dropped too many: let Chroma filter first, which is slower in a large collection.
            dense = [key for key, _cosine in opened.store.nearest(vector, wanted, filters.where())]
            found = self._read(opened, list(dict.fromkeys([*dense, *(s.passage.id for s in found)])), filters)
        return bm25, found

    def _read(self, opened: _Opened, ids: list[str], filters: Filters) -> list[StoredPassage]:
        """Passages in the order of ``ids``; one that an unfinished run left only in the lexical index is dropped."""
        stored = opened.store.get(ids)
        return [stored[key] for key in ids if key in stored and filters.accepts(stored[key].passage)]

    def _sentences(
        self,
        found: list[StoredPassage],
        cosines: list[NDArray[np.float32]],
        idf: dict[Language, dict[str, float]],
    ) -> list[tuple[ScoredSentence, ...]]:
        rows = [(at, span) for at, stored in enumerate(found) for span in stored.passage.sentences]
        similar = [float(value) for cosine in cosines for value in cosine[1:]]
        covered = [
            coverage(analyse(found[at].passage.quote(span), language), idf[language])
            for at, span in rows
            for language in [found[at].passage.language]
        ]
        scores = standardise(similar) + self.weights.coverage * standardise(covered)
        grouped: list[list[ScoredSentence]] = [[] for _ in found]
        for (at, span), score, cosine, share in zip(rows, scores, similar, covered, strict=True):
            grouped[at].append(ScoredSentence(span, float(score), cosine, share))
        return [tuple(sorted(group, key=lambda sentence: -sentence.score)) for group in grouped]

    def _current(self) -> _Opened:
        if self._stamp() != self._opened.stamp:
            # An embedded Chroma does not see what another process deletes, unless it is opened anew.
            self._opened.client.close()
            self._opened = self._open()
        return self._opened

    def _stamp(self) -> tuple[int, int]:
        try:
            status = (self.settings.index / FILE).stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_ino)

    def _open(self) -> _Opened:
        stamp = self._stamp()
        built = Manifest.load(self.settings.index)
        if built is None:
            raise StoreError(f"there is no index in {self.settings.index}: run `rag index`")
        now = Manifest.of(self.settings, self.encoder)
        if built != now:
            raise StoreError(
                f"the index was built with other settings ({'; '.join(built.differences(now))}): "
                "run `rag index`, or set them back"
            )
        client = connect(self.settings, chroma_folder(self.settings))
        store = PassageStore(client, collection_name(self.settings, built), built.dimension)
        folder = lexical_folder(self.settings, built)
        if not LexicalIndex.exists(folder):
            _log.warning("the lexical index is missing, so words are not searched: run `rag index`")
            return _Opened(stamp, client, store, None)
        try:
            return _Opened(stamp, client, store, LexicalIndex(folder))
        except StoreError as error:
            _log.warning("%s; until then words are not searched", error)
            return _Opened(stamp, client, store, None)


def _best(order: list[int], found: list[StoredPassage], k: int) -> list[int]:
    """The first ``k`` of an order, and the first few of each language, from which answers are drawn."""
    by_language: dict[Language, list[int]] = {}
    for at in order:
        by_language.setdefault(found[at].passage.language, []).append(at)
    firsts = {at for rows in by_language.values() for at in rows[:_QUOTED]} | set(order[:k])
    return [at for at in order if at in firsts]


def _idf(lexical: LexicalIndex | None, question: str) -> dict[Language, dict[str, float]]:
    if lexical is None:
        return {language: {} for language in LANGUAGES}
    return {
        language: lexical.inverse_document_frequencies(analyse(question, language), language) for language in LANGUAGES
    }
