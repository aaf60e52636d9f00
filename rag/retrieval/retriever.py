"""From a question to the passages that may answer it."""

import dataclasses
import functools
import logging
import re
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.errors import DamageError, StoreError
from rag.indexing.analysis import analyse, searchable
from rag.indexing.chroma import connect, disconnect
from rag.indexing.lexical import LexicalIndex
from rag.indexing.lexical_repair import open_lexical, repaired_lexical
from rag.indexing.manifest import FILE, Manifest
from rag.indexing.places import chroma_folder, collection_name, lexical_folder
from rag.indexing.record import StoredPassage
from rag.indexing.seal import Watch, check_database
from rag.indexing.store import PassageStore
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
Result = TypeVar("Result")


@dataclass(frozen=True)
class _Opened:
    stamp: tuple[int, int]
    manifest: Manifest
    client: Any
    store: PassageStore
    lexical: LexicalIndex | None
    words: Watch  # of its files, which are read while searching
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


class Retriever:
    """Finds passages by meaning and by words, and the sentences in them that matter.

    >>> retriever = Retriever.open(Settings.load())
    >>> [hit.passage.document for hit in retriever.retrieve("Who signed the CNDP convention?", k=1)]
    ['cndp-ministry-convention-2025']
    """

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        weights: Weights | None = None,
        announce: Callable[[str], None] = _log.info,
    ) -> None:
        """Opens the index; an index that another process changes is noticed and opened again.

        A lexical index that is missing or damaged is made again, which ``announce`` is told.

        Raises:
            StoreError: there is no index, it is damaged, or it was built with other settings. All methods raise it
                where the index gets damaged or out of reach later; they work again as soon as it is mended.
        """
        self.settings = settings
        self.encoder = encoder
        self.weights = weights or Weights()
        self._announce = announce
        self._lock = threading.RLock()  # held while the store is used, so that it is not closed under a search
        self._opened: _Opened | None = None
        self._current()
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def open(cls, settings: Settings, announce: Callable[[str], None] = _log.info) -> Self:
        """Opens the embedding model and the index of these settings.

        Raises:
            ModelError: the embedding model cannot be opened.
            StoreError: there is no index, it is damaged, or it was built with other settings.
        """
        return cls(settings, load_encoder(settings, announce), announce=announce)

    def close(self) -> None:
        """Releases the store; also done at the end of a ``with`` block."""
        with self._lock:
            if self._opened:
                disconnect(self._opened.client)
            self._opened = None

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

    @property
    def searches_words(self) -> bool:
        """Whether passages are found by their words, too; False where no lexical index can be made.

        Then many answers are missed, and every surface says so.
        """
        with self._lock:
            return self._current().lexical is not None

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
            return standard_arabic(question, lambda: opened.spellings, self._is_latin_word)

    def passages_with(self, word: str, language: Language) -> int:
        """How many passages in a language have a word; 0 where words are not searched."""
        with self._lock:
            return self._by_words(lambda lexical: lexical.passages_with(word, language)) or 0

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
            containing = self._by_words(lambda lexical: lexical.containing(words, language))
            if containing is None:
                return None
            stored = self._current().store.get(containing)
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
            opened = self._current()
            known = opened.translations[language]
            if unknown := [document for document in documents if document not in known]:
                titles = opened.store.titles(unknown, language)
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
            idf = self._by_words(lambda lexical: _idf(lexical, question)) or {language: {} for language in LANGUAGES}
            bm25, found = self._candidates(question, vector, self.with_full_names(filters or Filters()))
        found.sort(key=lambda stored: stored.passage.id)  # sums and ties come out alike however the index grew
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
        self, question: str, vector: NDArray[np.float32], filters: Filters
    ) -> tuple[dict[str, float], list[StoredPassage]]:
        """The union of both searches, with the BM25 scores by id; a search without weight is left out."""
        wanted = self.settings.candidates
        limit = wanted * (_WIDER if filters else 1)
        by_meaning, by_words = bool(self.weights.dense or self.weights.sentence), bool(self.weights.bm25)
        bm25 = dict(self._by_words(lambda lexical: lexical.search(question, limit)) or ()) if by_words else {}
        store = self._current().store
        dense = [key for key, _cosine in store.nearest(vector, limit)] if by_meaning else []
        found = _read(store, list(dict.fromkeys([*dense, *bm25])), filters)
        if filters and len(found) < wanted and len(dense) == limit:
            # The filter dropped too many: let Chroma filter first, which is slower in a large collection.
            dense = [key for key, _cosine in store.nearest(vector, wanted, filters.where())]
            found = _read(store, list(dict.fromkeys([*dense, *(s.passage.id for s in found)])), filters)
        return bm25, found

    def _by_words(self, ask: Callable[[LexicalIndex], Result]) -> Result | None:
        """What the lexical index says; one that fails is made again and asked once more. None where there is none."""
        opened = self._current()
        if opened.lexical is None:
            return None
        try:
            return ask(opened.lexical)
        except DamageError:
            lexical = repaired_lexical(self.settings, opened.manifest, opened.store, self._announce)
            self._opened = dataclasses.replace(opened, lexical=lexical, words=self._watch(opened.manifest))
        return ask(lexical) if lexical else None

    def _is_latin_word(self, word: str) -> bool:
        """Whether a word is in a French or English passage."""
        return any(self.passages_with(word, language) for language in ("fr", "en"))

    def _current(self) -> _Opened:
        """The index as it is now."""
        if self._opened and (self._stamp() != self._opened.stamp or self._opened.words.has_changed()):
            # An embedded Chroma does not see what another process deletes, unless it is opened anew.
            self.close()
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _stamp(self) -> tuple[int, int]:
        try:
            status = (self.settings.index / FILE).stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_ino)

    def _watch(self, manifest: Manifest) -> Watch:
        return Watch(lexical_folder(self.settings, manifest))

    def _open(self) -> _Opened:
        stamp = self._stamp()
        built = Manifest.load(self.settings.index)
        if built is None:
            raise StoreError(f"there is no index in {self.settings.index}: run `rag index`")
        built.check(Manifest.of(self.settings, self.encoder))
        if self.settings.chroma_url is None:
            check_database(self.settings.index)
        client = connect(self.settings, chroma_folder(self.settings))
        try:
            name = collection_name(self.settings, built)
            store = PassageStore(client, name, built.dimension, server=self.settings.chroma_url)
            if self.settings.chroma_url is None:
                store.read_ahead()
            lexical = open_lexical(self.settings, built, store, self._announce)
        except BaseException:
            disconnect(client)
            raise
        return _Opened(stamp, built, client, store, lexical, self._watch(built))


def _read(store: PassageStore, ids: list[str], filters: Filters) -> list[StoredPassage]:
    """Passages in the order of ``ids``; one that an unfinished run left only in the lexical index is dropped."""
    stored = store.get(ids)
    return [stored[key] for key in ids if key in stored and filters.accepts(stored[key].passage)]


def _idf(lexical: LexicalIndex, question: str) -> dict[Language, dict[str, float]]:
    return {
        language: lexical.inverse_document_frequencies(analyse(question, language), language) for language in LANGUAGES
    }
