"""Measures of the ranking, computed by ``ir_measures`` (MacAvaney et al., 2022)."""

import functools

from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.outcome import Outcome

NAMES = {
    "nDCG@10": "normalised discounted cumulative gain of the first 10 documents",
    "R@1": "recall: share of the right documents that stand first",
    "R@5": "share of the right documents among the first 5",
    "R@20": "share of the right documents among the first 20",
    "RR@10": "reciprocal rank of the first right document, 0 beyond the 10th",
    "AP": "average precision of the whole ranking",
}


def retrieval_measures() -> list[Measure]:
    """One measure for each of ``NAMES``; they apply to questions for which the set names right documents."""
    return [Measure(name, meaning, functools.partial(_row, name)) for name, meaning in NAMES.items()]


def retrieval_values(outcome: Outcome) -> dict[str, float]:
    """All of ``NAMES`` for one question; a ranking without a right document scores 0, as does an empty one."""
    import ir_measures

    ranking = outcome.documents
    # Ranks, not scores: trec_eval breaks ties of scores by document id, which is not the order that was given.
    run = {"q": {document: float(len(ranking) - at) for at, document in enumerate(ranking)}}
    wanted = [ir_measures.parse_measure(name) for name in NAMES]
    found = ir_measures.iter_calc(wanted, {"q": dict(outcome.question.relevant)}, run)
    return dict.fromkeys(NAMES, 0.0) | {str(metric.measure): float(metric.value) for metric in found}


def _row(name: str, outcome: Outcome) -> Row | None:
    if not outcome.question.relevant:
        return None
    # Computed together once by the runner, since each call of the library has a fixed cost.
    value = outcome.measures.get(name)
    return (retrieval_values(outcome)[name] if value is None else value,)
