"""How sure a figure is, and whether a difference is more than chance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.measures.measure import Measure, Rows, mean

RESAMPLES = 1000
_CELLS = 5_000_000  # of one block of random numbers, about 40 MB
_DRAWN = 20_000_000  # questions drawn at most for a statistic that is no mean; never fewer than 200 resamples
Statistic = Callable[[Rows], float]


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % confidence interval and the number of questions behind it."""

    value: float
    low: float
    high: float
    n: int

    def to_dict(self) -> dict[str, float | int]:
        """As JSON types, rounded to six digits."""
        return {"value": round(self.value, 6), "low": round(self.low, 6), "high": round(self.high, 6), "n": self.n}


def estimate(measure: Measure, rows: Rows, seed: int = 0) -> Estimate | None:
    """A measure's figure with the percentile bootstrap interval (Efron, 1979), questions drawn with replacement.

    Args:
        measure: whose statistic is taken.
        rows: one for each question, shape (questions, columns).
        seed: of the draws, so that the same outcomes give the same interval.

    Returns:
        None where the figure is not defined for these questions.
    """
    if not len(rows):
        return None
    value = measure.statistic(rows)
    if np.isnan(value):
        return None
    drawn = _bootstrap(rows, measure.statistic, np.random.default_rng(seed))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])  # a draw may lack one kind of question
    return Estimate(value, float(low), float(high), len(rows))


def _bootstrap(rows: Rows, statistic: Statistic, random: np.random.Generator) -> NDArray[np.float64]:
    count = len(rows)
    if statistic is not mean:
        draws = min(RESAMPLES, max(200, _DRAWN // count))
        return np.array([statistic(rows[random.integers(count, size=count)]) for _ in range(draws)])
    # How often each value is drawn is multinomial, and measures of single questions have few different values.
    values, counts = np.unique(rows[:, 0], return_counts=True)
    block = max(1, _CELLS // len(values))
    sizes = [min(block, RESAMPLES - start) for start in range(0, RESAMPLES, block)]
    return np.concatenate([random.multinomial(count, counts / count, size) @ values / count for size in sizes])


def randomisation_p(a: Rows, b: Rows, statistic: Statistic, seed: int = 0, permutations: int = 10_000) -> float:
    """The two-sided p-value of a paired randomisation test.

    Under the hypothesis that A and B are the same, the two rows of a question could as well be exchanged. See Smucker
    et al., *A Comparison of Statistical Significance Tests for Information Retrieval Evaluation* (2007).

    Args:
        a: rows of system A, shape (questions, columns).
        b: rows of system B for the same questions in the same order.
        statistic: from rows to a figure.
        seed: of the exchanges.
        permutations: how many random exchanges; a tenth of them for a statistic that is not a mean.

    Returns:
        The share of exchanges with a difference at least as large as the one seen, itself counted.
    """
    random = np.random.default_rng(seed)
    if statistic is mean:
        return _sign_flips(a[:, 0] - b[:, 0], random, permutations)
    seen = abs(statistic(a) - statistic(b))
    if np.isnan(seen):
        return float("nan")
    extreme = 0
    for _ in range(permutations // 10):
        swap = random.random(len(a))[:, None] < 0.5
        difference = abs(statistic(np.where(swap, b, a)) - statistic(np.where(swap, a, b)))
        extreme += bool(difference >= seen - 1e-12)
    return (extreme + 1) / (permutations // 10 + 1)


def _sign_flips(differences: NDArray[np.float64], random: np.random.Generator, permutations: int) -> float:
    changed = differences[differences != 0]  # the others add 0 with either sign
    if not len(changed):
        return 1.0
    seen = abs(changed.sum())
    block = max(1, _CELLS // len(changed))
    extreme = 0
    for start in range(0, permutations, block):
        signs = random.integers(0, 2, size=(min(block, permutations - start), len(changed)), dtype=np.int8) * 2 - 1
        extreme += int((abs(signs @ changed) >= seen - 1e-12).sum())
    return (extreme + 1) / (permutations + 1)
