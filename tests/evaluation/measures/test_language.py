from typing import Any

import pytest

from rag.evaluation.measures.language import language_measures
from rag.evaluation.outcome import Outcome
from rag.evaluation.question_set import Question, QuestionLanguage

from ..make import abstention, answer, talk

(LANGUAGE,) = language_measures()


def value(given: dict[str, Any] | None, stated: QuestionLanguage | None, error: str = "") -> float | None:
    return LANGUAGE.value(Outcome(Question("1", "salut", stated), stated or "fr", "fr", answer=given, error=error))


@pytest.mark.parametrize("given", [talk(), answer("x"), abstention()])
def test_a_reply_in_the_language_of_the_question_is_right(given: dict[str, Any]) -> None:
    assert [value(given | {"language": "fr"}, stated) for stated in ("fr", "en", "ar", "ary")] == [1, 0, 0, 0]


def test_darija_is_answered_in_arabic() -> None:
    assert [value(talk("ar"), stated) for stated in ("ary", "ar", "fr")] == [1, 1, 0]


def test_it_needs_a_language_on_both_sides() -> None:
    assert (value(talk("fr"), None), value(answer("x"), "fr")) == (None, None)
    assert value(None, "fr", "boom") == 0
