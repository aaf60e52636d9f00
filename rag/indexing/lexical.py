"""The lexical side: BM25 over Tantivy, one field for each language."""

import math
import shutil
from collections.abc import Iterable
from pathlib import Path

import tantivy

from rag.errors import StoreError
from rag.indexing.analysis import analyse, analyser, searchable
from rag.indexing.passage import Passage
from rag.text.language import LANGUAGES, Language

_HEAP_BYTES = 32_000_000


class LexicalIndex:
    """Finds passages by their words. It can always be made again from the passage store."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in ``folder``, or starts an empty one.

        Raises:
            StoreError: the folder holds something else or a damaged index.
        """
        builder = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for language in LANGUAGES:
            builder = builder.add_text_field(language, tokenizer_name=language, index_option="freq")
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(self._schema, str(folder))
        except ValueError as error:
            raise StoreError(f"the lexical index {folder} is damaged: run `rag index`") from error
        for language in LANGUAGES:
            self._index.register_tokenizer(language, analyser(language))

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether the folder holds an index that has been written at least once."""
        return folder.is_dir() and tantivy.Index.exists(str(folder))

    @staticmethod
    def discard(folder: Path) -> None:
        """Removes a damaged index."""
        shutil.rmtree(folder, ignore_errors=True)

    def ids(self) -> set[str]:
        """The ids of all passages in the index."""
        self._index.reload()
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        return {term for term, _count in searcher.terms_with_prefix("id", "", tantivy.Query.all_query())}

    def change(self, add: Iterable[Passage], remove: Iterable[str]) -> None:
        """Adds and removes passages in one commit: after a crash it has happened or it has not."""
        writer = self._index.writer(_HEAP_BYTES, num_threads=1)
        for passage_id in remove:
            writer.delete_documents_by_term("id", passage_id)
        for passage in add:
            writer.delete_documents_by_term("id", passage.id)
            text = searchable(f"{passage.context}\n{passage.text}", passage.language)
            writer.add_document(tantivy.Document(**{"id": passage.id, passage.language: text}))
        writer.commit()
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
            for term in set(analyse(question, language))
        ]
        if not terms:
            return []
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.boolean_query(terms), limit, count=False).hits
        return [(str(searcher.doc(address).get_first("id")), float(score)) for score, address in found]

    def containing(self, text: str, language: Language) -> list[str]:
        """The ids of all passages in a language that have every word of a text, in no order."""
        terms = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, language, term, "freq"))
            for term in set(analyse(text, language))
        ]
        searcher = self._index.searcher()
        if not terms or not searcher.num_docs:
            return []
        found = searcher.search(tantivy.Query.boolean_query(terms), searcher.num_docs, count=False).hits
        return [str(searcher.doc(address).get_first("id")) for _score, address in found]

    def passages_with(self, word: str, language: Language) -> int:
        """How many passages in a language have all the terms that a word is analysed into; a stop word has none."""
        searcher = self._index.searcher()
        return min((searcher.doc_freq(language, term) for term in analyse(word, language)), default=0)

    def inverse_document_frequencies(self, terms: Iterable[str], language: Language) -> dict[str, float]:
        """How much each analysed term tells, in the form of BM25: ``ln(1 + (N - n + 0.5) / (n + 0.5))``.

        ``N`` is the number of passages and ``n`` of those with the term. See Robertson and Zaragoza, *The
        Probabilistic Relevance Framework: BM25 and Beyond* (2009), equation 3.3, kept positive by the 1.
        """
        searcher = self._index.searcher()
        total = searcher.num_docs
        counts = {term: searcher.doc_freq(language, term) for term in set(terms)}
        return {term: math.log1p((total - n + 0.5) / (n + 0.5)) for term, n in counts.items()}
