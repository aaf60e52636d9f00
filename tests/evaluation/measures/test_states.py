from typing import Any

import pytest

from rag.evaluation.measures.states import state_measures

from ..make import abstention, answer, outcome, talk, uncertain


def values(given: dict[str, Any] | None, **gold: Any) -> list[float | None]:
    """Of answered, uncertain, abstained."""
    return [measure.value(outcome(given, **gold)) for measure in state_measures()]


@pytest.mark.parametrize(
    ("given", "found"),
    [(answer("x"), [1, 0, 0]), (uncertain("x"), [0, 1, 0]), (abstention(), [0, 0, 1]), (talk(), [0, 0, 1])],
)
def test_a_question_is_left_in_one_state(given: dict[str, Any], found: list[float]) -> None:
    assert values(given, answerable=True) == found
    assert values(given) == found


def test_an_error_is_in_no_state() -> None:
    assert values(None, answerable=True, error="boom") == [0, 0, 0]


def test_talk_and_a_search_alone_are_left_out() -> None:
    assert values(talk(), status="talk") == [None, None, None]
    assert values(None, asked=False) == [None, None, None]
