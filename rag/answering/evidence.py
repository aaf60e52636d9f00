"""The evidence gate: how likely it is that the passages found hold an answer at all.

A logistic regression on a few signals of the ranking. Its weights are data (``evidence.json``), fitted by
``benchmarks/fit_evidence.py`` on questions whose answer is, and on questions whose answer is not, among the
passages.
"""

import importlib.resources
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self

from rag.answering.question_form import question_form
from rag.indexing.analysis import analyse
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.scoring import coverage
from rag.text.language import Language

_TOP = 3  # hits that an answer is drawn from


def evidence_signals(ranking: Ranking, hits: Sequence[Hit], same_language: bool) -> dict[str, float]:
    """The signals of the gate.

    Args:
        ranking: all candidates; their medians say how near passages are that have nothing to do with it.
        hits: those in the language that would be quoted, best first, with sentences; there must be one.
        same_language: whether that is the question's language; words are only comparable then.
    """
    top = hits[:_TOP]
    language: Language = top[0].passage.language
    idf = ranking.idf[language] if same_language else {}
    dense = max(hit.signals.dense for hit in top)
    sentence = max(hit.signals.sentence for hit in top)
    words = [analyse(f"{hit.passage.context}\n{hit.passage.text}", language) for hit in top] if idf else []
    return {
        "dense": dense,
        "sentence": sentence,
        "dense_above_median": dense - median(hit.signals.dense for hit in ranking.hits),
        "sentence_above_median": sentence - median(hit.signals.sentence for hit in ranking.hits),
        "passage_coverage": max((coverage(set(passage), idf) for passage in words), default=0.0),
        "sentence_coverage": max((s.coverage for hit in top for s in hit.sentences), default=0.0) if idf else 0.0,
        "joint_coverage": coverage({word for passage in words for word in passage}, idf),
        "bm25": math.log1p(max(hit.signals.bm25 for hit in top)) if same_language else 0.0,
        "unmet_form": float(question_form(ranking.question).unmet_by(_best_sentences(top))),
        "words": math.log1p(len(idf)),
        "same_language": float(same_language),
    }


def _best_sentences(hits: Sequence[Hit]) -> str:
    """The three best sentences, which are about what an answer would quote."""
    scored = [(sentence.score, hit.passage.quote(sentence.span)) for hit in hits for sentence in hit.sentences]
    return "\n".join(quote for _score, quote in sorted(scored, reverse=True)[:_TOP])


@dataclass(frozen=True)
class EvidenceGate:
    """A fitted gate: for each signal its mean, its standard deviation and its weight."""

    bias: float
    mean: Mapping[str, float]
    deviation: Mapping[str, float]
    weight: Mapping[str, float]

    @classmethod
    def packaged(cls) -> Self:
        """The gate that comes with the package."""
        text = importlib.resources.files(__package__).joinpath("evidence.json").read_text(encoding="utf-8")
        data = json.loads(text)
        return cls(data["bias"], data["mean"], data["deviation"], data["weight"])

    def probability(self, signals: Mapping[str, float]) -> float:
        """The probability of evidence, 0 to 1."""
        total = self.bias + sum(
            weight * (signals[name] - self.mean[name]) / self.deviation[name] for name, weight in self.weight.items()
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
