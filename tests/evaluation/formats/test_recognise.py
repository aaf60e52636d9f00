from pathlib import Path

import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.recognise import open_question_set

from .write import json_file, lines_file, text_file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty: there is no question in it"),
        ("\n \n", "is empty: there is no question in it"),
        (
            "dear reader",
            "the format is not recognised. It begins with 'dear reader'; a CSV needs a heading with a column",
        ),
        ("name,answer\nx,y", "Known are SQuAD JSON, a BEIR folder, TREC topics with qrels, JSON Lines or CSV"),
        ("q1\tWho?", "TREC topics need --qrels"),
        ('[{"question": "A?"}]', "recognised as JSON with a list, but neither `question`"),
        (
            '{"text": "x", "id": 1}',
            r"recognised as JSON with text, id, but neither `question` \(JSON Lines\) nor `data`",
        ),
        ("[\n1]", "SQuAD's list `data` of articles is missing"),
    ],
)
def test_what_is_not_a_set_says_what_was_found_and_what_is_missing(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DatasetError, match=message) as caught:
        open_question_set(text_file(tmp_path / "set", text))
    assert str(caught.value).startswith(str(tmp_path / "set"))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="there is no question set .*none"):
        open_question_set(tmp_path / "none")


def test_a_folder_of_other_things(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"the folder holds nothing; expected are corpus\.jsonl"):
        open_question_set(tmp_path)
    text_file(tmp_path / "notes.txt", "x")
    with pytest.raises(DatasetError, match=r"the folder holds notes\.txt; expected are"):
        open_question_set(tmp_path)


def test_judgements_that_a_format_has_no_use_for_are_not_left_out_in_silence(tmp_path: Path) -> None:
    path, qrels = lines_file(tmp_path / "x.jsonl", {"question": "A?"}), text_file(tmp_path / "qrels", "1 0 d 1")
    with pytest.raises(DatasetError, match="recognised as JSON Lines, which takes no --qrels: leave .*qrels out"):
        open_question_set(path, qrels=qrels)


def test_a_set_is_read_anew_each_time(tmp_path: Path) -> None:
    found = open_question_set(json_file(tmp_path / "x", {"question": "A?"}))
    assert list(found.read_questions()) == list(found.read_questions())
