from typing import Any

import pytest

from rag.evaluation.measures.talk import talk_measures

from ..make import abstention, answer, outcome, talk, uncertain

TALK, NOT_TALK = talk_measures()


def values(given: dict[str, Any] | None, **gold: Any) -> tuple[float | None, float | None]:
    asked = outcome(given, **gold)
    return TALK.value(asked), NOT_TALK.value(asked)


def test_talk_is_right_where_it_is_taken_for_talk() -> None:
    assert values(talk(), status="talk", answerable=False) == (1, None)
    assert values(abstention(), status="talk", answerable=False) == (0, None)


@pytest.mark.parametrize("gold", [{"status": "answered"}, {"answerable": False}, {"answers": ("x",)}])
def test_another_question_is_right_where_it_is_not(gold: dict[str, Any]) -> None:
    assert values(talk(), **gold) == (None, 0)
    assert [values(given, **gold) for given in (answer("x"), uncertain("x"), abstention())] == [(None, 1)] * 3


def test_an_error_is_wrong_in_both() -> None:
    assert values(None, status="talk", error="boom") == (0, None)
    assert values(None, status="answered", error="boom") == (None, 0)


def test_a_question_of_which_only_the_language_is_known_may_be_either() -> None:
    assert values(talk(), language="fr") == (None, None)
    assert values(None, status="talk", asked=False) == (None, None)
