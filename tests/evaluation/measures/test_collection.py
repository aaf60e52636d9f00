from typing import Any

import pytest

from rag.evaluation.measures.collection import collection_measures

from ..make import abstention, answer, listed, outcome, uncertain

(COLLECTION,) = collection_measures()


@pytest.mark.parametrize(
    ("given", "of_the_collection", "of_one_document"),
    [(listed("a"), 1, 0), (listed(), 1, 0), (answer("x"), 0, 1), (uncertain("x"), 0, 1), (abstention(), 0, 1)],
)
def test_a_list_from_the_catalogue_is_right_where_one_is_asked_for(
    given: dict[str, Any], of_the_collection: float, of_one_document: float
) -> None:
    assert COLLECTION.value(outcome(given, complete=True)) == of_the_collection
    assert COLLECTION.value(outcome(given, complete=False)) == of_one_document


def test_an_error_is_wrong_and_a_set_that_does_not_say_is_left_out() -> None:
    assert COLLECTION.value(outcome(None, complete=False, error="boom")) == 0
    assert COLLECTION.value(outcome(listed("a"))) is None
