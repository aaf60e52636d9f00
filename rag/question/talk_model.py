"""How likely an input is talk, by its meaning and its words: a logistic regression, whose weights are data."""

import functools
import importlib.resources
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag.question.talk import TalkSignals


@dataclass(frozen=True)
class TalkModel:
    """A fitted model.

    Attributes:
        fingerprint: of the embedding model whose vectors it reads.
        bias: of the regression.
        signals: a weight for each of ``TalkSignals``.
        vector: weights of an input's vector as a question, float64 ``(dimension,)``.
    """

    fingerprint: str
    bias: float
    signals: Mapping[str, float]
    vector: NDArray[np.float64]

    @classmethod
    @functools.cache
    def packaged(cls) -> Self:
        """The model that comes with the package."""
        text = importlib.resources.files(__package__).joinpath("talk.json").read_text(encoding="utf-8")
        data = json.loads(text)
        return cls(data["fingerprint"], data["bias"], data["signals"], np.array(data["vector"]))

    def likelihood(self, vector: NDArray[np.float32], signals: TalkSignals) -> float:
        """The probability that an input is talk, 0 to 1."""
        total = self.bias + float(self.vector @ vector)
        total += sum(self.signals[name] * value for name, value in asdict(signals).items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
