import pytest

from rag.question.yes_no import asks_why, is_yes_no, yes_no_words
from rag.text.language import LANGUAGES, Language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Est-ce que le Maroc a signé ?", "fr"),
        ("Est-ce qu’il a signé ?", "fr"),
        ("Est-il vrai que le Maroc a signé ?", "fr"),
        ("Le Maroc a-t-il signé ?", "fr"),
        ("Existe-t-elle ?", "fr"),
        ("Sont-ils signés ?", "fr"),
        ("Peut-on signer ?", "fr"),
        ("Is it signed?", "en"),
        ("Did Morocco sign?", "en"),
        ("Has it been signed?", "en"),
        ("هل وقع المغرب؟", "ar"),
        ("Le Maroc a-t-il adhéré à la convention ?", "fr"),
        ("Le Maroc a-t-il annoncé qu'il signerait ?", "fr"),
        ("Can you tell me if Morocco signed?", "en"),
        ("Est-ce que tu peux me dire si le Maroc a signé ?", "fr"),
        ("هل يمكنك أن تقول لي إذا وقع المغرب؟", "ar"),
        ("Can Morocco sign it?", "en"),
        ("أليس المغرب عضوا؟", "ar"),
    ],
)
def test_a_question_for_yes_or_no(question: str, language: Language) -> None:
    assert is_yes_no(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui a signé ?", "fr"),
        ("Quand a-t-il été signé ?", "fr"),
        ("Combien d'accords a-t-on signés ?", "fr"),
        ("Quel budget a-t-il ?", "fr"),
        ("Que prévoit-il ?", "fr"),
        ("Où se trouve-t-il ?", "fr"),
        ("À quelle date a-t-elle été signée ?", "fr"),
        ("De quoi traite-t-il ?", "fr"),
        ("Rendez-vous", "fr"),
        ("Le Maroc a signé", "fr"),
        ("Lequel a-t-il signé ?", "fr"),
        ("Qu'a-t-il signé ?", "fr"),
        ("Est-ce que tu peux me dire qui a signé ?", "fr"),
        ("Est-il un accord ou une loi ?", "fr"),
        ("Can you tell me who signed it?", "en"),
        ("Could you list the agreements?", "en"),
        ("هل يمكنك أن تقول من وقع؟", "ar"),
        ("Who signed it?", "en"),
        ("When was it signed?", "en"),
        ("The law is signed", "en"),
        ("من وقع؟", "ar"),
        ("متى وقع المغرب؟", "ar"),
        ("", "fr"),
    ],
)
def test_a_question_for_more_than_yes_or_no(question: str, language: Language) -> None:
    assert not is_yes_no(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Est-ce que c'est une loi ou un décret ?", "fr"),
        ("Is it a law or a decree?", "en"),
        ("هل هو قانون أم مرسوم؟", "ar"),
    ],
)
def test_a_question_for_one_of_two_is_not_answered_by_yes_or_no(question: str, language: Language) -> None:
    assert not is_yes_no(question, language)


def test_a_verb_before_its_pronoun_asks_in_french_only() -> None:
    assert not is_yes_no("Le Maroc a-t-il signé ?", "en")


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Pourquoi a-t-elle été créée ?", "fr", True),
        ("Quelle est la raison du retard ?", "fr", True),
        ("Quand a-t-elle été créée ?", "fr", False),
        ("Why was it created?", "en", True),
        ("What are the reasons?", "en", True),
        ("When was it created?", "en", False),
        ("لماذا أنشئت؟", "ar", True),
        ("علاش؟", "ar", True),
        ("متى أنشئت؟", "ar", False),
    ],
)
def test_a_question_for_a_reason(question: str, language: Language, expected: bool) -> None:
    assert asks_why(question, language) is expected


@pytest.mark.parametrize(
    ("language", "opening", "negation", "hedge"),
    [
        ("fr", ("est", "ce", "que"), "pas", "devrait"),
        ("en", ("did",), "not", "planned"),
        ("ar", ("هل",), "ليس", "متوقع"),
    ],
)
def test_the_words_of_a_language(language: Language, opening: tuple[str, ...], negation: str, hedge: str) -> None:
    words = yes_no_words(language)
    assert opening in words.openings
    assert negation in words.negations
    assert hedge in words.hedges


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_opening_is_longer_than_is_looked_at(language: Language) -> None:
    assert max(map(len, yes_no_words(language).openings)) <= 3
