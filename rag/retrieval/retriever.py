"""From a question to the passages that may answer it."""

import dataclasses
import functools
import logging
import re
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.errors import StoreError
from rag.indexing.analysis import analyse, searchable
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import FILE, Manifest
from rag.indexing.store import PassageStore, StoredPassage, connect, disconnect
from rag.indexing.sync import chroma_folder, collection_name, lexical_folder
from rag.retrieval.catalogue import Catalogue
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit, Signals
from rag.retrieval.ranking import Ranking
from rag.retrieval.scoring import Weights, standardise
from rag.retrieval.standard_arabic import standard_arabic
from rag.settings import Settings
from rag.text.arabizi import Spellings
from rag.text.language import LANGUAGES, Language
from rag.text.normalise import normalise
from rag.text.question import check_question

_log = logging.getLogger(__name__)
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_VECTORS = 64  # questions whose vectors are remembered: one question is read in more ways than one
_WIDER = 4  # times more candidates are taken when a filter will drop some of them


@dataclass(frozen=True)
class _Opened:
    stamp: tuple[int, int]
    client: Any
    store: PassageStore
    lexical: LexicalIndex | None
    # Whether a document exists in a language, as far as it was asked; the index is opened anew when it changes.
    translations: dict[Language, dict[str, bool]] = field(default_factory=lambda: {each: {} for each in LANGUAGES})

    @functools.cached_property
    def spellings(self) -> Spellings:
        """The words of the Arabic passages; made at the first question that needs them."""
        texts = self.store.texts("ar")
        return Spellings({word for text in texts for word in _ARABIC_WORD.findall(searchable(text, "ar"))})

    @functools.cached_property
    def catalogue(self) -> Catalogue:
        """What is known of every document; read at the first question that needs it."""
        return Catalogue(self.store.openings())

    def is_latin_word(self, word: str) -> bool:
        """Whether a word is in a French or English passage."""
        return self.lexical is not None and any(self.lexical.passages_with(word, at) for at in ("fr", "en"))


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
        self._vectors: dict[str, NDArray[np.float32]] = {}

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
            disconnect(self._opened.client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def store(self) -> PassageStore:
        """The passages as they are now."""
        with self._lock:
            return self._current().store

    @property
    def catalogue(self) -> Catalogue:
        """What is known of every document as they are now."""
        with self._lock:
            return self._current().catalogue

    def retrieve(self, question: str, k: int = 5, filters: Filters | None = None) -> list[Hit]:
        """The ``k`` best passages, best first; fewer if there are not as many.

        Raises:
            QuestionError: the question is empty, too long or holds no words.
        """
        ranking = self.rank(question, filters)
        return list(ranking.with_sentences(ranking.hits[:k], k))

    def in_standard_arabic(self, question: str) -> str:
        """A question in Darija as ``rank`` searches it; any other question as it is."""
        with self._lock:
            opened = self._current()
            return standard_arabic(question, lambda: opened.spellings, opened.is_latin_word)

    def passages_with(self, word: str, language: Language) -> int:
        """How many passages in a language have a word; 0 where words are not searched."""
        with self._lock:
            lexical = self._current().lexical
            return lexical.passages_with(word, language) if lexical else 0

    def with_full_names(self, filters: Filters) -> Filters:
        """Filters whose parties are named in full; a name that none has lets nothing through."""
        if not filters.parties:
            return filters
        full = [name for each in filters.parties for name in self.catalogue.called(each) or (each,)]
        return dataclasses.replace(filters, parties=tuple(full))

    def mentioning(self, words: str, language: Language) -> set[str] | None:
        """The documents whose title or text in a language has words as they are written, letter forms aside.

        None where words are not searched.
        """
        with self._lock:
            opened = self._current()
            if opened.lexical is None:
                return None
            stored = opened.store.get(opened.lexical.containing(words, language))
        # What was found has the stems; of "France" that is also the stem of "français".
        joined = "[وفبلك]{0,2}(?:ال|ل)?" if language == "ar" else ""
        parts = [re.escape(part.removeprefix("ال") if joined else part) for part in normalise(words).split()]
        pattern = re.compile(rf"(?<!\w){joined}{f'[^0-9a-z]+{joined}'.join(parts)}(?!\w)")
        return {
            each.passage.document
            for each in stored.values()
            if pattern.search(normalise(f"{each.passage.title}\n{each.passage.text}"))
        }

    def existing_in(self, language: Language, documents: Collection[str]) -> set[str]:
        """Those of the documents that there are in a language."""
        with self._lock:
            known = self._current().translations[language]
            if unknown := [document for document in documents if document not in known]:
                titles = self._opened.store.titles(unknown, language)
                known.update((document, document in titles) for document in unknown)
            return {document for document in documents if known[document]}

    def vector(self, question: str) -> NDArray[np.float32]:
        """The vector of a question, float32 ``(dimension,)``, of unit length; the last ones are remembered."""
        vector = self._vectors.get(question)
        if vector is None:
            vector = self.encoder.encode_queries([question])[0]
            with self._lock:
                while len(self._vectors) >= _VECTORS:
                    del self._vectors[next(iter(self._vectors))]
                self._vectors[question] = vector
        return vector

    def rank(self, question: str, filters: Filters | None = None) -> Ranking:
        """All candidates, best first, without their sentences.

        Darija is searched as standard Arabic; ``Ranking.question`` is the question as it was searched.

        Raises:
            QuestionError: the question is empty, too long or holds no words.
        """
        question = self.in_standard_arabic(check_question(question))
        vector = self.vector(question)
        with self._lock:
            opened = self._current()
            idf = _idf(opened.lexical, question)
            bm25, found = self._candidates(opened, question, vector, self.with_full_names(filters or Filters()))
        cosines = [stored.vectors @ vector for stored in found]
        signals = [
            Signals(
                float(cosine[0]),
                float(cosine[1:].max() if len(cosine) > 1 else cosine[0]),
                bm25.get(stored.passage.id, 0.0),
            )
            for stored, cosine in zip(found, cosines, strict=True)
        ]
        scores = (
            self.weights.dense * standardise([s.dense for s in signals])
            + self.weights.sentence * standardise([s.sentence for s in signals])
            + self.weights.bm25 * standardise([s.bm25 for s in signals])
        )
        order = np.argsort(-scores, kind="stable")
        hits = tuple(Hit(found[at].passage, float(scores[at]), signals[at]) for at in order)
        by_id = {stored.passage.id: cosine[1:] for stored, cosine in zip(found, cosines, strict=True)}
        return Ranking(question, hits, idf, by_id, self.weights.coverage)

    def _candidates(
        self, opened: _Opened, question: str, vector: NDArray[np.float32], filters: Filters
    ) -> tuple[dict[str, float], list[StoredPassage]]:
        """The union of both searches, with the BM25 scores by id; a search without weight is left out."""
        wanted = self.settings.candidates
        limit = wanted * (_WIDER if filters else 1)
        by_meaning, by_words = bool(self.weights.dense or self.weights.sentence), bool(self.weights.bm25)
        dense = [key for key, _cosine in opened.store.nearest(vector, limit)] if by_meaning else []
        bm25 = dict(opened.lexical.search(question, limit)) if opened.lexical and by_words else {}
        found = self._read(opened, list(dict.fromkeys([*dense, *bm25])), filters)
        if filters and len(found) < wanted and len(dense) == limit:
            # The filter dropped too many: let Chroma filter first, which is slower in a large collection.
            dense = [key for key, _cosine in opened.store.nearest(vector, wanted, filters.where())]
            found = self._read(opened, list(dict.fromkeys([*dense, *(s.passage.id for s in found)])), filters)
        return bm25, found

    def _read(self, opened: _Opened, ids: list[str], filters: Filters) -> list[StoredPassage]:
        """Passages in the order of ``ids``; one that an unfinished run left only in the lexical index is dropped."""
        stored = opened.store.get(ids)
        return [stored[key] for key in ids if key in stored and filters.accepts(stored[key].passage)]

    def _current(self) -> _Opened:
        if self._stamp() != self._opened.stamp:
            # An embedded Chroma does not see what another process deletes, unless it is opened anew.
            disconnect(self._opened.client)
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


def _idf(lexical: LexicalIndex | None, question: str) -> dict[Language, dict[str, float]]:
    if lexical is None:
        return {language: {} for language in LANGUAGES}
    return {
        language: lexical.inverse_document_frequencies(analyse(question, language), language) for language in LANGUAGES
    }
