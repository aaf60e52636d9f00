import time
from typing import Any

import pytest

from rag.errors import QuestionError
from rag.text.question import LONGEST, LONGEST_RAW, check_question


@pytest.mark.parametrize(
    "question", ["Qui a signé ?", "من وقع الاتفاقية؟", "Who signed?", "شكون وقع مع Mistral AI؟", "2025"]
)
def test_a_question_passes_unchanged(question):
    assert check_question(question) == question


def test_control_characters_and_needless_space_are_removed():
    assert check_question("  Qui\r\n a\t\t signé\u00a0?\x00\ud800 ") == "Qui a signé ?"


@pytest.mark.parametrize("question", ["", "   ", " \t\r\n\u00a0 ", "\0\x07", "\u200f\u200f"])
def test_an_empty_question_is_refused(question):
    with pytest.raises(QuestionError, match=r"^the question is empty: type one$"):
        check_question(question)


def test_the_longest_question_passes():
    assert check_question("a" * LONGEST) == "a" * LONGEST


def test_a_question_one_character_too_long_is_refused():
    with pytest.raises(QuestionError, match=r"^the question has 2,001 characters: shorten it to 2,000$"):
        check_question("a" * 2001)


def test_a_question_of_ten_thousand_characters_is_refused():
    with pytest.raises(QuestionError, match=r"^the question has 10,000 characters: shorten it to 2,000$"):
        check_question("من" * 5000)


def test_needless_space_does_not_count_against_the_length():
    assert check_question("Qui" + " " * 10_000 + "?") == "Qui ?"


@pytest.mark.parametrize("question", ["?", "?!…", "؟؟", "- . -", "🙂🙂", "👩‍💻", "a"])
def test_a_question_without_words_is_refused(question):
    with pytest.raises(QuestionError, match=r"^the question holds no words: type one in French, Arabic or English$"):
        check_question(question)


def test_a_question_is_measured_before_it_is_cleaned():
    started = time.process_time()
    with pytest.raises(QuestionError, match=r"^the question has 10,000,000 characters: shorten it to 2,000$"):
        check_question("a " * 5_000_000)
    assert time.process_time() - started < 0.5  # cleaning it takes seconds


def test_white_space_is_taken_out_of_a_text_of_bounded_length():
    assert check_question("Qui ?" + " " * (LONGEST_RAW - 5)) == "Qui ?"
    with pytest.raises(QuestionError, match="shorten it to 2,000"):
        check_question("Qui ?" + " " * (LONGEST_RAW - 4))


@pytest.mark.parametrize("question", [None, 7, b"Qui ?", ["Qui ?"], {"text": "Qui ?"}])
def test_what_is_no_text_is_refused(question: Any):
    with pytest.raises(QuestionError, match=r"^the question is no text: type one$"):
        check_question(question)
