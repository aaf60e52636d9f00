from pathlib import Path

import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.formats.squad import passage_id
from rag.evaluation.question_set import Question, SourcePassage

from .write import text_file


def read(path: Path) -> list[Question]:
    return list(open_question_set(path).read_questions())


def test_a_csv(tmp_path: Path) -> None:
    heading = "id,question,answer,document,language,kind,answerable\n"
    text = heading + '7,"Who, then?",A|B,d1|d2,en,person,yes\n8,Why?,,,en,,no\n'
    path = text_file(tmp_path / "set.csv", text)
    assert open_question_set(path).format == "CSV"
    assert read(path) == [
        Question("7", "Who, then?", "en", ("A", "B"), {"d1": 1, "d2": 1}, True, kind="person"),
        Question("8", "Why?", "en", answerable=False),
    ]


def test_a_spreadsheet_writes_semicolons_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = text_file(tmp_path / "set.csv", "\ufeffQuestion;Réponse\r\nQui, où ?;À Rabat, en 2025\r\n;\r\n")
    assert read(path) == [Question("2", "Qui, où ?", answers=("À Rabat, en 2025",))]


def test_tabs_arabic_headings_and_a_misleading_name(tmp_path: Path) -> None:
    path = text_file(tmp_path / "set.csv", "السؤال\tالجواب\nمن؟\tأمل\n", packed=True)
    assert read(path) == [Question("2", "من؟", answers=("أمل",))]


def test_blank_lines_before_the_heading_do_not_matter(tmp_path: Path) -> None:
    path = text_file(tmp_path / "set.csv", "\n\nquestion,answer\nWho?,A\n")
    assert read(path) == [Question("4", "Who?", answers=("A",))]


def test_a_field_may_hold_several_lines(tmp_path: Path) -> None:
    path = text_file(tmp_path / "set.csv", 'question,answer\n"Who\nthen?",A\nWhy?,B\n')
    assert [question.text for question in read(path)] == ["Who\nthen?", "Why?"]


def test_a_column_of_passages(tmp_path: Path) -> None:
    path = text_file(tmp_path / "set.csv", "question,answer,context\nA?,a,In Rabat.\nB?,b,In Rabat.\nC?,c,\n")
    found = open_question_set(path)
    gold = passage_id("", "In Rabat.")
    assert found.read_passages is not None
    assert list(found.read_passages()) == [SourcePassage(gold, "", "In Rabat.")]
    assert [question.relevant for question in found.read_questions()] == [{gold: 1}, {gold: 1}, {}]


def test_the_right_status_and_whether_a_list_is_complete(tmp_path: Path) -> None:
    heading = "question,language,status,complete,documents\n"
    path = text_file(tmp_path / "set.csv", heading + "Hi,en,talk,,\nWhich?,ary,,oui,a|b\nWho?,en,answered,no,a\n")
    assert read(path) == [
        Question("2", "Hi", "en", status="talk"),
        Question("3", "Which?", "ary", relevant={"a": 1, "b": 1}, complete=True),
        Question("4", "Who?", "en", relevant={"a": 1}, status="answered", complete=False),
    ]


@pytest.mark.parametrize(("column", "value"), [("status", "perhaps"), ("complete", "perhaps")])
def test_a_status_or_completeness_of_another_kind_is_named(tmp_path: Path, column: str, value: str) -> None:
    path = text_file(tmp_path / "set.csv", f"question,{column}\nWho?,{value}\n")
    with pytest.raises(DatasetError, match=rf"set\.csv, row 2: `{column}` must be .*, not 'perhaps'$"):
        read(path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,,en,yes", "row 2: the question is empty"),
        ("1,Who?,en,perhaps", "row 2: `answerable` must be true or false, not 'perhaps'"),
        ("1,Who?,deutsch,yes", "row 2: the language 'deutsch' is not one of fr, ar, ary, en"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_with_its_row(tmp_path: Path, row: str, message: str) -> None:
    path = text_file(tmp_path / "set.csv", f"id,question,language,answerable\n{row}\n")
    with pytest.raises(DatasetError, match=message):
        read(path)


def test_bytes_in_the_middle_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_bytes(b"question,answer\n" + b"Who?,A\n" * 20_000 + "Où ?,B\n".encode("latin-1"))
    with pytest.raises(DatasetError, match=r"set\.csv is damaged or is not UTF-8 text"):
        read(tmp_path / "set.csv")
