"""Time from the question to what came back, as the system that ran the questions saw it."""

import math

import numpy as np

from rag.evaluation.measures.measure import Measure, Row, Rows
from rag.evaluation.outcome import Outcome


def latency_measures() -> list[Measure]:
    """Median and 95th percentile, in milliseconds."""
    return [
        Measure("p50", "median time to the answer", _row, median, better=-1, unit="ms"),
        Measure("p95", "time within which 95 of 100 answers came", _row, percentile_95, better=-1, unit="ms"),
    ]


def median(rows: Rows) -> float:
    """The 50th percentile, linearly interpolated."""
    return float(np.percentile(rows[:, 0], 50))


def percentile_95(rows: Rows) -> float:
    """The 95th percentile, linearly interpolated."""
    return float(np.percentile(rows[:, 0], 95))


def _row(outcome: Outcome) -> Row | None:
    return None if math.isnan(outcome.seconds) else (1e3 * outcome.seconds,)
