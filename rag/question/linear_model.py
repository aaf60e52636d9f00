"""How likely an input is of a sort, by its meaning and by signals of its words: a logistic regression."""

import functools
import importlib.resources
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class LinearModel:
    """A fitted model; its weights are data.

    Attributes:
        fingerprint: of the embedding model whose vectors it reads.
        bias: of the regression.
        signals: a weight for each field of the signals that it reads.
        vector: weights of an input's vector as a question, float64 ``(dimension,)``.
    """

    fingerprint: str
    bias: float
    signals: Mapping[str, float]
    vector: NDArray[np.float64]

    @classmethod
    @functools.cache
    def packaged(cls, name: str) -> Self:
        """A model that comes with the package: ``talk`` or ``collection``."""
        text = importlib.resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
        data = json.loads(text)
        return cls(data["fingerprint"], data["bias"], data["signals"], np.array(data["vector"]))

    def likelihood(self, vector: NDArray[np.float32], signals: Any) -> float:
        """The probability, 0 to 1.

        Args:
            vector: of the input as a question, float32 ``(dimension,)``.
            signals: a dataclass with a number for each of ``signals``.
        """
        total = self.bias + float(self.vector @ vector)
        total += sum(self.signals[name] * value for name, value in asdict(signals).items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
