import pytest

from rag.retrieval.scoring import coverage, standardise


def test_z_scores_have_mean_zero_and_deviation_one() -> None:
    assert standardise([1.0, 2.0, 3.0]).tolist() == pytest.approx([-1.224745, 0.0, 1.224745])


@pytest.mark.parametrize("values", [[], [5.0], [2.0, 2.0, 2.0]])
def test_a_signal_that_does_not_vary_counts_nothing(values: list[float]) -> None:
    assert standardise(values).tolist() == [0.0] * len(values)


def test_coverage_weighs_words_by_their_rarity() -> None:
    assert coverage({"rare"}, {"rare": 3.0, "common": 1.0}) == 0.75
    assert coverage({"common", "other"}, {"rare": 3.0, "common": 1.0}) == 0.25
    assert coverage({"any"}, {}) == 0.0
