import pytest

from rag.answering.stance import Stance, shared_words, stance
from rag.text.language import Language

FR, AR, EN = "fr", "ar", "en"


@pytest.mark.parametrize(
    ("question", "quote", "language"),
    [
        ("Est-ce que le centre a ouvert en 2024 ?", "Le centre a ouvert en 2024.", FR),
        ("Le centre a-t-il ouvert en 2024 ?", "Le centre a ouvert le 3 mai 2024.", FR),
        ("Did the centre open in 2024?", "The centre opened in 2024.", EN),
        ("Does it have 40 seats?", "It has 40 seats.", EN),
        ("هل افتتح المركز سنة 2024؟", "افتتح المركز سنة 2024.", AR),
    ],
)
def test_what_is_stated_is_a_yes(question: str, quote: str, language: Language) -> None:
    assert stance(question, quote, "T", language) == "yes"


@pytest.mark.parametrize(
    ("question", "quote", "language"),
    [
        ("Est-ce que le centre a ouvert en 2024 ?", "Le centre a ouvert en 2023.", FR),
        ("Est-ce que le centre a ouvert ?", "Le centre n'a pas ouvert.", FR),
        ("Did the centre open in 2024?", "The centre opened in 2023.", EN),
        ("Did the centre open?", "The centre did not open.", EN),
        ("Does it have 40 seats?", "It has 30 seats.", EN),
        ("هل افتتح المركز سنة 2024؟", "افتتح المركز سنة 2023.", AR),
    ],
)
def test_another_value_or_a_negation_is_a_no(question: str, quote: str, language: Language) -> None:
    assert stance(question, quote, "T", language) == "no"


def test_a_question_that_denies_is_affirmed_by_a_sentence_that_denies() -> None:
    assert stance("Did the centre not open?", "The centre did not open.", "T", EN) == "yes"
    assert stance("Did the centre not open?", "The centre opened.", "T", EN) == "no"


@pytest.mark.parametrize(
    ("question", "quote", "language"),
    [
        ("Est-ce que le centre a ouvert ?", "Le centre pourrait avoir ouvert.", FR),
        ("Est-ce que le centre forme des ingénieurs ?", "L'école de Fès existe.", FR),
        ("Did the centre open?", "The centre could open soon.", EN),
        ("Did the centre train engineers?", "A school is in Fez.", EN),
        ("Does the hall have 40 seats?", "The hall has seats since 2023.", EN),
        ("هل افتتح المركز؟", "قد يفتتح المركز قريبا.", AR),
        ("هل يكون المركز مهندسين؟", "توجد مدرسة بفاس.", AR),
    ],
)
def test_what_is_left_open_or_not_said_is_only_what_the_documents_say(
    question: str, quote: str, language: Language
) -> None:
    assert stance(question, quote, "T", language) == "according"


@pytest.mark.parametrize(
    ("question", "quote", "language", "said"),
    [
        ("Pourquoi le centre a-t-il ouvert en 2024 ?", "Le centre a ouvert en 2023.", FR, "otherwise"),
        ("Pourquoi le centre a-t-il ouvert en 2023 ?", "Le centre a ouvert en 2023.", FR, ""),
        ("Pourquoi le centre a-t-il ouvert ?", "Le centre a ouvert en 2023.", FR, ""),
        ("Why did the centre open in 2024?", "The centre opened in 2023.", EN, "otherwise"),
        ("Why did the centre open in 2024?", "A school of Fez is from 2023.", EN, ""),
        ("Why did the centre open?", "The centre opened in 2023.", EN, ""),
        ("لماذا افتتح المركز سنة 2024؟", "افتتح المركز سنة 2023.", AR, "otherwise"),
        ("لماذا افتتح المركز؟", "افتتح المركز سنة 2023.", AR, ""),
    ],
)
def test_a_question_for_a_reason_is_put_right_only_where_its_value_is_another(
    question: str, quote: str, language: Language, said: Stance
) -> None:
    assert stance(question, quote, "T", language) == said


@pytest.mark.parametrize(
    ("question", "quote", "language"),
    [
        ("Qui a ouvert le centre en 2024 ?", "Le centre a ouvert en 2023.", FR),
        ("Who opened the centre in 2024?", "The centre opened in 2023.", EN),
        ("من افتتح المركز سنة 2024؟", "افتتح المركز سنة 2023.", AR),
    ],
)
def test_nothing_is_said_to_other_questions(question: str, quote: str, language: Language) -> None:
    assert stance(question, quote, "T", language) == ""


def test_a_name_that_is_missing_is_not_made_up_for_by_all_other_words() -> None:
    question = "Did Alpha open the large research centre in Fez?"
    assert stance(question, "A large research centre was opened in Fez.", "T", EN) == "according"
    assert stance(question, "Alpha opened a large research centre in Fez.", "T", EN) == "yes"


def test_the_title_may_name_what_the_sentence_leaves_out() -> None:
    assert stance("Did Alpha open the centre?", "It opened the centre.", "Beta", EN) == "according"
    assert stance("Did Alpha open the centre?", "It opened the centre.", "Alpha", EN) == "yes"


@pytest.mark.parametrize(
    ("question", "text", "language", "share"),
    [
        ("Did the centre open in 2024?", "The centres opened.", EN, 1.0),
        ("Did the centre open?", "The centre.", EN, 0.5),
        ("Le centre a ouvert", "La convention", FR, 0.0),
        ("هل افتتح المركز؟", "مركز الرباط", AR, 0.5),
        ("2024?", "2024", EN, 0.0),
    ],
)
def test_words_are_shared_whatever_their_form_and_figures_do_not_count(
    question: str, text: str, language: Language, share: float
) -> None:
    assert shared_words(question, text, language) == share
