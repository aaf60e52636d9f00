"""Whether a question without an answer is off the documents' subject, or about something that they leave out.

A logistic regression on how near the nearest passage is and how many of the question's words it has; the weights are
data (``off_topic.json``), fitted by ``benchmarks/fit_off_topic.py``.
"""

import functools
import importlib.resources
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from rag.answering.sentence_features import read_sentence
from rag.retrieval.ranking import Ranking
from rag.retrieval.scoring import coverage

FEATURES = ("dense", "sentence", "covered")
_NEAREST = 5  # hits that are looked at


def off_topic_features(ranking: Ranking) -> dict[str, float]:
    """The greatest cosines of passages and sentences, and the greatest share of the question's words in a passage."""
    nearest = ranking.hits[:_NEAREST]
    return {
        "dense": max((hit.signals.dense for hit in nearest), default=0.0),
        "sentence": max((hit.signals.sentence for hit in nearest), default=0.0),
        "covered": max(
            (
                coverage(
                    read_sentence(f"{hit.passage.context}\n{hit.passage.text}", hit.passage.language)[1],
                    ranking.idf[hit.passage.language],
                )
                for hit in nearest
            ),
            default=0.0,
        ),
    }


@dataclass(frozen=True)
class OffTopic:
    """A fitted model with the probability above which a question is told off."""

    bias: float
    threshold: float
    weight: Mapping[str, float]

    @classmethod
    @functools.cache
    def packaged(cls) -> Self:
        """The model that comes with the package."""
        text = importlib.resources.files(__package__).joinpath("off_topic.json").read_text(encoding="utf-8")
        return cls(**json.loads(text))

    def is_off(self, ranking: Ranking) -> bool:
        """Whether a question that was not answered is off the subject."""
        features = off_topic_features(ranking)
        total = self.bias + sum(self.weight[name] * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-total)) > self.threshold
