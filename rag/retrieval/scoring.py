"""How signals of different scales become one score."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Weights:
    """Weights of the standardised signals of a passage, and of coverage beside cosine for a sentence."""

    dense: float = 1.0
    sentence: float = 1.0
    bm25: float = 1.0
    coverage: float = 0.5


def standardise(values: ArrayLike) -> NDArray[np.float64]:
    """Z-scores; all 0 where the values do not differ, so that a signal that says nothing counts nothing."""
    array = np.asarray(values, np.float64)
    deviation = array.std() if array.size else 0.0
    return (array - array.mean()) / deviation if deviation > 1e-9 else np.zeros_like(array)


def coverage(words: Collection[str], idf: Mapping[str, float]) -> float:
    """The share of a question's words that are among ``words``, each weighted by its idf: 0 to 1."""
    total = sum(idf.values())
    return sum(weight for word, weight in idf.items() if word in words) / total if total else 0.0
