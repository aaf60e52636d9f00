import numpy as np
import pytest

from rag.answering.sentence_features import FEATURES
from rag.answering.sentence_scorer import SentenceScorer


def test_probabilities_add_up_and_follow_the_weights() -> None:
    scorer = SentenceScorer({name: float(name == "coverage") for name in FEATURES})
    rows = np.zeros((3, len(FEATURES)))
    rows[:, FEATURES.index("coverage")] = [0, np.log(2), np.log(5)]
    assert scorer.probabilities(rows).tolist() == pytest.approx([1 / 8, 2 / 8, 5 / 8])


def test_the_packaged_weights_are_those_of_the_features() -> None:
    weight = SentenceScorer.packaged().weight
    assert set(weight) == set(FEATURES)
    assert min(weight["cosine"], weight["coverage"], weight["passage"], weight["date"]) > 0
