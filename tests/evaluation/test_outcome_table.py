import math

import numpy as np

from rag.evaluation.measures.measure import Measure, mean
from rag.evaluation.outcome import Outcome
from rag.evaluation.outcome_table import OutcomeTable

from .make import outcome


def confidence_of_answered(each: Outcome) -> tuple[float, float] | None:
    return (each.confidence, each.seconds) if each.answered else None


PAIR = Measure("Pair", "", confidence_of_answered)
LARGEST = Measure("Largest", "", confidence_of_answered, lambda rows: float(rows.max()))
GIVEN = {"status": "answered", "text": "x", "confidence": 0.5}
TABLE = OutcomeTable(
    [PAIR, LARGEST],
    [
        outcome(None, id="1", language="fr", sources="en", ranking="x a", relevant={"a": 1}, error="boom"),
        outcome(GIVEN, id="2", language="ar", sources="ar", kind="person", ranking="x", relevant={"a": 1}, seconds=2),
        outcome(GIVEN | {"confidence": 0.7}, id="3", language="fr", sources="fr", kind="date", seconds=3),
    ],
)


def test_rows_are_those_to_which_a_measure_applies() -> None:
    assert TABLE.rows(PAIR, TABLE.everything()).tolist() == [[0.5, 2], [0.7, 3]]
    assert TABLE.rows(LARGEST, TABLE.groups("language")["fr"]).tolist() == [[0.7, 3]]
    assert mean(TABLE.rows(PAIR, TABLE.everything())) == 0.6


def test_aligned_rows_have_a_place_for_every_question() -> None:
    assert np.isnan(TABLE.aligned(PAIR)[0]).all()
    assert TABLE.aligned(PAIR)[1:].tolist() == [[0.5, 2], [0.7, 3]]


def test_a_measure_that_never_applies_has_no_rows() -> None:
    never = Measure("Never", "", lambda _: None)
    table = OutcomeTable([never], [outcome(), outcome()])
    assert len(table.rows(never, table.everything())) == 0
    assert np.isnan(table.aligned(never)).tolist() == [[True], [True]]


def test_groups_are_in_alphabetical_order_and_have_names() -> None:
    assert {name: group.tolist() for name, group in TABLE.groups("language").items()} == {
        "ar": [False, True, False],
        "fr": [True, False, True],
    }
    assert list(TABLE.groups("pair")) == ["ar→ar", "fr→en", "fr→fr"]
    assert list(TABLE.groups("kind")) == ["date", "person"]


def test_ranks_of_the_first_right_document() -> None:
    ranks = TABLE.first_ranks.tolist()
    assert ranks[:2] == [2, math.inf]
    assert math.isnan(ranks[2])


def test_errors_are_counted() -> None:
    assert (len(TABLE), TABLE.errors) == (3, 1)
