"""The lexical side: BM25 over Tantivy, one field for each language."""

import math
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from rag.errors import DamageError
from rag.indexing.analysis import analyse, analyser, searchable
from rag.indexing.panics import panics_as_exceptions
from rag.indexing.passage import Passage
from rag.text.language import LANGUAGES, Language

# Tantivy begins a new segment above this; it takes only what it needs.
_HEAP_BYTES = 500_000_000


class LexicalIndex:
    """Finds passages by their words. It can always be made again from the passage store."""

    def __init__(self, folder: Path | None) -> None:
        """Opens the index in ``folder``, or starts an empty one; without a folder it is kept in memory.

        Raises:
            DamageError: the folder holds something else or a damaged index. So do all methods that search.
            OSError: it cannot be written to.
        """
        self._folder = folder
        builder = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for language in LANGUAGES:
            builder = builder.add_text_field(language, tokenizer_name=language, index_option="freq")
        self._schema = builder.build()
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        with self._reporting():
            self._index = tantivy.Index(self._schema, str(folder)) if folder else tantivy.Index(self._schema)
            for language in LANGUAGES:
                self._index.register_tokenizer(language, analyser(language))

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether the folder holds an index that has been written at least once."""
        return (folder / "meta.json").is_file()

    @staticmethod
    def discard(folder: Path) -> None:
        """Removes a damaged index."""
        shutil.rmtree(folder, ignore_errors=True)

    def ids(self) -> set[str]:
        """The ids of all passages in the index."""
        with self._reporting():
            self._index.reload()
            searcher = self._index.searcher()
            if not searcher.num_docs:
                return set()
            return {term for term, _count in searcher.terms_with_prefix("id", "", tantivy.Query.all_query())}

    def write(self, passages: Iterable[Passage]) -> None:
        """Replaces the whole index by these passages, in one commit: after a crash it has happened or it has not.

        Tantivy counts the words of removed passages until their segment is merged, so an index that is changed
        passage by passage scores otherwise than one written at once. Passages are written in the order of their ids,
        since that order decides between equal scores.
        """
        with self._reporting():
            writer = self._index.writer(_HEAP_BYTES, num_threads=1)
            writer.delete_all_documents()
            for passage in sorted(passages, key=lambda each: each.id):
                text = searchable(f"{passage.context}\n{passage.text}", passage.language)
                writer.add_document(tantivy.Document(**{"id": passage.id, passage.language: text}))
            writer.commit()
            writer.garbage_collect_files()
            writer.wait_merging_threads()
            self._index.reload()

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The best passages for the words of a question: (id, BM25 score), best first.

        The question is read with the analyser of each language, so that names and figures, which are the same
        in all of them, also find passages in other languages.
        """
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, language, term, "freq"))
            for language in LANGUAGES
            for term in dict.fromkeys(analyse(question, language))
        ]
        return self._found(terms, limit) if terms else []

    def containing(self, text: str, language: Language) -> list[str]:
        """The ids of all passages in a language that have every word of a text, in no order."""
        terms = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, language, term, "freq"))
            for term in dict.fromkeys(analyse(text, language))
        ]
        return [key for key, _score in self._found(terms, None)] if terms else []

    def passages_with(self, word: str, language: Language) -> int:
        """How many passages in a language have all the terms that a word is analysed into; a stop word has none."""
        terms = analyse(word, language)
        with self._reporting():
            searcher = self._index.searcher()
            return min((searcher.doc_freq(language, term) for term in terms), default=0)

    def inverse_document_frequencies(self, terms: Iterable[str], language: Language) -> dict[str, float]:
        """How much each analysed term tells, in the form of BM25: ``ln(1 + (N - n + 0.5) / (n + 0.5))``.

        ``N`` is the number of passages and ``n`` of those with the term. See Robertson and Zaragoza, *The
        Probabilistic Relevance Framework: BM25 and Beyond* (2009), equation 3.3, kept positive by the 1.
        """
        with self._reporting():
            searcher = self._index.searcher()
            total = searcher.num_docs
            counts = {term: searcher.doc_freq(language, term) for term in dict.fromkeys(terms)}
        return {term: math.log1p((total - n + 0.5) / (n + 0.5)) for term, n in counts.items()}

    def _found(self, terms: list[Any], limit: int | None) -> list[tuple[str, float]]:
        with self._reporting():
            searcher = self._index.searcher()
            if not searcher.num_docs:
                return []
            query = tantivy.Query.boolean_query(terms)
            found = searcher.search(query, limit or searcher.num_docs, count=False).hits
            return [(str(searcher.doc(address).get_first("id")), float(score)) for score, address in found]

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            with panics_as_exceptions():
                yield
        except Exception as error:  # the library raises ValueError for whatever it finds
            reason = " ".join(str(error).split())[:120]
            where = self._folder or "in memory"
            raise DamageError(f"the lexical index {where} is damaged ({reason}): run `rag index`") from error
