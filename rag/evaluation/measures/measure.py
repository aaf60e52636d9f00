"""What a measure is: a named value that prints as typed, and says how outcomes become one figure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.outcome import Outcome

Row = tuple[float, ...]
Rows = NDArray[np.float64]  # one row for each question that the measure applies to


def mean(rows: Rows) -> float:
    """The mean of the first column."""
    return float(rows[:, 0].mean())


@dataclass(frozen=True)
class Measure:
    """A measure.

    Attributes:
        name: as it is written in reports and typed on the command line, such as ``nDCG@10``.
        meaning: one line for a reader of the report.
        row: what it takes from a question, or None where it does not apply to one.
        statistic: from the rows of all questions to the figure; NaN where it is not defined.
        better: 1 if higher is better, -1 if lower is.
        unit: behind the figure; empty for a share between 0 and 1, or a plain number.
    """

    name: str
    meaning: str
    row: Callable[[Outcome], Row | None]
    statistic: Callable[[Rows], float] = mean
    better: int = 1
    unit: str = ""

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return self.name

    @property
    def per_question(self) -> bool:
        """Whether a single question has a value of its own, of which the figure is the mean."""
        return self.statistic is mean

    def taken(self, outcome: Outcome) -> Row | None:
        """The row of a question, from what was written down about it where that has the value: judges may be slow."""
        known = outcome.measures.get(self.name) if self.per_question else None
        return self.row(outcome) if known is None else (known,)

    def value(self, outcome: Outcome) -> float | None:
        """The value of one question; None where the measure does not apply or is not made for single ones."""
        row = self.row(outcome) if self.per_question else None
        return row[0] if row else None
