import itertools

import numpy as np
import pytest
from scipy import stats

from rag.evaluation.measures.abstention import area_under_roc, balanced_accuracy
from rag.evaluation.measures.latency import median
from rag.evaluation.measures.measure import Measure, Rows
from rag.evaluation.outcome import Outcome
from rag.evaluation.statistics import Estimate, estimate, randomisation_p


def nothing(_: Outcome) -> None:
    return None


MEAN = Measure("Mean", "", nothing)
MEDIAN = Measure("Median", "", nothing, median)


def column(*values: float) -> Rows:
    return np.array(values, dtype=float)[:, None]


def mean(rows: Rows) -> float:
    return float(rows[:, 0].mean())


def test_a_known_interval() -> None:
    # 64 right of 100: about 0.64 ± 1.96 * sqrt(0.64 * 0.36 / 100) = 0.64 ± 0.094
    found = estimate(MEAN, column(*[1] * 64, *[0] * 36))
    assert found is not None
    assert (found.value, found.n) == (0.64, 100)
    assert (found.low, found.high) == pytest.approx((0.546, 0.734), abs=0.015)


def test_the_same_rows_give_the_same_interval() -> None:
    rows = column(*np.random.default_rng(5).random(50))
    assert estimate(MEAN, rows) == estimate(MEAN, rows)
    assert estimate(MEDIAN, rows) == estimate(MEDIAN, rows)
    assert estimate(MEAN, rows) != estimate(MEAN, rows, seed=1)


@pytest.mark.parametrize("measure", [MEAN, MEDIAN])
def test_one_question_or_equal_ones_have_no_spread(measure: Measure) -> None:
    assert estimate(measure, column(0.3)) == Estimate(0.3, 0.3, 0.3, 1)
    equal = estimate(measure, column(*[0.5] * 9))
    assert equal == Estimate(0.5, 0.5, 0.5, 9)


@pytest.mark.parametrize(("measure", "statistic"), [(MEAN, np.mean), (MEDIAN, np.median)])
def test_it_agrees_with_scipy(measure: Measure, statistic: object) -> None:
    values = np.random.default_rng(1).beta(2, 5, 80)
    found = estimate(measure, values[:, None])
    expected = stats.bootstrap((values,), statistic, method="percentile", n_resamples=5000, rng=2).confidence_interval
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.012)


def test_no_questions_or_no_figure_is_no_estimate() -> None:
    assert estimate(MEAN, np.empty((0, 1))) is None
    only_answerable = np.array([[1, 1, 0.5, 1]] * 4, dtype=float)
    assert estimate(Measure("BA", "", nothing, balanced_accuracy), only_answerable) is None


def test_draws_that_lack_a_kind_of_question_are_left_out() -> None:
    rows = np.array([[1, 1, 0.9, 1], [1, 1, 0.8, 1], [0, 0, 0.1, 0]], dtype=float)
    assert estimate(Measure("BA", "", nothing, balanced_accuracy), rows) == Estimate(1, 1, 1, 3)


def test_estimates_are_rounded_as_json() -> None:
    assert Estimate(1 / 3, 0.25, 0.5, 3).to_dict() == {"value": 0.333333, "low": 0.25, "high": 0.5, "n": 3}


def exact_p(a: Rows, b: Rows) -> float:
    """All exchanges of the two values of a question, as many as there are."""
    differences = (a - b)[:, 0]
    seen = abs(differences.mean())
    signs = np.array(list(itertools.product([1, -1], repeat=len(differences))))
    return float((abs((signs * differences).mean(axis=1)) >= seen - 1e-12).mean())


def test_a_small_case_by_hand() -> None:
    # Differences 1, 1, 1: of 8 ways to sign them, +++ and --- reach a sum of 3.
    a, b = column(1, 1, 1), column(0, 0, 0)
    assert exact_p(a, b) == 2 / 8
    assert randomisation_p(a, b, MEAN.statistic) == pytest.approx(2 / 8, abs=0.01)


def test_it_agrees_with_all_exchanges() -> None:
    a, b = column(0.9, 0.8, 0.2, 0.7, 0.6, 1, 0.4, 0.5), column(0.5, 0.9, 0.1, 0.2, 0.6, 0.3, 0.5, 0.1)
    assert randomisation_p(a, b, MEAN.statistic) == pytest.approx(exact_p(a, b), abs=0.015)
    # The same through the way for statistics that are no means, with a tenth of the exchanges
    assert randomisation_p(a, b, mean) == pytest.approx(exact_p(a, b), abs=0.04)


def test_equal_runs_have_p_1() -> None:
    rows = column(0.1, 0.5, 0.9)
    assert randomisation_p(rows, rows, MEAN.statistic) == 1
    assert randomisation_p(rows, rows, median) == 1


def test_a_clear_difference_has_a_small_p_and_no_direction() -> None:
    a, b = column(*[1] * 30, *[0] * 10), column(*[0] * 40)
    assert randomisation_p(a, b, MEAN.statistic) < 0.001
    assert randomisation_p(a, b, MEAN.statistic) == randomisation_p(b, a, MEAN.statistic)


def test_p_is_never_0() -> None:
    assert randomisation_p(column(*[1] * 60), column(*[0] * 60), MEAN.statistic) == 1 / 10_001


def test_a_statistic_of_several_columns() -> None:
    kinds = np.repeat([1.0, 0.0], 30)
    right, wrong = kinds.copy(), 1 - kinds  # one decides as it should, the other never
    a, b = (np.column_stack([kinds, decided, decided, kinds]) for decided in (right, wrong))
    assert randomisation_p(a, b, balanced_accuracy) == 1 / 1001
    assert randomisation_p(a, b, area_under_roc) == 1 / 1001
    assert randomisation_p(a, a, balanced_accuracy) == 1


def test_a_figure_that_is_not_defined_has_no_p() -> None:
    rows = np.array([[1, 1, 0.5, 1]] * 4, dtype=float)
    assert np.isnan(randomisation_p(rows, rows, balanced_accuracy))
