from rag.evaluation.measures.all import all_measures
from rag.evaluation.outcome import Outcome
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.states import states

from .make import abstention, answer, outcome, talk, uncertain


def counted(*outcomes: Outcome) -> dict[tuple[str, bool], list[int]]:
    """Of answered, uncertain, abstained, error."""
    table = OutcomeTable(all_measures(), outcomes)
    return {key: list(each.values()) for key, each in states(table, table.groups("language")).items()}


def test_every_question_is_counted_once_by_language_and_kind() -> None:
    assert counted(
        outcome(answer("x"), answers=("x",)),
        outcome(answer("y"), answers=("x",)),
        outcome(uncertain("x"), answers=("x",)),
        outcome(talk(), answers=("x",)),
        outcome(uncertain("x"), answerable=False),
        outcome(abstention(), answerable=False, language="ary"),
        outcome(None, answerable=False, language="ary", error="boom"),
    ) == {("en", True): [2, 1, 1, 0], ("en", False): [0, 1, 0, 0], ("ary", False): [0, 0, 1, 1]}


def test_talk_and_questions_of_which_nothing_is_known_are_left_out() -> None:
    assert counted(outcome(talk(), answerable=False, status="talk"), outcome(answer("x"))) == {}
