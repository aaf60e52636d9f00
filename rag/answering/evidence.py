"""The evidence gate: how likely it is that the passages found hold an answer at all.

A logistic regression on a few signals: how near passages and sentences are, which words of the question nobody uses,
how good the best sentence is, and whether the likely sentences hold the kind of answer that is wanted. Its weights are
data (``evidence.json``), fitted by ``benchmarks/fit_evidence.py`` on questions whose answer is, and on questions
whose answer is not, among the passages.
"""

import importlib.resources
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self

from rag.answering.answer_kind import KINDS
from rag.answering.sentence_features import Candidates, read_sentence, sentence_candidates
from rag.answering.sentence_scorer import SentenceScorer
from rag.indexing.passage import Passage
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.scoring import coverage
from rag.text.language import Language

_NEAREST = 3  # hits of which the best one counts
_READ = 4  # hits whose sentences could answer
_SAME_DOCUMENT = 6  # hits among which those of the first one's document count with it


def evidence_signals(ranking: Ranking, hits: Sequence[Hit], same_language: bool) -> dict[str, float]:
    """The signals of the gate.

    How near something is, is weighed apart for passages in another language than the question's (``_foreign``): they
    are farther from any question, and share no words with it.

    Args:
        ranking: all candidates; their median says how near passages are that have nothing to do with it.
        hits: those in the language that would be quoted, best first; there must be one.
        same_language: whether that is the question's language; words are only comparable then.
    """
    language: Language = hits[0].passage.language
    nearest = hits[:_NEAREST]
    sentence = max(hit.signals.sentence for hit in nearest)
    idf = ranking.idf[language] if same_language else {}
    document = [hit.passage for hit in hits[:_SAME_DOCUMENT] if hit.passage.key == hits[0].passage.key]
    words = _words(document, language) if idf else set()
    found = sentence_candidates(ranking, hits[:_READ])
    dense = max(hit.signals.dense for hit in nearest)
    near = {
        "dense": dense,
        "sentence": sentence,
        "sentence_above_median": sentence - median(hit.signals.sentence for hit in ranking.hits),
        "best_sentence": float(SentenceScorer.packaged().scores(found.features).max()),
    }
    return {
        **{name: value * same_language for name, value in near.items()},
        **{f"{name}_foreign": value * (not same_language) for name, value in near.items()},
        "dense_above_median_foreign": (not same_language) * (dense - median(hit.signals.dense for hit in ranking.hits)),
        "document_coverage": coverage(words, idf),
        "words_not_found": float(len(idf.keys() - words)),
        "same_language": float(same_language),
        **_kinds(found),
    }


def _words(passages: Sequence[Passage], language: Language) -> set[str]:
    texts = [text for each in passages for text in (each.context, *map(each.quote, each.sentences))]
    return {word for text in texts for word in read_sentence(text, language)[1]}


def _kinds(found: Candidates) -> dict[str, float]:
    """Which kinds of answer are wanted, and how likely it is that the sentence that answers holds none."""
    probabilities = SentenceScorer.packaged().probabilities(found.features)
    missing = dict(zip((each.kind for each in found.wanted), 1 - probabilities @ found.meets, strict=True))
    return {
        **{f"wants_{kind}": float(kind in missing) for kind in KINDS},
        **{f"lacks_{kind}": float(missing.get(kind, 0.0)) for kind in KINDS},
    }


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
