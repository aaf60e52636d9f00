import pytest

from rag.answering.evidence import EvidenceGate, evidence_signals
from rag.retrieval.retriever import Retriever

GATE = EvidenceGate(bias=0.0, mean={"a": 1.0}, deviation={"a": 2.0}, weight={"a": 3.0})


@pytest.mark.parametrize(("value", "expected"), [(1.0, 0.5), (3.0, 0.952574), (-1.0, 0.047426)])
def test_probability_is_logistic(value: float, expected: float) -> None:
    assert GATE.probability({"a": value}) == pytest.approx(expected, abs=1e-6)


def test_extreme_signals_do_not_overflow() -> None:
    assert GATE.probability({"a": 1e9}) == pytest.approx(1.0)
    assert GATE.probability({"a": -1e9}) == pytest.approx(0.0)


def test_the_packaged_gate_knows_exactly_the_signals_there_are(retriever: Retriever) -> None:
    ranking = retriever.rank("Who signed the CNDP convention?")
    signals = evidence_signals(ranking, ranking.with_sentences(ranking.hits, 3), True)
    gate = EvidenceGate.packaged()
    assert set(signals) == set(gate.weight) == set(gate.mean) == set(gate.deviation)


def test_words_count_only_in_the_language_of_the_question(retriever: Retriever) -> None:
    ranking = retriever.rank("Who signed the CNDP convention?")
    arabic = [hit for hit in ranking.hits if hit.passage.language == "ar"]
    signals = evidence_signals(ranking, ranking.with_sentences(arabic, 3), False)
    assert signals["passage_coverage"] == signals["sentence_coverage"] == signals["bm25"] == 0.0
