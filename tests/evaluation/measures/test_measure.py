import numpy as np

from rag.evaluation.measures.all import all_measures
from rag.evaluation.measures.measure import Measure, mean

from ..make import outcome


def test_every_measure_has_a_name_of_its_own_and_a_meaning() -> None:
    measures = all_measures()
    assert [str(measure) for measure in measures] == [repr(measure) for measure in measures]
    assert [str(measure) for measure in measures] == [
        *("nDCG@10", "R@1", "R@5", "R@20", "RR@10", "AP"),
        *("EM", "F1", "Contains", "Contains@1", "Requirements"),
        *("CitationRecall", "CitationPrecision", "CitedAP", "Cited", "Verbatim"),
        *("QuotesPerAnswer", "RequirementsPerQuote", "SetPrecision", "SetRecall", "SetF1"),
        *("Answered", "Uncertain", "Abstained"),
        *("BalancedAccuracy", "AbstentionPrecision", "AbstentionRecall", "AUROC", "AURC"),
        *("Coverage", "Risk", "Coverage+uncertain", "Risk+uncertain", "Collection", "Talk", "NotTalk", "Language"),
        *("p50", "p95"),
    ]
    assert all(measure.meaning for measure in measures)


def test_the_mean_is_of_the_first_column() -> None:
    assert mean(np.array([[1.0, 9.0], [0.0, 9.0]])) == 0.5


def test_only_a_measure_whose_figure_is_a_mean_has_values_of_single_questions() -> None:
    single = Measure("Half", "", lambda _: (0.5,))
    assert (single.per_question, single.value(outcome())) == (True, 0.5)
    whole = Measure("Most", "", lambda _: (0.5,), lambda rows: float(rows.max()))
    assert (whole.per_question, whole.value(outcome())) == (False, None)


def test_what_was_written_down_is_not_measured_again() -> None:
    written = outcome()
    object.__setattr__(written, "measures", {"Half": 0.25})
    assert Measure("Half", "", lambda _: (0.5,)).taken(written) == (0.25,)
    assert Measure("Other", "", lambda _: (0.5,)).taken(written) == (0.5,)
