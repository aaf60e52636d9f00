from pathlib import Path
from typing import Any

import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.formats.squad import passage_id
from rag.evaluation.question_set import Question, SourcePassage

from .write import json_file

TEXT = "The Panthers defense gave up just 308 points."
GOLD = "Super_Bowl_50-4e48f6e1"


def squad(*questions: dict[str, Any]) -> dict[str, Any]:
    return {"version": "1", "data": [{"title": "Super_Bowl_50", "paragraphs": [{"context": TEXT, "qas": questions}]}]}


POINTS = {"id": "1", "question": "How many points?", "answers": [{"text": "308", "answer_start": 34}] * 2}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("indent", [None, 2])
def test_version_1(tmp_path: Path, packed: bool, indent: int | None) -> None:
    found = open_question_set(json_file(tmp_path / "xquad.en.json", squad(POINTS), packed=packed, indent=indent))
    assert (found.name, found.format) == ("xquad.en", "SQuAD 1.1 JSON")
    assert list(found.read_questions()) == [
        Question("1", "How many points?", answers=("308",), relevant={GOLD: 1}, answerable=True)
    ]
    assert found.read_passages is not None
    assert list(found.read_passages()) == [SourcePassage(GOLD, "Super Bowl 50", TEXT)]


def test_version_2_has_questions_without_an_answer(tmp_path: Path) -> None:
    lost = {"id": "2", "question": "Who lost?", "is_impossible": True, "answers": [], "plausible_answers": ["x"]}
    found = open_question_set(json_file(tmp_path / "squad", squad(POINTS | {"is_impossible": False}, lost)))
    assert found.format == "SQuAD 2.0 JSON"
    first, second = found.read_questions()
    assert (first.answerable, first.relevant) == (True, {GOLD: 1})
    assert (second.answerable, second.relevant, second.answers) == (False, {}, ())


def test_a_paragraph_that_stands_twice_is_one_passage(tmp_path: Path) -> None:
    content = squad(POINTS)
    content["data"].append(squad(POINTS | {"id": "2"})["data"][0])
    found = open_question_set(json_file(tmp_path / "set", content))
    assert found.read_passages is not None
    assert len(list(found.read_passages())) == 1
    assert [question.relevant for question in found.read_questions()] == [{GOLD: 1}] * 2


def test_ids_are_safe_to_write_anywhere() -> None:
    assert passage_id("<b>A b/c\n", "x") == "_b_A_b_c_-2d711642"
    assert passage_id("", "x") == "passage-2d711642"
    assert passage_id("أ ب", "x") == "أ_ب-2d711642"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"data": {}}, "SQuAD's list `data` of articles is missing"),
        ({"data": [{"title": "x"}]}, r"an article lacks `paragraphs` with `context` and `qas` \('paragraphs'\)"),
        ({"data": ["x"]}, "an article lacks `paragraphs`"),
        ({"data": [{"paragraphs": [{"context": 1, "qas": []}]}]}, "an article lacks `paragraphs`"),
        ({"data": [{"paragraphs": [{"context": "x", "qas": [{"id": 1}]}]}]}, "a question under '' lacks 'question'"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, content: object, message: str) -> None:
    path = json_file(tmp_path / "set.json", content)
    with pytest.raises(DatasetError, match=rf"set\.json: .*{message}"):
        list(open_question_set(path).read_questions())


def test_json_that_is_cut_short_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_text('{"data": [\n', encoding="utf-8")
    with pytest.raises(DatasetError, match=r"set\.json is not JSON \(.*line 2"):
        open_question_set(path)
