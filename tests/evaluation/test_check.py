from collections import Counter
from pathlib import Path

import pytest

from rag.errors import DatasetError
from rag.evaluation.check import Checked, check, sources_of
from rag.evaluation.question_set import Question, QuestionSet


def a_set(*questions: Question) -> QuestionSet:
    return QuestionSet("set", "JSON Lines", lambda: iter(questions), None, (Path("set.jsonl"),))


def notes(*questions: Question) -> list[str]:
    told: list[str] = []
    check(a_set(*questions), {"a", "b"}, told.append)
    return told


def test_a_good_set_is_counted_and_nothing_is_told() -> None:
    told: list[str] = []
    found = check(
        a_set(
            Question("1", "A?", answers=("x",), relevant={"a": 1}),
            Question("2", "B?", answerable=False, pool=("a", "b")),
            Question("3", "C?", must=(("x",),), history=("A?",)),
        ),
        {"a", "b"},
        told.append,
    )
    assert (found, told) == (Checked(total=3, pools=1, histories=1), [])


def test_a_set_that_says_its_languages_only_is_measured_by_them() -> None:
    assert notes(Question("1", "salut", "fr"), Question("2", "slm", "ary")) == [
        "2 questions bring their language only: whether the reply is in it is measured"
    ]


def test_talk_and_complete_lists_need_no_answer() -> None:
    assert notes(Question("1", "salut", status="talk"), Question("2", "Which?", complete=True, relevant={"a": 1})) == []


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        ([], r"^set\.jsonl: recognised as JSON Lines, but there is no question in it$"),
        ([Question("1", "A?", answerable=True)] * 2, r"^set\.jsonl: the question id '1' stands there twice$"),
        ([Question("1", "A?"), Question("2", "B?")], "its 2 questions bring neither answers nor documents nor"),
        (
            [Question("1", "A?", relevant={"x": 1}), Question("2", "B?", relevant={"y": 1}, pool=("z",))],
            r"^set\.jsonl: none of the documents that it names is among the passages, not even x, y, z$",
        ),
    ],
)
def test_what_makes_a_set_useless_is_named(questions: list[Question], message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        check(a_set(*questions), {"a"}, lambda _: None)


def test_some_documents_that_are_not_there_are_told_and_count_as_not_found() -> None:
    told = notes(
        Question("1", "A?", answers=("x",), relevant={"a": 1, "lost": 1}),
        Question("2", "B?", answers=("x",), relevant={"gone": 1}),
        Question("3", "C?", answers=("x",), relevant={"b": 1}),
    )
    assert told == [
        "2 questions name documents that are not among the passages and count as not found there: lost, gone"
    ]


def test_of_many_missing_documents_five_are_named() -> None:
    questions = [Question(str(at), "A?", answers=("x",), relevant={f"d{at}": 1}) for at in range(9)]
    assert notes(Question("a", "A?", relevant={"a": 1}, answers=("x",)), *questions)[0].endswith("d0, d1, d2, d3, d4")


def test_questions_without_answers_are_told() -> None:
    told = notes(
        Question("1", "A?", answers=("x",)),
        Question("2", "B?", relevant={"a": 1}),
        Question("3", "C?", answerable=False),
    )
    assert told == ["1 questions bring no answer: EM, F1, containment and requirements leave them out"]


def test_languages_of_passages_without_strays() -> None:
    assert sources_of(Counter(en=96, fr=4)) == "en"
    assert sources_of(Counter(en=30, fr=40, ar=30)) == "fr+en+ar"
