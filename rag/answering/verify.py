"""Checks an answer against the index: are the cited words still where the citation says?"""

from dataclasses import dataclass

from rag.answering.answer import Answer, Citation
from rag.indexing.store import PassageStore


@dataclass(frozen=True)
class Verification:
    """A citation and what became of its source; not ``exact`` where the document changed or is gone."""

    citation: Citation
    exact: bool


def verify(answer: Answer, store: PassageStore) -> list[Verification]:
    """Looks up every citation of an answer in the store, in the order of their numbers, with those that agree."""
    citations = [each for citation in answer.citations for each in (citation, *citation.agreeing)]
    stored = store.get([citation.passage.id for citation in citations])
    found = {key: item.passage for key, item in stored.items()}
    return [Verification(c, found.get(c.passage.id) == c.passage) for c in citations]
