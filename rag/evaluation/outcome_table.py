"""What the measures took from the questions of a run, in columns: 100,000 questions fit in 20 MB."""

from array import array
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.measures.measure import Measure, Row, Rows
from rag.evaluation.outcome import Outcome

ALL = "all"


class OutcomeTable:
    """Rows by measure, and the language, language pair and kind of each question."""

    def __init__(self, measures: Sequence[Measure], outcomes: Iterable[Outcome] = ()) -> None:
        self.measures = tuple(measures)
        self.ids: list[str] = []
        self.errors = 0
        self._first_ranks: array[float] = array("d")
        self._labels: dict[str, list[str]] = {"language": [], "pair": [], "kind": []}
        # Measures that look at the same thing share a function, and so a column.
        self._columns: dict[Callable[[Outcome], Row | None], array[float]] = {m.row: array("d") for m in measures}
        self._takers = {m.row: m for m in measures}
        self._widths: dict[Callable[[Outcome], Row | None], int] = {}
        for outcome in outcomes:
            self.add(outcome)

    def add(self, outcome: Outcome) -> None:
        """Takes in one question."""
        self.ids.append(outcome.question.id)
        self.errors += bool(outcome.error)
        self._first_ranks.append(_first_rank(outcome))
        self._labels["language"].append(outcome.language)
        self._labels["pair"].append(f"{outcome.language}→{outcome.sources}")
        self._labels["kind"].append(outcome.question.kind)
        for function, column in self._columns.items():
            row = self._takers[function].taken(outcome)
            width = self._widths.get(function)
            if row is not None and width is None:  # the first one tells how wide the others before it would have been
                width = self._widths[function] = len(row)
                column.extend([float("nan")] * width * (len(self.ids) - 1))
            if width is not None:
                column.extend(row if row is not None else [float("nan")] * width)

    def __len__(self) -> int:
        return len(self.ids)

    def groups(self, label: str) -> dict[str, NDArray[np.bool_]]:
        """Which questions are in which language, pair or kind; only non-empty names, in alphabetical order."""
        values = np.array(self._labels[label], dtype=object)
        return {name: values == name for name in sorted(set(self._labels[label]) - {""})}

    def everything(self) -> NDArray[np.bool_]:
        """All questions, as a group."""
        return np.ones(len(self), bool)

    @property
    def first_ranks(self) -> NDArray[np.float64]:
        """The rank of the first right document; infinite if none was found, NaN where the set names none."""
        return np.array(self._first_ranks)

    def rows(self, measure: Measure, group: NDArray[np.bool_]) -> Rows:
        """The rows of a measure for the questions of a group to which it applies, shape (questions, columns)."""
        rows = self.aligned(measure)[group]
        return rows[~np.isnan(rows[:, 0])]

    def aligned(self, measure: Measure) -> Rows:
        """A row for every question in the order of ``ids``; NaN where the measure does not apply."""
        width = self._widths.get(measure.row)
        if width is None:
            return np.full((len(self), 1), np.nan)
        return np.frombuffer(self._columns[measure.row], np.float64).reshape(-1, width).copy()


def _first_rank(outcome: Outcome) -> float:
    relevant = outcome.question.relevant
    if not relevant:
        return float("nan")
    return next((float(rank) for rank, key in enumerate(outcome.documents, 1) if key in relevant), float("inf"))
