import json
from pathlib import Path

import pytest

from rag.text.reference import dependence


@pytest.mark.parametrize(
    "question",
    [
        "Who signed it?",
        "When was that decided?",
        "Which ones?",
        "When?",
        "And how many people came?",
        "When did they announce the project with Oracle?",
        "Et quand a-t-elle été signée ?",
        "Qui l’a signée ?",
        "Quels buts poursuit cette convention ?",
        "Et le budget ?",
        "Celle d'Oujda, qui la préside ?",
        "ومن وقعها؟",
        "ومتى؟",
        "أين يوجد مقرها؟",
        "وشحال الميزانية ديالو؟",
        "o fo9ach?",
    ],
)
def test_a_pronoun_with_nothing_before_it_points_back(question: str) -> None:
    assert dependence(question) == "subject"


@pytest.mark.parametrize(
    "question",
    ["Et pour la CNDP ?", "And Oracle?", "What about Huawei?", "And the Huawei one?", "وماذا عن أوراكل؟", "o Huawei?"],
)
def test_a_name_alone_asks_the_same_of_something_else(question: str) -> None:
    assert dependence(question) == "frame"


@pytest.mark.parametrize(
    "question",
    [
        "Qui dirige la CNDP ?",
        "Et qui est Omar Seghrouchni ?",
        "Quand la CNDP a-t-elle publié son rapport ?",
        "Le Maroc a-t-il signé avec Mistral AI ?",
        "Y a-t-il un accord avec OpenAI sur la santé ?",
        "Combien d'accords ont été signés cette année avec la France ?",
        "Which colour gets its name from a pigment of the sea?",
        "Is it true that Morocco has signed with OpenAI?",
        "Will it rain in Agadir this weekend?",
        "Does Oracle say when its centre opens?",
        "When did the Ministry of Industry publish its report on data centres?",
        "igoudar dakhla comment ils vont réduire la consommation électrique",
        'Who wrote the song "This is it" for Oracle?',
        "من وقع الاتفاقية بين وزارة الانتقال الرقمي وشركة ميسترال؟",
        "كم درهما خصص لبرنامج الخوارزمي للبحث التطبيقي في الذكاء الاصطناعي؟",
        "chkoun wa99e3 l'ittifa9iya m3a Mistral AI?",
    ],
)
def test_a_question_with_a_subject_stands_alone(question: str) -> None:
    assert dependence(question) == "alone"


@pytest.mark.parametrize("question", ["Who are the three parties?", "Où a eu lieu la signature ?", "متى اعتمد؟"])
def test_a_question_of_hardly_a_word_is_short(question: str) -> None:
    assert dependence(question) == "short"


@pytest.mark.parametrize("question", ["ومن يرأس المعهد الذي شارك فيها؟", "وكم طابقا يشغل؟"])
def test_arabic_that_is_joined_on_is_left_to_a_search(question: str) -> None:
    assert dependence(question) == "perhaps"


def test_the_questions_for_measuring_stand_alone_unless_they_are_follow_ups() -> None:
    lines = (Path(__file__).parents[1] / "qa/dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    alone = {item["id"] for item in questions if dependence(item["question"]) == "alone"}
    assert alone == {item["id"] for item in questions if not item["history"]}


@pytest.mark.parametrize("question", ["ـ", "ـ ـ؟", "'", "؟", "«»", "و", "et", "1"])
def test_remains_of_words_are_read(question: str) -> None:
    assert dependence(question) in ("alone", "short", "perhaps", "subject", "frame")
