import pytest

from rag.answering.answer_kind import Kind, wanted_kinds
from rag.text.language import detect_language
from rag.text.normalise import normalise


def kinds(question: str) -> list[Kind]:
    return [wanted.kind for wanted in wanted_kinds(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Quel est le budget de la convention ?", ["money"]),
        ("What fines does the bill set?", ["money"]),
        ("How much is OCP paying Mistral?", ["money"]),
        ("كم ستكلف أشغال البناء؟", ["money"]),
        ("ch7al dyal flouss 3tat", ["money"]),
        ("Combien d'étudiants doit-elle former ?", ["count"]),
        ("How many researchers will it employ?", ["count"]),
        ("كم عدد المهندسين؟", ["count"]),
        ("Quelle part des stagiaires a été embauchée ?", ["quantity"]),
        ("ch7al mn megawatt", ["count"]),
        ("Quelle est la superficie du campus ?", ["quantity"]),
        ("For how many years will it run?", ["duration"]),
        ("Pour combien de temps ?", ["duration"]),
        ("كم سنة تدوم الاتفاقية؟", ["duration"]),
        ("Quel jour a-t-il été signé ?", ["day"]),
        ("exact day of the conference", ["day"]),
        ("ما تاريخ التوقيع؟", ["day"]),
        ("Quand a-t-il été signé ?", ["date"]),
        ("متى وُقّعت المذكرة؟", ["date"]),
        ("En quelle année ?", ["date"]),
        ("Qui a signé ?", ["name"]),
        ("من وقع الاتفاقية؟", ["name"]),
        ("شكون وقع؟", ["name"]),
        ("Which Moroccan diplomat was present?", ["name"]),
        ("Quelle experte a rédigé le rapport ?", ["name"]),
        ("cassava founder name", ["name"]),
        ("Comment s'appelait le secrétaire général ?", ["name"]),
        ("Who signed it, and how many engineers are meant, and when?", ["count", "date", "name"]),
        ("Which ministry signed?", []),
        ("Où a-t-il été signé ?", []),
        ("ما الجهة التي وقعت من قبل؟", []),
        ("Pourquoi ?", []),
    ],
)
def test_what_a_question_wants(question: str, expected: list[Kind]) -> None:
    assert kinds(question) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "met"),
    [
        ("Quel budget ?", "Signé le 12 septembre 2025.", False),
        ("Quel budget ?", "Un montant de 11 milliards de dirhams.", True),
        ("كم الميزانية؟", "بمبلغ 11 مليار درهم", True),
        ("Quel est le prix en dirhams ?", "Le prix est en dirhams.", False),
        ("How many engineers?", "It was signed on 12 September 2025 by engineers.", False),
        ("How many engineers?", "The plan is to train 300 AI engineers.", True),
        ("How many engineers?", "The plan is to train 300 doctors in town.", False),
        ("How many engineers?", "Three hundred engineers.", True),
        ("كم مهندسا؟", "تكوين 300 مهندس", True),
        ("How large is the site?", "The site opened in 2024.", False),
        ("How large is the site?", "The site has 20 hectares.", True),
        ("وكم طابقا يشغل؟", "يشغل سبعة طوابق", True),
        ("For how many years?", "It was agreed in March 2025.", False),
        ("For how many years?", "It runs for three years.", True),
        ("كم سنة؟", "تدوم ثلاث سنوات", True),
        ("Quel jour ?", "En avril 2024.", False),
        ("Quel jour ?", "Le 12 avril 2024.", True),
        ("Quand ?", "En avril 2024.", True),
        ("Quand ?", "Signé à Rabat.", False),
        ("Quand ?", "Signé à Rabat, selon Le Matin du 5 mai 2024.", False),
        ("متى؟", "يوم 12 شتنبر بالرباط", True),
        ("Who met Jane Doe?", "Jane Doe left.", False),
        ("Who met Jane Doe?", "Omar Hilale met Jane Doe.", True),
        ("من وقع الاتفاقية؟", "وقعها السفير سامي الصالح.", True),
        ("من وقع الاتفاقية؟", "وقعت يوم الاثنين.", False),
    ],
)
def test_whether_a_sentence_holds_it(question: str, sentence: str, met: bool) -> None:
    (wanted,) = wanted_kinds(question)
    assert wanted.met_by(sentence, normalise(sentence), detect_language(sentence) or "fr") == met


def test_where_the_counted_thing_has_no_words_any_number_counts() -> None:
    (wanted,) = wanted_kinds("ch7al mn 3am")
    assert wanted.kind == "duration"
    (wanted,) = wanted_kinds("How many of the?")
    assert wanted.met_by("There are 5.", "there are 5.", "en")
