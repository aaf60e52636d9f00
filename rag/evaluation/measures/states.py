"""In which of three states the questions about the documents were left.

A question that failed with an error is in none of them, so that the shares add up to the share without errors.
Questions that are talk are left out; a reply that takes another question for talk is an abstention.
"""

from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.outcome import Outcome


def state_measures() -> list[Measure]:
    """Shares of answers, uncertain replies and abstentions."""
    return [
        Measure("Answered", "share of the questions that got an answer", _answered),
        Measure(
            "Uncertain",
            "share of the questions whose reply quotes the nearest passages and says that they may not answer",
            _uncertain,
            better=-1,
        ),
        Measure("Abstained", "share of the questions that got neither", _abstained, better=-1),
    ]


def _answered(outcome: Outcome) -> Row | None:
    return (float(outcome.answered),) if outcome.to_be_answered else None


def _uncertain(outcome: Outcome) -> Row | None:
    return (float(outcome.reply.uncertain),) if outcome.to_be_answered else None


def _abstained(outcome: Outcome) -> Row | None:
    return (float(outcome.reply.abstained),) if outcome.to_be_answered else None
