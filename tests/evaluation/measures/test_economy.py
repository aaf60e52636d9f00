from typing import Any

import numpy as np
import pytest

from rag.evaluation.measures.economy import economy_measures
from rag.evaluation.outcome_table import OutcomeTable

from ..make import abstention, answer, citation, listed, outcome, uncertain

QUOTES, REQUIREMENTS = economy_measures()
ONE = citation(1, "a", "In Rabat.") | {"agreeing": [citation(1, "b", "At Rabat."), citation(1, "c", "Rabat!")]}
TWO = citation(2, "a", "In 2025.")


def per_quote(*outcomes: Any) -> float:
    table = OutcomeTable([REQUIREMENTS], outcomes)
    return REQUIREMENTS.statistic(table.rows(REQUIREMENTS, table.everything()))


def test_sentences_quoted_without_those_that_agree() -> None:
    assert QUOTES.value(outcome(answer("In Rabat. [1] In 2025. [2]", ONE, TWO))) == 2
    assert QUOTES.value(outcome(answer("In Rabat. [1]", ONE), answerable=False)) == 1
    assert QUOTES.better == -1


def test_requirements_of_all_answers_by_all_their_quotes() -> None:
    must = (("Rabat",), ("2025",))
    found = per_quote(
        outcome(answer("In Rabat. [1] In 2025. [2]", ONE, TWO), must=must),  # 2 met by 2
        outcome(answer("In Rabat. [1]", ONE), must=must),  # 1 by 1
        outcome(answer("At last. [1] In Fez. [2]", citation(1, "a", "At last."), TWO), must=must),  # 0 by 2
        outcome(abstention(), must=must),
    )
    assert found == pytest.approx(3 / 5)


def test_what_is_no_answer_in_quotes_is_left_out() -> None:
    for given in (abstention(), uncertain("In Rabat. [1]", ONE), listed("a", "b"), None):
        asked = outcome(given, must=(("Rabat",),))
        assert (QUOTES.row(asked), REQUIREMENTS.row(asked)) == (None, None)
    assert REQUIREMENTS.row(outcome(answer("In Rabat. [1]", ONE))) is None  # nothing is required


def test_answers_without_quotes_have_no_ratio() -> None:
    assert np.isnan(per_quote(outcome(answer("In Rabat."), must=(("Rabat",),))))
