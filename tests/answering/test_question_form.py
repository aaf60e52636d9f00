import pytest

from rag.answering.question_form import question_form, without_attribution


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Quels sont les quatre axes ?", (True, False, False, False)),
        ("ما هي المحاور الأربعة؟", (True, False, False, False)),
        ("List the partners", (True, False, False, False)),
        ("Quand a-t-il été signé ?", (False, True, False, False)),
        ("متى وُقّعت المذكرة؟", (False, True, False, False)),
        ("When was it signed, and how many people came?", (False, True, True, False)),
        ("Quel est le budget de la convention ?", (False, False, False, True)),
        ("كم تبلغ ميزانية البرنامج؟", (False, False, True, True)),
        ("ch7al mn megawatt", (False, False, True, False)),
        ("Qui a signé ?", (False, False, False, False)),
    ],
)
def test_forms(question: str, expected: tuple[bool, bool, bool, bool]) -> None:
    form = question_form(question)
    assert (form.wants_list, form.wants_date, form.wants_number, form.wants_money) == expected


@pytest.mark.parametrize(
    ("question", "text", "unmet"),
    [
        ("Quand ?", "Signé le 12 septembre 2025.", 0),
        ("Quand ?", "Signé à Rabat.", 1),
        ("متى؟", "يوم 12 شتنبر بالرباط", 0),
        ("How many?", "Several people", 1),
        ("How many?", "Four hundred people", 0),
        ("Quel budget ?", "Signé le 12 septembre 2025.", 1),
        ("Quel budget ?", "Un montant de 11 milliards de dirhams.", 0),
        ("كم الميزانية؟", "بمبلغ 11 مليار درهم", 0),
        ("Who signed?", "Nobody.", 0),
    ],
)
def test_what_is_wanted_but_missing(question: str, text: str, unmet: int) -> None:
    assert question_form(question).unmet_by(text) == unmet


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Qui a signé ?", True),
        ("من وقع الاتفاقية؟", True),
        ("شكون وقع؟", True),
        ("Which Moroccan diplomat was present?", True),
        ("Quelle experte a rédigé le rapport ?", True),
        ("cassava founder name", True),
        ("Which ministry signed?", False),
        ("Où a-t-il été signé ?", False),
        ("ما الجهة التي وقعت من قبل؟", False),
    ],
)
def test_questions_for_persons(question: str, person: bool) -> None:
    assert question_form(question).wants_person == person


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


def test_the_clause_that_names_the_source_is_taken_off() -> None:
    assert without_attribution("signé à rabat, selon le matin du 5 mai 2024.") == "signé à rabat, "
    assert without_attribution("وقعت بالرباط، حسب هسبريس في ماي 2024.") == "وقعت بالرباط، "
    assert without_attribution("it opened, le matin reported in may 2024.") == "it opened"
