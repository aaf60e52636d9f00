import json
from pathlib import Path

import ir_measures
import pytest

from rag.evaluation.measures.all import all_measures
from rag.evaluation.measures.retrieval import NAMES
from rag.evaluation.outcome import Outcome
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.report import Report, write_trec

from .make import abstention, answer, citation, outcome

OUTCOMES = [
    outcome(answer("x [1]", citation(1, "a", "x")), id="q1", ranking="b a c", relevant={"a": 1, "c": 2}, kind="date"),
    outcome(abstention(), id="q 2", ranking="z y x w", relevant={"w v": 1, "y": 3}, kind="person"),
    outcome(None, id="q3", ranking="", relevant={"a": 1}, error="boom"),
    outcome(answer("س"), id="q4", language="ar", ranking="a b", relevant={"a": 1}),
    outcome(abstention(), id="q5", language="ar", answerable=False, ranking="a b"),
]


def report_of(outcomes: list[Outcome], folder: Path) -> Report:
    return Report.of(OutcomeTable(all_measures(), outcomes), {"set": "s"}, ("a note",), folder)


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(OUTCOMES, Path("unused"))


def test_figures_are_by_language_and_of_all(report: Report) -> None:
    assert list(report.measures) == ["ar", "en", "all"]
    assert (report["ar"]["R@1"].value, report["ar"]["R@1"].n) == (1, 1)
    # en: 0, 0 and 0 for the error; all: one right of four that name documents
    assert (report["en"]["R@1"].value, report["en"]["R@1"].n) == (0, 3)
    assert (report["all"]["R@1"].value, report["all"]["R@1"].n) == (0.25, 4)
    assert (report["all"]["Answered"].value, report["all"]["Answered"].n) == (0.4, 5)
    assert set(report.pairs) == {"ar→en", "en→en"}
    assert {kind: figures["Answered"].value for kind, figures in report.kinds.items()} == {"date": 1, "person": 0}


def test_groups_of_the_same_questions_have_the_same_figures(tmp_path: Path) -> None:
    report = report_of(OUTCOMES[:2], tmp_path)
    assert report["en"] == report["all"] == report.pairs["en→en"]


def test_its_json_has_the_published_form(report: Report) -> None:
    record = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert list(record) == ["measures", "settings", "pairs", "kinds", "notes"]
    assert set(record["measures"]["ar"]["R@1"]) == {"value", "low", "high", "n"}
    assert record["settings"] == {"set": "s"}
    for figures in record["measures"].values():
        for name, figure in figures.items():
            assert figure["low"] <= figure["value"] <= figure["high"], name
            assert isinstance(figure["n"], int)


def test_a_measure_that_is_not_defined_is_left_out(tmp_path: Path) -> None:
    report = report_of([outcome(answer("x"), answers=("x",))], tmp_path)
    assert "BalancedAccuracy" not in report["all"]
    assert "R@1" not in report["all"]
    assert report["all"]["EM"].value == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_other_tools_read_the_same_figures_from_the_files(tmp_path: Path, report: Report, language: str) -> None:
    write_trec(OUTCOMES, tmp_path, "hybrid")
    measures = [ir_measures.parse_measure(name) for name in NAMES]
    qrels = list(ir_measures.read_trec_qrels(str(tmp_path / f"qrels.{language}.txt")))
    run = list(ir_measures.read_trec_run(str(tmp_path / f"run.{language}.txt")))
    expected = {str(name): value for name, value in ir_measures.calc_aggregate(measures, qrels, run).items()}
    assert expected == {name: pytest.approx(report[language][name].value, abs=5e-5) for name in NAMES}


def test_the_files_have_the_columns_of_trec(tmp_path: Path) -> None:
    write_trec(OUTCOMES[:2], tmp_path, "hybrid")
    assert (tmp_path / "run.en.txt").read_text(encoding="utf-8").splitlines()[:4] == [
        "q1 Q0 b 1 3 hybrid",
        "q1 Q0 a 2 2 hybrid",
        "q1 Q0 c 3 1 hybrid",
        "q_2 Q0 z 1 4 hybrid",
    ]
    assert (tmp_path / "qrels.en.txt").read_text(encoding="utf-8").splitlines() == [
        *("q1 0 a 1", "q1 0 c 2", "q_2 0 w_v 1", "q_2 0 y 3")
    ]


def test_scores_fall_from_rank_to_rank_even_where_they_were_equal(tmp_path: Path) -> None:
    tied = outcome()
    object.__setattr__(tied, "ranking", (("z", 0.5), ("y", 0.5), ("x", 0.5), ("w", -2.0), ("v", -2.0)))
    write_trec([tied], tmp_path, "hybrid")
    run = list(ir_measures.read_trec_run(str(tmp_path / "run.en.txt")))
    scores = [line.score for line in run]
    assert scores == sorted(set(scores), reverse=True)
    assert scores == pytest.approx([0.5, 0.5, 0.5, -2, -2])


def test_files_of_an_earlier_run_are_gone(tmp_path: Path) -> None:
    write_trec(OUTCOMES, tmp_path, "hybrid")
    write_trec(OUTCOMES[:1], tmp_path, "hybrid")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["qrels.en.txt", "run.en.txt"]
