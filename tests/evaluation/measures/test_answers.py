import pytest

from rag.evaluation.measures.answers import answer_measures

from ..make import abstention, answer, citation, outcome, talk, uncertain

EM, F1, CONTAINS, CONTAINS_FIRST, REQUIREMENTS = answer_measures()
SIGNED = answer("It was signed by Omar Seghrouchni. [1] In Rabat. [2]", citation(1, "d", "By Omar Seghrouchni."))


def test_the_gold_answer_that_fits_best_counts() -> None:
    given = answer("Omar Seghrouchni [1]")
    answers = ("the minister", "Seghrouchni", "Omar Seghrouchni")
    assert EM.value(outcome(given, answers=answers)) == 1
    # without the third: precision 1/2, recall 1
    assert F1.value(outcome(given, answers=answers[:2])) == pytest.approx(2 / 3)


def test_the_rules_are_those_of_the_language_of_the_passages() -> None:
    given = answer("the defense")
    assert EM.value(outcome(given, answers=("defense",), language="ar", sources="en")) == 1
    assert EM.value(outcome(given, answers=("defense",), language="fr", sources="fr+en")) == 0
    assert EM.value(outcome(given, answers=("defense",), language="other", sources="fr+en")) == 1


def test_no_answer_to_an_unanswerable_question_is_an_exact_match() -> None:
    assert EM.value(outcome(abstention(), answerable=False)) == 1
    assert F1.value(outcome(abstention(), answerable=False)) == 1


def test_any_answer_to_an_unanswerable_question_is_wrong() -> None:
    assert EM.value(outcome(SIGNED, answerable=False)) == 0
    plausible = outcome(answer("Rabat"), answerable=False, answers=("Rabat",))
    assert (EM.value(plausible), F1.value(plausible), CONTAINS.value(plausible)) == (0, 0, None)


@pytest.mark.parametrize("given", [None, abstention()])
def test_a_missing_answer_counts_as_zero(given: dict[str, object] | None) -> None:
    missing = outcome(given, answers=("Rabat",), must=(("Rabat",),))
    assert [measure.value(missing) for measure in answer_measures()] == [0] * 5


def test_an_uncertain_reply_is_neither_an_answer_nor_silence() -> None:
    unsure = uncertain("Rabat", citation(1, "d", "Rabat"))
    asked = outcome(unsure, answers=("Rabat",), must=(("Rabat",),))
    assert [measure.value(asked) for measure in answer_measures()] == [0] * 5
    assert (EM.value(outcome(unsure, answerable=False)), F1.value(outcome(unsure, answerable=False))) == (0, 0)


def test_talk_has_no_right_answer() -> None:
    assert [measure.value(outcome(talk(), answerable=False, status="talk")) for measure in answer_measures()] == [
        None
    ] * 5


def test_darija_is_compared_as_arabic() -> None:
    # In Arabic the article is taken off and an answer may begin within a word.
    asked = outcome(answer("وقعت بالرباط [1]"), answers=("الرباط",), language="ary", sources="fr+ar+en")
    assert CONTAINS.value(asked) == 1


def test_an_error_is_wrong_even_where_silence_is_right() -> None:
    failed = outcome(None, answerable=False, error="RuntimeError: boom")
    assert (EM.value(failed), F1.value(failed)) == (0, 0)


def test_containment_is_of_any_gold_answer() -> None:
    assert CONTAINS.value(outcome(SIGNED, answers=("nobody", "Omar Seghrouchni"))) == 1
    assert CONTAINS.value(outcome(SIGNED, answers=("nobody",))) == 0


def test_containment_at_1_looks_at_the_first_quote_only() -> None:
    assert CONTAINS_FIRST.value(outcome(SIGNED, answers=("Seghrouchni",))) == 1
    assert CONTAINS_FIRST.value(outcome(SIGNED, answers=("Rabat",))) == 0
    assert CONTAINS_FIRST.value(outcome(answer("Rabat"), answers=("Rabat",))) == 0  # nothing is quoted


def test_requirements_are_met_by_one_of_their_wordings() -> None:
    must = (("Omar Seghrouchni", "M. Seghrouchni"), ("Rabat", "Salé"), ("2025",))
    assert REQUIREMENTS.value(outcome(SIGNED, must=must)) == pytest.approx(2 / 3)


def test_requirements_are_compared_after_folding() -> None:
    given = answer("وقّعتها أمل الفلاّح السّغروشني سنة ٢٠٢٥ [1]")
    assert REQUIREMENTS.value(outcome(given, must=(("امل الفلاح السغروشني",), ("2025",)))) == 1


def test_a_marker_in_the_middle_hides_no_requirement() -> None:
    assert REQUIREMENTS.value(outcome(answer("the Mistral [1] AI memorandum [2]"), must=(("mistral ai",),))) == 1


def test_what_the_set_does_not_ask_for_is_not_measured() -> None:
    assert [measure.value(outcome(SIGNED)) for measure in answer_measures()] == [None] * 5
    assert [m.value(outcome(None, answers=("x",), must=(("x",),), asked=False)) for m in answer_measures()] == [
        None
    ] * 5
