import pytest

from rag.text.question_words import content_words, names, plain, without_connective


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Who is Omar Seghrouchni?", ["Omar", "Seghrouchni"]),
        ("CNDP ?", ["CNDP"]),
        ("Le Maroc et l'IA", []),
        ("شكون وقع مع mistral؟", ["mistral"]),
        ("Quand ?", []),
    ],
)
def test_names(question: str, named: list[str]) -> None:
    assert names(question) == named


@pytest.mark.parametrize(
    ("word", "form"), [("Où", "où"), ("ومتى", "متي"), ("وشكون", "من"), ("وزارة", "وزاره"), ("Fo9ach", "متي")]
)
def test_plain_forms(word: str, form: str) -> None:
    assert plain(word) == form


def test_content_words_are_what_neither_asks_nor_joins() -> None:
    assert content_words("Et quand a-t-elle été signée ?") == ["elle", "signée"]


@pytest.mark.parametrize(
    ("question", "rest"),
    [("Et quand ?", "quand ?"), ("And, when?", "when?"), ("ومن؟", "من؟"), ("وزارة", "وزارة"), ("Et", "Et"), ("؟", "؟")],
)
def test_a_connective_in_front_goes(question: str, rest: str) -> None:
    assert without_connective(question) == rest
