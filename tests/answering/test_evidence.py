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
    signals = evidence_signals(ranking, ranking.hits, True)
    gate = EvidenceGate.packaged()
    assert set(signals) == set(gate.weight) == set(gate.mean) == set(gate.deviation)


def test_words_count_only_in_the_language_of_the_question(retriever: Retriever) -> None:
    ranking = retriever.rank("Who signed the CNDP convention?")
    arabic = [hit for hit in ranking.hits if hit.passage.language == "ar"]
    signals = evidence_signals(ranking, arabic, False)
    assert signals["document_coverage"] == signals["words_not_found"] == 0.0


def test_the_kind_of_answer_that_is_wanted_is_looked_for_in_the_likely_sentences(retriever: Retriever) -> None:
    def signals(question: str) -> dict[str, float]:
        ranking = retriever.rank(question)
        return evidence_signals(ranking, [hit for hit in ranking.hits if hit.passage.language == "en"], True)

    when, cost = signals("When was the CNDP convention signed?"), signals("How much did the CNDP convention cost?")
    assert (when["wants_date"], when["wants_money"], cost["wants_money"]) == (1.0, 0.0, 1.0)
    assert when["lacks_date"] < 0.5 < cost["lacks_money"]
    assert when["lacks_money"] == 0.0
