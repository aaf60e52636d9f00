import pytest

from rag.answering.question_form import question_form


@pytest.mark.parametrize(
    ("question", "wants_list", "wants_date"),
    [
        ("Quels sont les quatre axes ?", True, False),
        ("ما هي المحاور الأربعة؟", True, False),
        ("List the partners", True, False),
        ("Quand a-t-il été signé ?", False, True),
        ("Quel jour ?", False, True),
        ("Qui a signé ?", False, False),
    ],
)
def test_forms(question: str, wants_list: bool, wants_date: bool) -> None:
    form = question_form(question)
    assert (form.wants_list, form.wants_date) == (wants_list, wants_date)


@pytest.mark.parametrize(
    ("question", "compares"),
    [
        ("Comparer les budgets d'Oracle et de Huawei", True),
        ("Entre Oracle et Huawei, lequel est arrivé le premier ?", True),
        ("Which came first, the memorandum or the convention?", True),
        ("Which city hosts Oracle and which city hosts Huawei?", True),
        ("قارن بين المذكرتين", True),
        ("ما المدينة التي تحتضن المركز، وما المدينة التي تحتضن المعهد؟", True),
        ("ما موضوع الاتفاق وما تاريخه؟", False),
        ("Who signed and when?", False),
        ("Quelle part des stagiaires a été embauchée ?", False),
    ],
)
def test_comparisons(question: str, compares: bool) -> None:
    assert question_form(question).compares == compares


@pytest.mark.parametrize(
    ("question", "value"), [("When?", True), ("Who signed?", True), ("Who are they? List them", False), ("Why?", False)]
)
def test_questions_for_one_value(question: str, value: bool) -> None:
    assert question_form(question).wants_value == value
