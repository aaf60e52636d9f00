"""A whole ranking, and the scores of the sentences in those of its hits that are looked at closely."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.indexing.analysis import analyse
from rag.retrieval.hit import Hit, ScoredSentence
from rag.retrieval.scoring import coverage, standardise
from rag.text.language import Language


@dataclass(frozen=True)
class Ranking:
    """All candidates for a question, best first, with what is needed to judge how much they prove.

    ``question`` is as it was searched; ``idf`` has its analysed words for each language with their inverse
    document frequencies; ``cosines`` has, by passage id, the cosine of the question with each sentence, in
    reading order.
    """

    question: str
    hits: tuple[Hit, ...]
    idf: Mapping[Language, Mapping[str, float]]
    cosines: Mapping[str, NDArray[np.float32]]
    coverage_weight: float = 0.5

    def with_sentences(self, hits: Sequence[Hit], first: int) -> tuple[Hit, ...]:
        """The same hits, of which the first ones carry their sentences; scores compare across those."""
        looked_at = hits[:first]
        similar = [float(value) for hit in looked_at for value in self.cosines[hit.passage.id]]
        covered = [
            coverage(analyse(hit.passage.quote(span), hit.passage.language), self.idf[hit.passage.language])
            for hit in looked_at
            for span in hit.passage.sentences
        ]
        scores = standardise(similar) + self.coverage_weight * standardise(covered)
        values = iter(zip(scores.tolist(), similar, covered, strict=True))
        detailed = [
            dataclasses.replace(
                hit, sentences=_best_first(ScoredSentence(s, *next(values)) for s in hit.passage.sentences)
            )
            for hit in looked_at
        ]
        return (*detailed, *hits[first:])


def _best_first(sentences: Iterable[ScoredSentence]) -> tuple[ScoredSentence, ...]:
    return tuple(sorted(sentences, key=lambda sentence: -sentence.score))
