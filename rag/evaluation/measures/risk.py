"""How much is answered, and how much of it is wrong: one point of the risk-coverage curve, by what was said.

After Geifman and El-Yaniv, *Selective Classification for Deep Neural Networks* (2017): coverage is the share of the
questions that get a reply, risk the share of these replies that are wrong. Both are given twice: for answers, and for
answers and uncertain replies together.

A reply is *wrong* by the strictest reading that the question allows. It is wrong if the question cannot be answered,
and if it falls short in anything that the set brings for the question: a requirement of ``must`` is not met, none of
``answers`` stands in it, or none of ``documents`` is cited. Where the set brings ``answerable`` alone, a reply to an
answerable question is right.

Rows are (answered, uncertain, wrong), each 0 or 1. A question that failed with an error counts as decided wrongly: as
a wrong answer if it cannot be answered, otherwise as unanswered.
"""

from rag.evaluation.measures.answers import requirements_met, says_accepted
from rag.evaluation.measures.measure import Measure, Row, Rows
from rag.evaluation.outcome import Outcome


def risk_measures() -> list[Measure]:
    """Coverage and risk of answers, then of answers and uncertain replies."""
    given = "answers or uncertain replies"
    wrong = "to an unanswerable question, lacking a requirement or every accepted answer, or citing no right document"
    return [
        Measure("Coverage", "share of the questions that got an answer", _row, coverage),
        Measure("Risk", f"share of the answers that are wrong: {wrong}", _row, risk, better=-1),
        Measure("Coverage+uncertain", f"share of the questions that got {given}", _row, coverage_with_uncertain),
        Measure("Risk+uncertain", f"share of {given} that are wrong", _row, risk_with_uncertain, better=-1),
    ]


def coverage(rows: Rows) -> float:
    """The share answered."""
    return float(rows[:, 0].mean())


def coverage_with_uncertain(rows: Rows) -> float:
    """The share answered or replied to uncertainly."""
    return float((rows[:, 0] + rows[:, 1]).mean())


def risk(rows: Rows) -> float:
    """Of the answers, the share wrong; NaN without answers."""
    return _share_wrong(rows[rows[:, 0] > 0])


def risk_with_uncertain(rows: Rows) -> float:
    """Of answers and uncertain replies, the share wrong; NaN without either."""
    return _share_wrong(rows[rows[:, 0] + rows[:, 1] > 0])


def _share_wrong(given: Rows) -> float:
    return float(given[:, 2].mean()) if len(given) else float("nan")


def is_right(outcome: Outcome) -> bool:
    """Whether an answer, or what an uncertain reply quotes, is all that the set asks of a reply to its question."""
    question, reply = outcome.question, outcome.reply
    return bool(
        outcome.answerable
        and requirements_met(outcome, reply.text) == len(question.must)
        and (not question.answers or says_accepted(outcome, reply.text))
        and (not question.relevant or not question.relevant.keys().isdisjoint(reply.documents))
    )


def _row(outcome: Outcome) -> Row | None:
    if not outcome.to_be_answered or outcome.answerable is None:
        return None
    if outcome.error:
        return float(not outcome.answerable), 0.0, 1.0
    return float(outcome.answered), float(outcome.reply.uncertain), float(not is_right(outcome))
