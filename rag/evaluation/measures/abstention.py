"""Measures of knowing when to be silent.

Rows are (answerable, answered, confidence, right), each 0 or 1 but the confidence, and but *answered* where the
reply was uncertain: that is 1/2, half an answer and half an abstention. *Right* is what a reader could have been
shown: the question is answerable and, where the set names right documents, one of them is among the first three
found. It does not depend on the threshold, so that curves over all thresholds can be drawn. A question that failed
with an error counts as decided wrongly, and surely so. A reply that takes a question for talk is an abstention;
questions that are talk are left out.
"""

import numpy as np

from rag.evaluation.measures.measure import Measure, Row, Rows
from rag.evaluation.outcome import Outcome

_TOP = 3  # documents that an answer is drawn from


def abstention_measures() -> list[Measure]:
    """Balanced accuracy, precision and recall of abstaining, area under the ROC and the risk-coverage curve."""
    return [
        Measure(
            "BalancedAccuracy",
            "mean of the shares treated rightly: answerable ones answered, others not; uncertain replies count a half",
            _row,
            balanced_accuracy,
        ),
        Measure(
            "AbstentionPrecision",
            "of the questions left unanswered, uncertain replies aside, the share that cannot be answered",
            _row,
            abstention_precision,
        ),
        Measure(
            "AbstentionRecall",
            "of the questions that cannot be answered, the share left unanswered, without an uncertain reply",
            _row,
            abstention_recall,
        ),
        Measure(
            "AUROC", "probability that an answerable question has more confidence than another", _row, area_under_roc
        ),
        Measure(
            "AURC",
            "mean risk over all coverages: area under the risk-coverage curve",
            _row,
            area_under_risk_coverage,
            better=-1,
        ),
    ]


def balanced_accuracy(rows: Rows) -> float:
    """Mean of the shares right among answerable and among other questions; NaN where there is only one kind.

    An uncertain reply is half right in both.
    """
    answerable, answered = rows[:, 0] > 0, rows[:, 1]
    if answerable.all() or not answerable.any():
        return float("nan")
    return float((answered[answerable].mean() + (1.0 - answered[~answerable]).mean()) / 2)


def abstention_precision(rows: Rows) -> float:
    """Of the abstentions, the share on unanswerable questions; NaN without abstentions or unanswerable questions."""
    abstained, answerable = rows[:, 1] == 0, rows[:, 0] > 0
    if not abstained.any() or answerable.all():
        return float("nan")
    return float((~answerable[abstained]).mean())


def abstention_recall(rows: Rows) -> float:
    """Of the unanswerable questions, the share abstained on; NaN without such questions."""
    unanswerable = rows[:, 0] == 0
    return float((rows[unanswerable, 1] == 0).mean()) if unanswerable.any() else float("nan")


def area_under_roc(rows: Rows) -> float:
    """The Mann-Whitney statistic of the confidences, ties counting a half; NaN where there is only one kind."""
    answerable = rows[:, 0] > 0
    positive, negative = rows[answerable, 2], np.sort(rows[~answerable, 2])
    if not len(positive) or not len(negative):
        return float("nan")
    below, not_above = (np.searchsorted(negative, positive, side).sum() for side in ("left", "right"))
    return float((below + not_above) / (2 * len(positive) * len(negative)))


def risk_coverage(rows: Rows) -> tuple[Rows, Rows]:
    """The curve of Geifman and El-Yaniv, *Selective Classification for Deep Neural Networks* (2017).

    Returns:
        Coverages 1/n … 1 and, for each, the share wrong among that many questions of highest confidence. Questions
        of one confidence cannot be told apart by any threshold, so they share the mean of their risks.
    """
    order = np.argsort(-rows[:, 2], kind="stable")
    confidence, wrong = rows[order, 2], 1.0 - rows[order, 3]
    _values, group = np.unique(-confidence, return_inverse=True)
    expected = np.bincount(group, wrong) / np.bincount(group)
    count = np.arange(1, len(rows) + 1)
    return count / len(rows), np.cumsum(expected[group]) / count


def area_under_risk_coverage(rows: Rows) -> float:
    """The mean of the risks over all coverages."""
    return float(risk_coverage(rows)[1].mean())


def _row(outcome: Outcome) -> Row | None:
    if not outcome.to_be_answered or outcome.answerable is None:
        return None
    if outcome.error:
        wrong = float(not outcome.answerable)
        return float(outcome.answerable), wrong, wrong, 0.0
    relevant = outcome.question.relevant
    found = not relevant or any(document in relevant for document in outcome.documents[:_TOP])
    right = outcome.answerable and found
    answered = 0.5 if outcome.reply.uncertain else float(outcome.answered)
    return float(outcome.answerable), answered, outcome.confidence, float(right)
