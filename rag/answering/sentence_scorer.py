"""How likely it is of each sentence that it is the one that answers.

A conditional logit (McFadden, *Conditional logit analysis of qualitative choice behavior*, 1974): the sentences
of a question compete, and the probability of one is the softmax of a weighted sum of its features. The weights
are data (``sentence_scorer.json``), fitted by ``benchmarks/fit_sentences.py`` on public question sets.
"""

import functools
import importlib.resources
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag.answering.sentence_features import FEATURES


@dataclass(frozen=True)
class SentenceScorer:
    """A fitted scorer: a weight for each of ``FEATURES``."""

    weight: Mapping[str, float]

    @classmethod
    @functools.cache
    def packaged(cls) -> Self:
        """The scorer that comes with the package."""
        text = importlib.resources.files(__package__).joinpath("sentence_scorer.json").read_text(encoding="utf-8")
        return cls(json.loads(text)["weight"])

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The weighted sums of rows of features, sentences by ``FEATURES``."""
        return np.asarray(features @ np.array([self.weight[name] for name in FEATURES]), np.float64)

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of features, sentences by ``FEATURES``, to probabilities that add up to 1."""
        scores = self.scores(features)
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum(), np.float64)
