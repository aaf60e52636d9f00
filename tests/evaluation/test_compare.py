import json
from pathlib import Path

import pytest

from rag.errors import DatasetError
from rag.evaluation.compare import Change, Comparison, compare
from rag.evaluation.outcome import Outcome
from rag.evaluation.run_folder import PER_QUESTION, RunFolder, dump_line

from .make import abstention, answer, citation, outcome, uncertain


def run(path: Path, *outcomes: Outcome) -> Path:
    folder = RunFolder(path)
    folder.start({"set": path.name}, replace=False)
    with folder.append() as file:
        file.writelines(map(dump_line, outcomes))
    return path


def found(comparison: Comparison, language: str, measure: str) -> tuple[float, float, int]:
    (each,) = [d for d in comparison.differences if (d.language, d.measure) == (language, measure)]
    return each.a, each.b, each.n


def ranked(key: str, ranking: str, language: str = "en") -> Outcome:
    return outcome(None, asked=False, id=key, text=f"{key}?", ranking=ranking, relevant={"a": 1}, language=language)


def test_figures_of_both_runs_with_the_questions_that_changed(tmp_path: Path) -> None:
    a = run(tmp_path / "A", ranked("1", "a b"), ranked("2", "b a"), ranked("3", "b", "ar"))
    b = run(tmp_path / "B", ranked("3", "a", "ar"), ranked("2", "b a"), ranked("1", "a b"))  # in another order
    comparison = compare(a, b)
    assert found(comparison, "en", "R@1") == (0.5, 0.5, 2)
    assert found(comparison, "ar", "R@1") == (0, 1, 1)
    assert found(comparison, "all", "R@1") == (pytest.approx(1 / 3), pytest.approx(2 / 3), 3)
    assert [change for change in comparison.changes if change.measure == "R@1"] == [
        Change("3", "3?", "ar", "R@1", 0.0, 1.0)
    ]
    assert (comparison.only_a, comparison.only_b) == (0, 0)
    assert comparison.to_dict()["changes"][0]["id"] == "3"


def test_a_run_is_equal_to_itself(tmp_path: Path) -> None:
    a = run(tmp_path / "A", ranked("1", "a b"), ranked("2", "b a"))
    comparison = compare(a, a)
    assert comparison.changes == ()
    assert {difference.p for difference in comparison.differences} == {1.0}


def test_p_is_that_of_the_randomisation_test(tmp_path: Path) -> None:
    a = run(tmp_path / "A", *(ranked(str(at), "a") for at in range(8)))
    b = run(tmp_path / "B", *(ranked(str(at), "b a") for at in range(8)))
    (p,) = [each.p for each in compare(a, b).differences if (each.language, each.measure) == ("en", "R@1")]
    assert p == pytest.approx(2 / 2**8, abs=0.004)  # all eight signs equal, either way


def test_a_question_that_one_run_lacks_counts_zero_there(tmp_path: Path) -> None:
    a = run(tmp_path / "A", ranked("1", "a"), ranked("2", "a"))
    b = run(tmp_path / "B", ranked("2", "a"), ranked("4", "a"))
    comparison = compare(a, b)
    assert found(comparison, "all", "R@1") == (pytest.approx(2 / 3), pytest.approx(2 / 3), 3)
    assert (comparison.only_a, comparison.only_b) == (1, 1)
    assert found(comparison, "all", "p50")[2] == 1  # what is no mean is compared on shared questions


def test_a_question_that_one_run_lacks_is_left_out_where_lower_is_better(tmp_path: Path) -> None:
    quoting = answer("x [1]", citation(1, "a", "x"))
    a = run(tmp_path / "A", outcome(quoting, id="1", answers=("x",)), outcome(quoting, id="2", answers=("x",)))
    b = run(tmp_path / "B", outcome(uncertain("x"), id="1", answers=("x",)))
    comparison = compare(a, b)
    assert found(comparison, "en", "Uncertain") == (0, 1, 1)
    assert not [each for each in comparison.differences if each.measure == "QuotesPerAnswer"]
    assert found(comparison, "en", "Answered") == (1, 0, 2)


def test_a_run_of_before_there_were_states_is_compared(tmp_path: Path) -> None:
    now = run(tmp_path / "A", outcome(answer("x"), id="1", answers=("x",)), outcome(uncertain("x"), id="2"))
    lines = [json.loads(line) for line in (now / PER_QUESTION).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        del line["gold"]["status"], line["gold"]["complete"]
        line["answer"] = {"status": "answered", "text": "x"}
    before = tmp_path / "before.jsonl"
    before.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert found(compare(before, now), "en", "Uncertain") == (0, 0.5, 2)


def test_measures_that_are_no_mean_are_compared_too(tmp_path: Path) -> None:
    gold = [{"id": "1", "answers": ("x",)}, {"id": "2", "answerable": False}]
    a = run(tmp_path / "A", *(outcome(abstention(), **each) for each in gold))
    b = run(tmp_path / "B", outcome(answer("x"), **gold[0]), outcome(abstention(), **gold[1]))
    assert found(compare(a, b), "en", "BalancedAccuracy") == (0.5, 1, 2)


def test_runs_of_different_sets_have_nothing_to_compare(tmp_path: Path) -> None:
    a, b = run(tmp_path / "A", ranked("1", "a")), run(tmp_path / "B", ranked("2", "a"))
    with pytest.raises(DatasetError, match="share no question, so there is nothing to compare"):
        compare(a, b)


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="none holds no evaluation run"):
        compare(run(tmp_path / "A", ranked("1", "a")), tmp_path / "none")
