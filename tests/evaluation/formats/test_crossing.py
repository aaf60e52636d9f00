from pathlib import Path
from typing import Any

import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.recognise import open_question_set

from .write import json_file, lines_file, text_file


def squad(path: Path, question: str, context: str, answer: str, key: str = "1") -> Path:
    qa: dict[str, Any] = {"id": key, "question": question, "answers": [{"text": answer, "answer_start": 0}]}
    return json_file(path, {"data": [{"title": "T", "paragraphs": [{"context": context, "qas": [qa]}]}]})


def test_sets_that_share_the_ids_of_questions(tmp_path: Path) -> None:
    arabic = squad(tmp_path / "x.ar.json", "أين؟", "في الرباط.", "الرباط")
    english = squad(tmp_path / "x.en.json", "Where?", "In Rabat.", "Rabat")
    found = open_question_set(arabic, passages=english)
    assert (found.name, found.format) == ("x.ar→x.en", "SQuAD 1.1 JSON, put to SQuAD 1.1 JSON")
    assert found.sources == (arabic, english)
    assert found.read_passages is not None
    (passage,) = found.read_passages()
    (question,) = found.read_questions()
    assert passage.text == "In Rabat."
    assert (question.text, question.answers, question.relevant) == ("أين؟", ("Rabat",), {passage.id: 1})


def test_sets_that_share_the_ids_of_passages(tmp_path: Path) -> None:
    questions = lines_file(tmp_path / "q.jsonl", {"id": "1", "question": "أين؟", "answers": ["x"], "context_id": "c"})
    passages = lines_file(tmp_path / "p.jsonl", {"context_id": "c", "text": "In Rabat.", "lang": "en"})
    found = open_question_set(questions, passages=passages)
    assert found.name == "q→p"
    assert [(question.answers, question.relevant) for question in found.read_questions()] == [(("x",), {"c": 1})]


def test_topics_put_to_a_file_of_passages(tmp_path: Path) -> None:
    topics, qrels = text_file(tmp_path / "topics", "1\tWhere?"), text_file(tmp_path / "qrels", "1 0 c 1")
    passages = lines_file(tmp_path / "p.jsonl.gz", {"id": "c", "contents": "In Rabat."}, packed=True)
    found = open_question_set(topics, passages, qrels)
    assert [question.relevant for question in found.read_questions()] == [{"c": 1}]


def test_sets_that_share_nothing(tmp_path: Path) -> None:
    one = squad(tmp_path / "one.json", "Where?", "In Rabat.", "Rabat")
    other = squad(tmp_path / "other.json", "When?", "In 1998.", "1998", key="2")
    found = open_question_set(one, passages=other)
    with pytest.raises(DatasetError, match=r"one\.json and .*other\.json share no question id and no passage id"):
        list(found.read_questions())


def test_a_set_without_passages_cannot_be_searched(tmp_path: Path) -> None:
    lines = lines_file(tmp_path / "x.jsonl", {"question": "A?"})
    with pytest.raises(DatasetError, match=r"x\.jsonl: recognised as JSON Lines, but it brings no passages"):
        open_question_set(lines, passages=lines)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\x1f\x8bnonsense"])
def test_passages_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    questions = lines_file(tmp_path / "x.jsonl", {"question": "A?"})
    (tmp_path / "p").write_bytes(data)
    with pytest.raises(DatasetError, match="/p is "):
        open_question_set(questions, passages=tmp_path / "p")


def test_passages_that_are_not_there(tmp_path: Path) -> None:
    questions = lines_file(tmp_path / "x.jsonl", {"question": "A?"})
    with pytest.raises(DatasetError, match="there is no question set .*none"):
        open_question_set(questions, passages=tmp_path / "none")
