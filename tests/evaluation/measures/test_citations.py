import pytest

from rag.evaluation.measures.citations import (
    Statement,
    citation_measures,
    citation_precision,
    citation_recall,
    cited_average_precision,
    statements,
)

from ..make import abstention, answer, citation, outcome, uncertain


class HasAllWords:
    """Supports a statement whose words are all in the premise."""

    def supports(self, premise: str, statement: str) -> bool:
        return set(statement.split()) <= set(premise.split())


JUDGE = HasAllWords()
RECALL, PRECISION, CITED_AP, CITED, VERBATIM = citation_measures(JUDGE)


def test_an_answer_falls_into_statements_at_its_markers() -> None:
    given = answer("a b. [1] c d. [2][3] e f.", citation(1, "x", "a"), citation(2, "x", "c"), citation(3, "y", "d"))
    assert statements(outcome(given)) == [
        Statement("a b.", ("a",)),
        Statement("c d.", ("c", "d")),
        Statement("e f.", ()),
    ]


def test_a_marker_without_a_citation_brings_no_quote() -> None:
    assert statements(outcome(answer("a b [7]", citation(1, "x", "a b")))) == [Statement("a b", ())]


@pytest.mark.parametrize(
    ("said", "recall", "precision"),
    [
        ([], 0, 0),
        ([Statement("a b", ("a b c",))], 1, 1),
        # An unsupported statement: its citation is wrong too.
        ([Statement("a b", ("a b c",)), Statement("d", ("a b c",))], 1 / 2, 1 / 2),
        # A superfluous citation: the other one supports alone, this one does not.
        ([Statement("a b", ("a b", "c d"))], 1, 1 / 2),
        # Two that support alone are both right.
        ([Statement("a b", ("a b", "b a c"))], 1, 1),
        # Two that are needed together are both right.
        ([Statement("a b", ("a x", "b y"))], 1, 1),
        # A third beside them is superfluous.
        ([Statement("a b", ("a x", "b y", "z"))], 1, 2 / 3),
        # A statement without a marker lowers recall and has no citation to count.
        ([Statement("a", ("a",)), Statement("b", ())], 1 / 2, 1),
        ([Statement("a", ())], 0, 0),
    ],
)
def test_recall_and_precision_by_hand(said: list[Statement], recall: float, precision: float) -> None:
    assert citation_recall(said, JUDGE) == pytest.approx(recall)
    assert citation_precision(said, JUDGE) == pytest.approx(precision)


def test_an_answer_in_text_is_measured_as_its_statements() -> None:
    given = answer("a b [1] d [2] e", citation(1, "x", "a b c"), citation(2, "x", "nothing"))
    # Supported: the first of three statements; right: the first of two citations.
    assert RECALL.value(outcome(given)) == pytest.approx(1 / 3)
    assert PRECISION.value(outcome(given)) == 1 / 2


def test_cited_average_precision_by_hand() -> None:
    assert cited_average_precision(["a", "x", "b"], frozenset("ab")) == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert cited_average_precision(["x", "a", "a"], frozenset("a")) == 1 / 2
    assert cited_average_precision(["a"], frozenset("ab")) == 1 / 2
    assert cited_average_precision([], frozenset("a")) == 0


def test_cited_documents_of_an_outcome() -> None:
    given = answer("a [1] b [2] c [3]", citation(1, "x", "a"), citation(2, "right", "b"), citation(3, "x", "c"))
    assert CITED_AP.value(outcome(given, relevant={"right": 1})) == 1 / 2
    assert CITED.value(outcome(given, relevant={"right": 1})) == 1
    assert CITED.value(outcome(given, relevant={"other": 1})) == 0
    assert CITED.value(outcome(given)) is None


def test_verbatim_is_the_share_of_quotes_that_stand_at_their_place() -> None:
    given = answer("a [1] b [2]", citation(1, "x", "a"), citation(2, "x", "b"))
    assert VERBATIM.value(outcome(given, verbatim=(True, False))) == 1 / 2
    assert VERBATIM.value(outcome(answer("a"))) == 0
    assert VERBATIM.value(outcome(abstention())) is None


@pytest.mark.parametrize("given", [None, abstention(), uncertain("a [1]", citation(1, "a", "a"))])
def test_no_answer_is_zero_where_there_is_one(given: dict[str, object] | None) -> None:
    missing = outcome(given, relevant={"a": 1})
    assert [measure.value(missing) for measure in (RECALL, PRECISION, CITED_AP, CITED)] == [0] * 4


def test_talk_cites_nothing() -> None:
    spoken = outcome(answer("a [1]", citation(1, "a", "a")), status="talk", answerable=False, verbatim=(True,))
    assert [measure.value(spoken) for measure in (RECALL, PRECISION, CITED_AP, CITED, VERBATIM)] == [None] * 5


def test_no_answer_is_not_measured_where_there_is_none() -> None:
    silent = outcome(abstention(), answerable=False)
    assert [measure.value(silent) for measure in citation_measures(JUDGE)] == [None] * 5


def test_an_answer_where_there_is_none_is_measured() -> None:
    assert RECALL.value(outcome(answer("a b"), answerable=False)) == 0
