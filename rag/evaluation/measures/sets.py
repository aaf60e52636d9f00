"""Measures of lists: whether the documents that were cited are those that had to be.

They apply to questions whose set says that its ``documents`` are complete. Nothing is listed where there is no answer.
Where nothing has to be listed, all three are 1 if nothing was quoted, be it by an uncertain reply, and 0 otherwise; a
question that failed with an error is 0.
"""

from collections.abc import Callable

from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.outcome import Outcome


def set_measures() -> list[Measure]:
    """Precision, recall and F1 of the cited documents."""
    return [
        Measure(
            "SetPrecision",
            "of the documents listed, the share that had to be; where there are none, 1 if nothing is listed",
            _listed(precision),
        ),
        Measure(
            "SetRecall",
            "of the documents that had to be listed, the share that is; where there are none, 1 if nothing is listed",
            _listed(recall),
        ),
        Measure("SetF1", "harmonic mean of SetPrecision and SetRecall of each question", _listed(f1)),
    ]


def precision(listed: set[str], gold: set[str]) -> float:
    """The share of the listed documents that is right; 0 where nothing is listed."""
    return len(listed & gold) / len(listed) if listed else 0.0


def recall(listed: set[str], gold: set[str]) -> float:
    """The share of the right documents, of which there must be one, that is listed."""
    return len(listed & gold) / len(gold)


def f1(listed: set[str], gold: set[str]) -> float:
    """The harmonic mean of precision and recall: twice what is shared by the sizes of both sets (Dice)."""
    return 2 * len(listed & gold) / (len(listed) + len(gold))


def _listed(score: Callable[[set[str], set[str]], float]) -> Callable[[Outcome], Row | None]:
    def row(outcome: Outcome) -> Row | None:
        if not outcome.to_be_answered or not outcome.question.complete:
            return None
        gold = set(outcome.question.relevant)
        if not gold:
            return (float(not outcome.reply.documents and not outcome.error),)
        return (score(set(outcome.reply.documents) if outcome.answered else set(), gold),)

    return row
