import pytest

from rag.text.subject import of_another, subject, with_subject


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Qui a signé la convention avec la CNDP ?", "la convention avec la CNDP"),
        ("C'est quoi le supercalculateur Toubkal ?", "le supercalculateur Toubkal"),
        ("Who opened Morocco's national AI conference?", "Morocco's national AI conference"),
        ("What is AI Movement in Rabat?", "AI Movement in Rabat"),
        ("ما هو برنامج الخوارزمي؟", "برنامج الخوارزمي"),
        ("who funds toubkal", "funds toubkal"),
        ("Quand ?", ""),
        ("Quels sont les objectifs de la convention avec la CNDP ?", "la convention avec la CNDP"),
        ("Quels sont les quatre axes du partenariat avec Mistral AI ?", "partenariat avec Mistral AI"),
        ("Quelle est la date de l'accord avec AXA ?", "l'accord avec AXA"),
        ("What are the goals of the Mistral memorandum?", "the Mistral memorandum"),
        ("ما هي أهداف الاتفاقية مع اللجنة الوطنية؟", "الاتفاقية مع اللجنة الوطنية"),
    ],
)
def test_the_subject_is_what_follows_the_asking(question: str, about: str) -> None:
    assert subject(question) == about


@pytest.mark.parametrize(
    ("question", "complete"),
    [
        ("Et qui l'a signée ?", "qui l'a signée – le texte ?"),
        ("And when?", "when – le texte?"),
        ("ومتى؟", "متى – le texte؟"),
        ("Combien", "Combien – le texte"),
    ],
)
def test_the_subject_is_added_and_the_connective_dropped(question: str, complete: str) -> None:
    assert with_subject(question, "le texte") == complete


@pytest.mark.parametrize(
    ("earlier", "question", "complete"),
    [
        ("Qui a signé avec Mistral AI ?", "Et pour la CNDP ?", "Qui a signé avec CNDP ?"),
        ("When was the AXA convention signed?", "And the Huawei one?", "When was the Huawei convention signed?"),
        ("متى وقعت المذكرة مع ميسترال؟", "وماذا عن أوراكل؟", "متى وقعت المذكرة مع أوراكل؟"),
        ("who funds toubkal?", "And Oracle?", "who funds toubkal Oracle?"),
    ],
)
def test_another_name_takes_the_place_of_the_last(earlier: str, question: str, complete: str) -> None:
    assert of_another(earlier, question) == complete
