from typing import Any

import numpy as np
import pytest

from rag.evaluation.measures.risk import is_right, risk_measures
from rag.evaluation.outcome_table import OutcomeTable

from ..make import abstention, answer, citation, outcome, talk, uncertain

QUOTED = ("Signed in Rabat. [1]", citation(1, "a", "Signed in Rabat."))


def figures(*outcomes: Any) -> dict[str, float]:
    table = OutcomeTable(risk_measures(), outcomes)
    return {str(m): m.statistic(table.rows(m, table.everything())) for m in table.measures}


def test_coverage_and_risk_by_hand_with_and_without_uncertain_replies() -> None:
    found = figures(
        outcome(answer(*QUOTED), answers=("Rabat",)),  # right
        outcome(answer(*QUOTED), answers=("Fez",)),  # wrong
        outcome(answer(*QUOTED), answerable=False),  # wrong
        outcome(uncertain(*QUOTED), answers=("Rabat",)),  # right
        outcome(uncertain(*QUOTED), answerable=False),  # wrong
        outcome(abstention(), answerable=False),
        outcome(abstention(), answers=("Rabat",)),
        outcome(talk(), answers=("Rabat",)),
    )
    assert found == {
        "Coverage": 3 / 8,
        "Risk": pytest.approx(2 / 3),
        "Coverage+uncertain": 5 / 8,
        "Risk+uncertain": pytest.approx(3 / 5),
    }


@pytest.mark.parametrize(
    ("gold", "right"),
    [
        ({"answerable": True}, True),  # nothing says what is right
        ({"answerable": False}, False),
        ({"relevant": {"a": 1, "b": 1}}, True),  # one of them is enough
        ({"relevant": {"b": 1}}, False),
        ({"answers": ("Fez", "Rabat")}, True),
        ({"answers": ("Rabat",), "relevant": {"b": 1}}, False),
        ({"must": (("Rabat", "Salé"), ("signed",)), "relevant": {"a": 1}}, True),
        ({"must": (("Rabat",), ("2025",)), "relevant": {"a": 1}}, False),
        ({"must": (("Rabat",),), "answers": ("Fez",)}, False),
    ],
)
def test_a_reply_is_right_if_it_falls_short_in_nothing_that_the_set_brings(gold: dict[str, Any], right: bool) -> None:
    assert is_right(outcome(answer(*QUOTED), **gold)) is right
    assert is_right(outcome(uncertain(*QUOTED), **gold)) is right


def test_an_error_is_the_wrong_decision() -> None:
    found = figures(
        outcome(answer(*QUOTED), answers=("Rabat",)),
        outcome(None, answerable=False, error="boom"),  # a wrong answer
        outcome(None, answers=("Rabat",), error="boom"),  # none
        outcome(abstention(), answerable=False),
    )
    assert (found["Coverage"], found["Risk"]) == (1 / 2, 1 / 2)


def test_without_replies_there_is_no_risk() -> None:
    found = figures(outcome(abstention(), answerable=False))
    assert (found["Coverage"], found["Coverage+uncertain"]) == (0, 0)
    assert np.isnan([found["Risk"], found["Risk+uncertain"]]).all()


def test_talk_and_questions_of_which_nothing_is_known_are_left_out() -> None:
    row = risk_measures()[0].row
    assert [row(outcome(answer("x"))), row(outcome(answer("x"), answerable=False, status="talk"))] == [None, None]
