import json
from pathlib import Path

import pytest

from rag.corpus.corpus import read_corpus
from rag.text.language import LANGUAGES, detect_language, has_words, is_right_to_left

DOCUMENTS = Path(__file__).parents[2] / "documents"


def test_there_are_three_languages():
    assert LANGUAGES == ("fr", "ar", "en")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui a signé ?", "fr"),
        ("Quand ?", "fr"),
        ("Quelles sont les parties de la convention ?", "fr"),
        ("Who signed?", "en"),
        ("When?", "en"),
        ("Which parties signed the agreement?", "en"),
        ("من وقع الاتفاقية؟", "ar"),
        ("متى؟", "ar"),
    ],
)
def test_short_questions(question, language):
    assert detect_language(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "شكون وقع الاتفاقية مع Mistral AI؟",
        "شنو دارت Mistral AI مع المغرب؟",
        "علاش المغرب سنا MoU مع Mistral AI؟",
        "فين كاين Nexus AI Factory؟",
    ],
)
def test_darija_with_latin_names_is_arabic(question):
    assert detect_language(question) == "ar"


def test_an_arabic_word_in_a_french_question_leaves_it_french():
    assert detect_language("Que veut dire le mot « اتفاقية » dans le texte du ministère ?") == "fr"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who is Omar Seghrouchni?", "en"),
        ("Who is Amal El Fallah Seghrouchni?", "en"),
        ("What is Maroc IA 2030?", "en"),
        ("Qui est Arthur Mensch ?", "fr"),
        ("Qui est Amal El Fallah Seghrouchni ?", "fr"),
        ("Who leads the Caisse de Dépôt et de Gestion?", "en"),
        ("Qui dirige The Bank of Africa ?", "fr"),
    ],
)
def test_a_foreign_name_does_not_decide_the_language(question, language):
    assert detect_language(question) == language


@pytest.mark.parametrize("question", ["A-t-on signé ?", "Oracle a investi ?", "Peut-on étudier à Rabat ?"])
def test_french_words_that_are_also_english_ones_do_not_decide_the_language(question):
    assert detect_language(question) == "fr"


@pytest.mark.parametrize(
    "text",
    ["谁签署了协议？", "Кто подписал соглашение?", "Τι είναι αυτό;", "שלום עולם", "ⴰⵎⴰⵣⵉⵖ", "🙂🙂", "2025 ?", "", "؟"],
)
def test_other_scripts_and_texts_without_letters_have_no_language(text):
    assert detect_language(text) is None


@pytest.mark.parametrize("question", ["Mistral AI 与摩洛哥签署了什么协议？", "Mistral AI 协议是什么？"])
def test_chinese_around_a_latin_name_has_no_language(question):
    assert detect_language(question) is None


def test_every_document_is_found_to_be_in_the_language_of_its_folder():
    found = {document.path: detect_language(document.text) for document in read_corpus(DOCUMENTS, 1e7)}
    assert len(found) > 100
    assert found == {path: path.split("/")[0] for path in found}


@pytest.mark.parametrize("text", ["ok", "5", "٢", "من", "?! 2025"])
def test_two_letters_or_a_digit_are_words(text):
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " ", "a", "?!…", "؟", "🙂🙂", "_-_", "\u200f"])
def test_one_letter_punctuation_and_emoji_are_not_words(text):
    assert not has_words(text)


@pytest.mark.parametrize("text", ["وقعت الوزارة", "2025 وقعت", "«وقعت» Mistral AI", "- وقعت", "🙂 نعم"])
def test_a_text_whose_first_letter_is_arabic_runs_right_to_left(text):
    assert is_right_to_left(text)


@pytest.mark.parametrize("text", ["Mistral AI وقعت", "Le mot « وقعت »", "2025", "؟", "", "谁"])
def test_other_texts_do_not_run_right_to_left(text):
    assert not is_right_to_left(text)


@pytest.mark.parametrize(
    "question",
    [
        "chkoun wa99e3 l'ittifa9iya m3a Mistral AI?",
        "Fo9ach?",
        "chkoun li kayrass la commission li katwejjed Current AI?",
        "fin kayn data center dyal Orange?",
        "wach kayn chi accord avec la France ?",
    ],
)
def test_darija_in_latin_letters_is_arabic(question):
    assert detect_language(question) == "ar"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What does wach mean in Darija?", "en"),
        ("Que veut dire chkoun en darija ?", "fr"),
        ("Quelle est la fin du 7e article ?", "fr"),
        ("Who won the 3rd prize?", "en"),
    ],
)
def test_a_word_of_darija_leaves_a_question_in_its_language(question, language):
    assert detect_language(question) == language


def test_all_darija_for_measuring_is_arabic():
    lines = (DOCUMENTS.parent / "tests/qa/darija.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    assert [question for question in questions if detect_language(question) != "ar"] == []


def test_words_that_are_used_in_one_language_decide_where_little_words_are_missing() -> None:
    used = {("garden", "en"): 9, ("dirhams", "en"): 9, ("dirhams", "fr"): 9}
    keywords = "garden 2030 dirhams"
    assert detect_language(keywords) == "fr"
    assert detect_language(keywords, lambda word, language: used.get((word, language), 0)) == "en"


def test_little_words_decide_whatever_is_used() -> None:
    assert detect_language("Qui a signé ?", lambda _word, language: 99 * (language == "en")) == "fr"


def test_at_least_98_of_100_short_inputs_are_understood() -> None:
    lines = (Path(__file__).parent / "short_inputs.jsonl").read_text(encoding="utf-8").splitlines()
    inputs = [json.loads(line) for line in lines]
    assert len(inputs) > 500
    wrong = [each for each in inputs if detect_language(each["text"]) != each["language"]]
    assert len(wrong) <= 0.02 * len(inputs), wrong


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bank of Africa prêt", "fr"),
        ("Caisse de Dépôt et de Gestion loan", "en"),
        ("UN resolution", "en"),
        ("Digital Morocco 2030 objectifs", "fr"),
        ("Doris Day et Ella Fitzgerald", "fr"),
        ("L'Oréal jobs", "en"),
    ],
)
def test_a_name_does_not_decide_the_language_of_keywords(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_keywords_may_be_shouted_or_lack_their_accents() -> None:
    assert detect_language("BUDGET FORMATION HUAWEI") == "fr"
    assert detect_language("cout donnees") == "fr"
    assert detect_language("HELLO") == "en"
    assert detect_language("CHKOUN SNA") == "ar"


def test_an_arabic_word_among_long_names_is_arabic() -> None:
    assert detect_language("Nexus AI Factory فين") == "ar"


def test_an_english_ordinal_is_a_little_word() -> None:
    assert detect_language("gitex africa 3rd edition dates") == "en"
