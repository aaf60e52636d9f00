import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, precision_score, recall_score, roc_auc_score

from rag.evaluation.measures.abstention import (
    abstention_measures,
    abstention_precision,
    abstention_recall,
    area_under_risk_coverage,
    area_under_roc,
    balanced_accuracy,
    risk_coverage,
)
from rag.evaluation.measures.measure import Rows
from rag.evaluation.outcome_table import OutcomeTable

from ..make import abstention, answer, outcome, talk, uncertain


def rows(*each: tuple[float, float, float, float]) -> Rows:
    """Of answerable, answered, confidence, right."""
    return np.array(each, dtype=float)


# Four answerable questions, three of them answered; two others, one of them answered.
SIX = rows((1, 1, 0.9, 1), (1, 1, 0.8, 1), (1, 1, 0.6, 0), (1, 0, 0.3, 1), (0, 1, 0.7, 0), (0, 0, 0.3, 0))


def test_decisions_by_hand() -> None:
    assert balanced_accuracy(SIX) == pytest.approx((3 / 4 + 1 / 2) / 2)
    assert abstention_precision(SIX) == 1 / 2  # two abstentions, one of them right
    assert abstention_recall(SIX) == 1 / 2  # two unanswerable questions, one of them left unanswered


def test_an_uncertain_reply_is_half_right_and_no_abstention() -> None:
    unsure = rows((1, 1, 0.9, 1), (1, 0.5, 0.5, 1), (0, 0.5, 0.5, 0), (0, 0, 0.1, 0), (0, 0, 0.1, 0))
    assert balanced_accuracy(unsure) == pytest.approx(((1 + 1 / 2) / 2 + (1 / 2 + 1 + 1) / 3) / 2)
    assert abstention_precision(unsure) == 1  # of two abstentions
    assert abstention_recall(unsure) == pytest.approx(2 / 3)


def test_area_under_roc_by_hand_with_a_tie() -> None:
    # Pairs of answerable with 0.7: .9 and .8 win, .6 and .3 lose; with 0.3: three win, one is a tie.
    assert area_under_roc(SIX) == pytest.approx((2 + 3 + 0.5) / 8)


def test_risk_and_coverage_by_hand_with_a_tie() -> None:
    coverage, risk = risk_coverage(SIX)
    assert coverage == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1])
    # By confidence: right, right, wrong (.7), wrong (.6), then one right and one wrong at .3: half a fault each.
    assert risk == pytest.approx([0, 0, 1 / 3, 2 / 4, 2.5 / 5, 3 / 6])
    assert area_under_risk_coverage(SIX) == pytest.approx((0 + 0 + 1 / 3 + 1 / 2 + 1 / 2 + 1 / 2) / 6)


def test_the_order_of_tied_questions_does_not_matter() -> None:
    assert area_under_risk_coverage(SIX[::-1]) == pytest.approx(area_under_risk_coverage(SIX))
    all_tied = rows((1, 1, 0.5, 1), (1, 1, 0.5, 0), (1, 1, 0.5, 0))
    assert risk_coverage(all_tied)[1] == pytest.approx([2 / 3] * 3)


def test_they_agree_with_scikit_learn() -> None:
    random = np.random.default_rng(0)
    confidence = random.integers(0, 12, 300) / 12  # with many ties
    drawn = np.column_stack([random.random(300) < 0.7, confidence > 0.4, confidence, random.random(300) < 0.5])
    answerable, answered = drawn[:, 0], drawn[:, 1]
    assert area_under_roc(drawn) == pytest.approx(roc_auc_score(answerable, confidence))
    assert balanced_accuracy(drawn) == pytest.approx(balanced_accuracy_score(answerable, answered))
    assert abstention_precision(drawn) == pytest.approx(precision_score(1 - answerable, 1 - answered))
    assert abstention_recall(drawn) == pytest.approx(recall_score(1 - answerable, 1 - answered))


@pytest.mark.parametrize("kind", [0, 1])
def test_with_one_kind_of_question_there_is_no_figure(kind: int) -> None:
    one_kind = SIX[SIX[:, 0] == kind]
    assert np.isnan(balanced_accuracy(one_kind))
    assert np.isnan(area_under_roc(one_kind))


def test_without_abstentions_there_is_no_precision() -> None:
    assert np.isnan(abstention_precision(SIX[SIX[:, 1] == 1]))
    assert np.isnan(abstention_recall(SIX[SIX[:, 0] == 1]))


def figures(*outcomes: object) -> dict[str, float]:
    measures = abstention_measures()
    table = OutcomeTable(measures, outcomes)  # type: ignore[arg-type]
    return {m.name: m.statistic(table.rows(m, table.everything())) for m in measures}


def test_from_outcomes_to_figures() -> None:
    found = figures(
        outcome(answer("x", confidence=0.9), relevant={"a": 1}, ranking="b c a"),  # right: found at rank 3
        outcome(answer("x", confidence=0.8), relevant={"a": 1}, ranking="b c d a"),  # wrong: only at rank 4
        outcome(abstention(0.2), answers=("x",)),  # answerable, and nothing says which document is right
        outcome(abstention(0.4), answerable=False),
    )
    assert found["BalancedAccuracy"] == pytest.approx((2 / 3 + 1) / 2)
    assert found["AbstentionPrecision"] == 1 / 2
    assert found["AbstentionRecall"] == 1
    assert found["AUROC"] == pytest.approx(2 / 3)
    # By confidence right, wrong, wrong (unanswerable), right
    assert found["AURC"] == pytest.approx((0 + 1 / 2 + 2 / 3 + 2 / 4) / 4)


def test_from_states_to_figures() -> None:
    found = figures(
        outcome(uncertain("x", confidence=0.4), answers=("x",)),
        outcome(answer("x"), answers=("x",)),
        outcome(uncertain("x", confidence=0.5), answerable=False),
        outcome(talk(), answerable=False),  # taken for talk: an abstention
        outcome(talk(), answerable=False, status="talk"),  # this is talk, and none of these measures applies
        outcome(answer("x"), answerable=False, status="talk"),
    )
    assert found["BalancedAccuracy"] == pytest.approx(((1 / 2 + 1) / 2 + (1 / 2 + 1) / 2) / 2)
    assert (found["AbstentionPrecision"], found["AbstentionRecall"]) == (1, 1 / 2)
    assert found["AUROC"] == 3 / 4  # .4 is below .5 and above 0, .9 above both


def test_an_error_is_the_wrong_decision_in_every_figure() -> None:
    found = figures(
        outcome(answer("x", confidence=0.9), answers=("x",)),
        outcome(None, answers=("x",), error="RuntimeError: boom"),
        outcome(abstention(0.1), answerable=False),
        outcome(None, answerable=False, error="RuntimeError: boom"),
    )
    assert found["BalancedAccuracy"] == 1 / 2
    assert found["AbstentionPrecision"] == 1 / 2
    assert found["AbstentionRecall"] == 1 / 2
    # .9 is above .1 and below the error's 1; the error's 0 is below both.
    assert found["AUROC"] == 1 / 4


def test_where_nothing_tells_what_is_answerable_only_the_answers_are_counted() -> None:
    row = abstention_measures()[0].row
    assert row(outcome(answer("x"))) is None
    assert row(outcome(None, answers=("x",), asked=False)) is None
