import math

import pytest

from rag.evaluation.measures.retrieval import NAMES, retrieval_measures, retrieval_values

from ..make import outcome


def values(ranking: str, **relevant: int) -> dict[str, float]:
    return retrieval_values(outcome(ranking=ranking, relevant=relevant))


def test_a_measure_prints_as_it_is_typed() -> None:
    assert [str(measure) for measure in retrieval_measures()] == ["nDCG@10", "R@1", "R@5", "R@20", "RR@10", "AP"]


def test_two_right_documents_at_ranks_2_and_6() -> None:
    found = values("x1 a x3 x4 x5 b x7", a=1, b=1)
    # DCG: 1/log2(3) + 1/log2(7); ideal: 1/log2(2) + 1/log2(3)
    assert found["nDCG@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(7)) / (1 + 1 / math.log2(3)))
    assert (found["R@1"], found["R@5"], found["R@20"]) == (0, 0.5, 1)
    assert found["RR@10"] == 1 / 2
    assert found["AP"] == pytest.approx((1 / 2 + 2 / 6) / 2)


def test_grades_are_gains() -> None:
    found = values("a b", a=1, b=3)
    # DCG: 1/log2(2) + 3/log2(3); ideal: 3/log2(2) + 1/log2(3)
    assert found["nDCG@10"] == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))


def test_cut_offs_are_where_the_names_say() -> None:
    at_21 = values(" ".join(f"x{rank}" for rank in range(1, 21)) + " a", a=1)
    assert at_21 == dict.fromkeys(NAMES, 0.0) | {"AP": pytest.approx(1 / 21)}
    at_11 = values(" ".join(f"x{rank}" for rank in range(1, 11)) + " a", a=1)
    assert (at_11["RR@10"], at_11["nDCG@10"], at_11["R@5"], at_11["R@20"]) == (0, 0, 0, 1)
    at_10 = values(" ".join(f"x{rank}" for rank in range(1, 10)) + " a", a=1)
    assert (at_10["RR@10"], at_10["nDCG@10"]) == (0.1, pytest.approx(1 / math.log2(11)))


def test_a_right_document_that_is_not_found_counts() -> None:
    assert values("a x", a=1, lost=1)["AP"] == 0.5
    assert values("a x", a=1, lost=1)["R@20"] == 0.5


@pytest.mark.parametrize("ranking", ["", "x y z"])
def test_nothing_right_found_is_zero_in_all(ranking: str) -> None:
    assert values(ranking, a=1) == dict.fromkeys(NAMES, 0.0)


def test_equal_scores_keep_the_order_of_the_ranking() -> None:
    tied = outcome(relevant={"a": 1})
    ranking = (("z", 1.0), ("a", 1.0))  # by id, a would stand first
    object.__setattr__(tied, "ranking", ranking)
    assert retrieval_values(tied)["RR@10"] == 0.5


def test_it_does_not_apply_without_right_documents() -> None:
    assert [measure.row(outcome(ranking="a b")) for measure in retrieval_measures()] == [None] * 6


def test_the_figures_that_ir_measures_publishes() -> None:
    # The example of its README: https://github.com/terrierteam/ir_measures
    first = values("D0 D1", D1=1)
    second = values("D3 D0", D3=2)
    assert (first["AP"] + second["AP"]) / 2 == pytest.approx(0.75)
    assert (first["RR@10"] + second["RR@10"]) / 2 == pytest.approx(0.75)
    assert (first["nDCG@10"] + second["nDCG@10"]) / 2 == pytest.approx(0.8154648767857288)
    # The average precisions of its tests for pytrec_eval
    assert values("D0 D2 D3 D1 D4", D0=1, D3=2)["AP"] == pytest.approx(0.8333, abs=1e-4)
    assert values("D1 D4 D2 D3", D0=1, D3=2)["AP"] == 0.125
