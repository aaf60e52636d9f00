import pytest

from rag.answering.question_form import question_form


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
