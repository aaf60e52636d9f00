"""The measures of a report, in the order in which it shows them."""

from rag.evaluation.judge import Judge, WordJudge
from rag.evaluation.measures.abstention import abstention_measures
from rag.evaluation.measures.answers import answer_measures
from rag.evaluation.measures.citations import citation_measures
from rag.evaluation.measures.collection import collection_measures
from rag.evaluation.measures.economy import economy_measures
from rag.evaluation.measures.language import language_measures
from rag.evaluation.measures.latency import latency_measures
from rag.evaluation.measures.measure import Measure
from rag.evaluation.measures.retrieval import retrieval_measures
from rag.evaluation.measures.risk import risk_measures
from rag.evaluation.measures.sets import set_measures
from rag.evaluation.measures.states import state_measures
from rag.evaluation.measures.talk import talk_measures


def all_measures(judge: Judge | None = None) -> list[Measure]:
    """Every measure; ``judge`` says what supports a statement, ``WordJudge()`` unless given."""
    return [
        *retrieval_measures(),
        *answer_measures(),
        *citation_measures(judge or WordJudge()),
        *economy_measures(),
        *set_measures(),
        *state_measures(),
        *abstention_measures(),
        *risk_measures(),
        *collection_measures(),
        *talk_measures(),
        *language_measures(),
        *latency_measures(),
    ]
