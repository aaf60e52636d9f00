from typing import Any

import numpy as np
import pytest

from rag.answering.answer import Answer
from rag.evaluation.answer_record import as_record

from .make import answer, citation

GOOD = answer("x [1]", citation(1, "d", "x"))


def test_an_answer_is_its_json_form() -> None:
    given = Answer("q", "q", "en", "answered", "x", 0.5)
    assert as_record(given) == given.to_dict()


@pytest.mark.parametrize("status", ["answered", "uncertain", "abstained", "talk"])
def test_a_reply_may_be_in_each_of_four_states(status: str) -> None:
    assert as_record({"status": status, "text": "x"})["status"] == status


def test_a_dict_needs_a_status_and_a_text() -> None:
    assert as_record({"status": "answered", "text": "x"}) == {"status": "answered", "text": "x"}
    assert as_record(GOOD | {"mine": (1, 2)}) == GOOD | {"mine": [1, 2]}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("Rabat", "the answerer returned a str, not an Answer or a dict like one"),
        (None, "the answerer returned a NoneType"),
        ({}, "the answer's `status` is None, not one of answered, uncertain, abstained, talk"),
        (GOOD | {"status": "ok"}, "the answer's `status` is 'ok'"),
        (GOOD | {"text": None}, "the answer has no string `text`"),
        (GOOD | {"language": None}, "the answer's `language` is None, not a string"),
        (GOOD | {"writer": 1}, "the answer's `writer` is 1, not a string"),
        (GOOD | {"confidence": 7}, "the answer's `confidence` is 7, not between 0 and 1"),
        (GOOD | {"confidence": None}, "the answer's `confidence` is None"),
        (GOOD | {"confidence": float("nan")}, "the answer cannot be written as JSON"),
        (GOOD | {"extra": np.float32(1)}, "the answer cannot be written as JSON"),
        (GOOD | {"citations": {}}, "the answer's `citations` are not a list"),
        (GOOD | {"citations": ["d"]}, "a citation has no `number` of type int"),
        (GOOD | {"citations": [{"number": 1, "document": "d"}]}, "a citation has no `quote` of type str"),
    ],
)
def test_what_cannot_be_measured_is_named(given: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        as_record(given)
