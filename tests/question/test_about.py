import pytest

from rag.question.about import About, read_about
from rag.text.language import Language


@pytest.mark.parametrize(
    ("question", "language", "thing", "words"),
    [
        ("C'est quoi la CNDP ?", "fr", "la CNDP", {"cndp"}),
        ("c koi Toubkal", "fr", "Toubkal", {"toubkal"}),
        ("Qu’est-ce que Toubkal ?", "fr", "Toubkal", {"toubkal"}),
        ("Que signifie CNDP ?", "fr", "CNDP", {"cndp"}),
        ("What is Nexus AI?", "en", "Nexus AI", {"nexus", "ai"}),
        ("what's Toubkal?", "en", "Toubkal", {"toubkal"}),
        ("ما هو تبقال؟", "ar", "تبقال", {"تبقال"}),
        ("ماهو نيكسوس", "ar", "نيكسوس", {"نيكسوس"}),
        ("عرف المناظرة", "ar", "المناظرة", {"مناظر"}),
        ("ما المقصود بالمناظرة؟", "ar", "المناظرة", {"مناظر"}),
        ("ما المقصود ب CNDP؟", "ar", "CNDP", {"cndp"}),
        ("What is Toubkal, please?", "en", "Toubkal", {"toubkal"}),
    ],
)
def test_a_request_for_what_a_thing_is(question: str, language: Language, thing: str, words: set[str]) -> None:
    assert read_about(question, language) == About("definition", thing, frozenset(words))


@pytest.mark.parametrize(
    ("question", "language", "thing", "words"),
    [
        ("Parle-moi d'Onepoint", "fr", "Onepoint", {"onepoint"}),
        ("Résume-moi la loi 09-08 !", "fr", "la loi 09-08", {"loi", "09", "08"}),
        ("Peux-tu me résumer Toubkal ?", "fr", "Toubkal", {"toubkal"}),
        ("Explain the law 09-08", "en", "the law 09-08", {"law", "09", "08"}),
        ("Give me an overview of Toubkal…", "en", "Toubkal", {"toubkal"}),
        ("Can you summarise the Oracle deal, please?", "en", "the Oracle deal", {"oracl"}),
        ("Résume Toubkal, s’il te plaît.", "fr", "Toubkal", {"toubkal"}),
        ("لخص لي إعلان الرباط من فضلك", "ar", "إعلان الرباط", {"اعلان", "رباط"}),
        ("لخص لي إعلان الرباط", "ar", "إعلان الرباط", {"اعلان", "رباط"}),
        ("هضر لي على معهد الجزري", "ar", "معهد الجزري", {"معهد", "جزر"}),
    ],
)
def test_a_request_for_a_summary(question: str, language: Language, thing: str, words: set[str]) -> None:
    assert read_about(question, language) == About("summary", thing, frozenset(words))


@pytest.mark.parametrize(
    ("question", "language", "thing", "words"),
    [
        ("Parle-moi de l'accord avec Onepoint", "fr", "l'accord avec Onepoint", {"onepoint"}),
        ("Résume la convention Mistral", "fr", "la convention Mistral", {"mistral"}),
        ("Tell me about the memorandum with Oracle", "en", "the memorandum with Oracle", {"oracl"}),
        ("Tell me about the document on talent", "en", "the document on talent", {"talent"}),
        ("حدثني عن اتفاقية ميسترال", "ar", "اتفاقية ميسترال", {"ميسترال"}),
    ],
)
def test_the_word_for_an_agreement_is_not_searched(
    question: str, language: Language, thing: str, words: set[str]
) -> None:
    assert read_about(question, language) == About("summary", thing, frozenset(words))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Résume", "fr"),
        ("Parle-moi de l'accord", "fr"),
        ("Qu'est-ce qu'un mémorandum ?", "fr"),
        ("What is", "en"),
        ("Summarise, please", "en"),
        ("please", "en"),
        ("What is the?", "en"),
        ("What is the agreement?", "en"),
        ("حدثني عن الاتفاقية", "ar"),
        ("", "fr"),
    ],
)
def test_a_request_that_names_no_thing_is_none(question: str, language: Language) -> None:
    assert read_about(question, language) is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui est Onepoint ?", "fr"),
        ("Qui a signé l'accord ?", "fr"),
        ("Quel est le budget de Toubkal ?", "fr"),
        ("Who is Oracle?", "en"),
        ("Bonjour, what is Toubkal?", "en"),
        ("من وقع الاتفاقية؟", "ar"),
        ("ما أهداف الاتفاقية؟", "ar"),
    ],
)
def test_any_other_question_is_none(question: str, language: Language) -> None:
    assert read_about(question, language) is None


def test_the_longest_opening_counts() -> None:
    # "Résume" alone opens a request, too.
    assert read_about("Résume-moi Toubkal", "fr") == About("summary", "Toubkal", frozenset({"toubkal"}))
    assert read_about("Résume Toubkal", "fr") == About("summary", "Toubkal", frozenset({"toubkal"}))


def test_openings_are_those_of_the_language() -> None:
    assert read_about("What is Toubkal?", "fr") is None
