"""Whether those who speak to the chat itself are told apart from those who ask about the documents.

A question is talk if its set says that ``talk`` is the right status; it is another one if the set says another status,
or whether it can be answered. A question of which the set says neither is left out.
"""

from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.outcome import Outcome


def talk_measures() -> list[Measure]:
    """The share taken rightly among talk, and among the others."""
    return [
        Measure("Talk", "of the questions that are talk, the share taken for talk", _talk),
        Measure("NotTalk", "of the other questions, the share not taken for talk", _not_talk),
    ]


def _talk(outcome: Outcome) -> Row | None:
    if not outcome.asked or outcome.question.status != "talk":
        return None
    return (float(outcome.reply.status == "talk"),)


def _not_talk(outcome: Outcome) -> Row | None:
    known = outcome.question.status is not None or outcome.answerable is not None
    if not outcome.to_be_answered or not known:
        return None
    return (float(outcome.reply.status not in ("talk", "")),)  # empty where it failed with an error
