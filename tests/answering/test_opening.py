import pytest

from rag.answering.opening import joined_and, referent
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.text.language import Language


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("ويحتضن المركز الحاسوب", 1),
        ("والوزارة شريك", 1),
        ("وقال الوزير", 1),
        ("واتفق الطرفان", 1),
        ("ووقعت الوزارة", 1),
        ("وقعت الوزارة الاتفاقية", 0),
        ("وزارة الصحة", 0),
        ("وكالة التنمية", 0),
        ("وُقّع الاتفاق", 0),
        ("المركز بالرباط", 0),
        ("وا", 0),
        ("", 0),
    ],
)
def test_a_joined_and_is_told_from_a_letter_of_the_word(text: str, characters: int) -> None:
    assert joined_and(text, "ar") == characters


@pytest.mark.parametrize("language", ["fr", "en"])
def test_only_arabic_joins_its_and(language: Language) -> None:
    assert joined_and("ويحتضن المركز", language) == 0


def stands_for(text: str, language: Language, title: str) -> str:
    passage = chunk(Document("d", language, title, text, "d.md"), 1000, len)[0]
    return referent(passage, passage.sentences[0])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Elle a ouvert en 2024.", "fr"),
        ("Celle-ci a ouvert en 2024.", "fr"),
        ("Ce dernier a ouvert en 2024.", "fr"),
        ("It opened in 2024.", "en"),
        ("They opened in 2024.", "en"),
        ("The latter opened in 2024.", "en"),
    ],
)
def test_a_pronoun_that_opens_a_sentence_stands_for_the_title(text: str, language: Language) -> None:
    assert stands_for(text, language, "JAZARI NOUR") == "JAZARI NOUR"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il est prévu d'ouvrir.", "fr"),
        ("Il s'agit d'un centre.", "fr"),
        ("Ceux qui ouvrent paient.", "fr"),
        ("Le centre dit qu'elle a ouvert.", "fr"),
        ("Ellen a ouvert.", "fr"),
        ("It is planned to open.", "en"),
        ("It was planned to open.", "en"),
        ("The centre says that it opened.", "en"),
        ("Italy opened it.", "en"),
        ("هو مركز بالرباط.", "ar"),
    ],
)
def test_other_openings_stand_for_nothing(text: str, language: Language) -> None:
    assert stands_for(text, language, "JAZARI NOUR") == ""


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Nour : le centre de Fès", "Nour"),
        ("Nour (12 September 2025)", "Nour"),
        ("Nour", "Nour"),
        ("Nour: a centre", "Nour"),
        ("10:30 meeting", "10:30 meeting"),
    ],
)
def test_of_a_title_only_the_name_in_front_is_taken(title: str, short: str) -> None:
    assert stands_for("It opened.", "en", title) == short
