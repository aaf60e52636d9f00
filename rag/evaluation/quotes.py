"""Whether quotes stand in the stored documents at the places that they name."""

import functools
from collections.abc import Iterable, Iterator
from itertools import chain

from rag.evaluation.reply import Json
from rag.indexing.passage import Passage
from rag.retrieval.retriever import Retriever


class StoredText:
    """The passages of an index, looked through no further than a quote needs.

    What was found is looked at first, then the opening passages, which lists of documents cite, then the store: a
    reply may quote what no search for its question finds.
    """

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

    def holds(self, citation: Json, found: Iterable[Passage] = ()) -> bool:
        """Whether the quote of a citation is the text at its place in one of the passages of its document.

        Args:
            citation: with ``document``, ``quote``, ``start`` and ``end``.
            found: passages that are likely to have it.
        """
        if any(_stands(citation, passage) for passage in found):
            return True
        document = str(citation["document"])
        return any(_stands(citation, passage) for passage in chain(self._opening(document), self._stored(document)))

    @functools.cached_property
    def _openings(self) -> dict[str, tuple[Passage, ...]]:
        return {entry.document: entry.openings for entry in self.retriever.catalogue}

    @functools.cached_property
    def _ids(self) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {}
        for key, indexed in self.retriever.store.documents().items():
            ids.setdefault(key.split("/", 1)[1], []).extend(sorted(indexed.passages))
        return ids

    # Both are generators, so that nothing is read before it is needed.
    def _opening(self, document: str) -> Iterator[Passage]:
        yield from self._openings.get(document, ())

    def _stored(self, document: str) -> Iterator[Passage]:
        yield from (stored.passage for stored in self.retriever.store.get(self._ids.get(document, [])).values())


def _stands(citation: Json, passage: Passage) -> bool:
    start, end = int(citation["start"]), int(citation["end"])
    return (
        passage.document == citation["document"]
        and passage.start <= start < end <= passage.end
        and passage.text[start - passage.start : end - passage.start] == citation["quote"]
    )
