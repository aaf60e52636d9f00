from typing import Any

import pytest

from rag.evaluation.measures.sets import set_measures

from ..make import abstention, answer, citation, listed, outcome, talk, uncertain


def values(given: dict[str, Any] | None, *gold: str, complete: bool | None = True, **rest: Any) -> list[float | None]:
    """Of precision, recall, F1."""
    asked = outcome(given, relevant=dict.fromkeys(gold, 1), complete=complete, **rest)
    return [measure.value(asked) for measure in set_measures()]


def test_precision_recall_and_f1_by_hand() -> None:
    # a and b are right of a, b, x, y; a and b are found of a, b, c: 2/4, 2/3, and 2 * 2 / (4 + 3)
    assert values(listed("a", "b", "x", "y"), "a", "b", "c") == [1 / 2, pytest.approx(2 / 3), pytest.approx(4 / 7)]
    assert values(listed("b", "a"), "a", "b") == [1, 1, 1]
    assert values(listed("x"), "a") == [0, 0, 0]


def test_a_document_that_is_quoted_twice_is_one() -> None:
    twice = answer("p [1] q [2]", citation(1, "a", "p"), citation(2, "a", "q"))
    assert values(twice, "a", "b") == [1, 1 / 2, pytest.approx(2 / 3)]


@pytest.mark.parametrize("given", [abstention(), listed(), talk(), uncertain("p [1]", citation(1, "a", "p")), None])
def test_nothing_is_listed_where_there_is_no_answer(given: dict[str, Any] | None) -> None:
    assert values(given, "a") == [0, 0, 0]


def test_where_nothing_has_to_be_listed_only_an_empty_list_is_right() -> None:
    assert values(listed()) == values(abstention(), answerable=False) == [1, 1, 1]
    assert values(listed("a")) == values(uncertain("p [1]", citation(1, "a", "p"))) == [0, 0, 0]
    assert values(None, error="boom") == [0, 0, 0]


@pytest.mark.parametrize("complete", [None, False])
def test_other_questions_are_left_out(complete: bool | None) -> None:
    assert values(listed("a"), "a", complete=complete) == [None, None, None]
