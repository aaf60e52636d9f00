import xml.etree.ElementTree as ET

import pytest

from rag.evaluation.measures.all import all_measures
from rag.evaluation.outcome import Outcome
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.plots import plots

from .make import abstention, answer, outcome, talk

RANK, STATES, RISK, GATE, LATENCY = (
    "Rank of the first right document",
    "What became of the questions",
    "Risk and coverage",
    "Reliability of the evidence gate",
    "Latency",
)


def drawn(*outcomes: Outcome) -> dict[str, str]:
    return plots(OutcomeTable(all_measures(), outcomes))


def test_a_run_with_everything_has_five_plots() -> None:
    found = drawn(
        outcome(answer("x"), relevant={"a": 1}, ranking="b a"),
        outcome(abstention(), relevant={"a": 1}, ranking="b"),
        outcome(abstention(), answerable=False, language="ar"),
    )
    assert list(found) == [RANK, STATES, RISK, GATE, LATENCY]
    for svg in found.values():
        assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
        assert "<text" not in svg  # letters are outlines
        assert "<script" not in svg


def test_the_same_run_has_the_same_plots() -> None:
    outcomes = [outcome(answer("x"), relevant={"a": 1}, ranking="a"), outcome(answer("x"), relevant={"a": 1})]
    assert drawn(*outcomes) == drawn(*outcomes)


@pytest.mark.parametrize(
    ("outcomes", "titles"),
    [
        ([outcome(None, asked=False, relevant={"a": 1}, ranking="a")] * 2, [RANK, LATENCY]),
        ([outcome(answer("x"))] * 2, [LATENCY]),
        ([outcome(None, answers=("x",), error="boom", seconds=float("nan"))], [STATES, GATE]),
        ([outcome(talk(), answerable=False, status="talk")] * 2, [LATENCY]),
        ([], []),
    ],
)
def test_a_plot_without_data_is_left_out(outcomes: list[Outcome], titles: list[str]) -> None:
    assert list(drawn(*outcomes)) == titles


def test_confidences_of_0_and_1_have_a_place() -> None:
    given = [outcome(answer("x", confidence=value), answers=("x",)) for value in (0, 0.05, 1)]
    assert GATE in drawn(*given)
