import math

import numpy as np

from rag.evaluation.measures.latency import latency_measures, median, percentile_95

from ..make import outcome


def test_percentiles_by_hand() -> None:
    rows = np.array([[40.0], [10.0], [20.0], [30.0]])
    assert median(rows) == 25  # between 20 and 30
    assert percentile_95(rows) == 38.5  # at place 0.95 * 3 = 2.85 of 0 to 3: 30 + 0.85 * 10


def test_they_are_in_milliseconds_and_lower_is_better() -> None:
    assert [(str(m), m.row(outcome(seconds=0.02)), m.unit, m.better) for m in latency_measures()] == [
        ("p50", (20.0,), "ms", -1),
        ("p95", (20.0,), "ms", -1),
    ]


def test_a_question_that_was_never_answered_took_no_time() -> None:
    assert latency_measures()[0].row(outcome(seconds=math.nan)) is None
