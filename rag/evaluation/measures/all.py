"""The measures of a report, in the order in which it shows them."""

from rag.evaluation.judge import Judge, WordJudge
from rag.evaluation.measures.abstention import abstention_measures
from rag.evaluation.measures.answers import answer_measures
from rag.evaluation.measures.citations import citation_measures
from rag.evaluation.measures.latency import latency_measures
from rag.evaluation.measures.measure import Measure
from rag.evaluation.measures.retrieval import retrieval_measures


def all_measures(judge: Judge | None = None) -> list[Measure]:
    """Every measure; ``judge`` says what supports a statement, ``WordJudge()`` unless given."""
    return [
        *retrieval_measures(),
        *answer_measures(),
        *citation_measures(judge or WordJudge()),
        *abstention_measures(),
        *latency_measures(),
    ]
