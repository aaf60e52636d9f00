import json
from pathlib import Path

import pytest

from rag.errors import DatasetError
from rag.evaluation.run_folder import PER_QUESTION, RunFolder, dump_line

from .make import outcome

IDENTITY = {"set": "s", "limit": None}


def started(path: Path, *ids: str) -> RunFolder:
    folder = RunFolder(path)
    folder.start(IDENTITY, replace=False)
    with folder.append() as file:
        file.writelines(dump_line(outcome(id=key)) for key in ids)
    return folder


def test_a_new_run_makes_its_folder(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "a" / "b")
    assert folder.start(IDENTITY, replace=False) == set()
    assert json.loads((tmp_path / "a/b/run.json").read_text(encoding="utf-8")) == IDENTITY
    assert list(folder.outcomes()) == []


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder = started(tmp_path, "سؤال 1", "2")
    assert folder.start(IDENTITY, replace=False) == {"سؤال 1", "2"}


@pytest.mark.parametrize("half", [b'{"id": "3", "quest', b'{"id": "3"}', "\u0633".encode()[:1], b"\n", b"[1]\n"])
def test_what_was_written_half_is_cut_off(tmp_path: Path, half: bytes) -> None:
    folder = started(tmp_path, "1", "2")
    whole = (tmp_path / PER_QUESTION).read_bytes()
    (tmp_path / PER_QUESTION).write_bytes(whole + half)
    assert folder.start(IDENTITY, replace=False) == {"1", "2"}
    assert (tmp_path / PER_QUESTION).read_bytes() == whole


def test_a_run_with_other_settings_is_kept_unless_it_is_replaced(tmp_path: Path) -> None:
    folder = started(tmp_path, "1")
    with pytest.raises(DatasetError, match=r"holds a run with another limit: name another --out, or add --replace"):
        folder.start(IDENTITY | {"limit": 5}, replace=False)
    assert [each.question.id for each in folder.outcomes()] == ["1"]
    assert folder.start(IDENTITY | {"limit": 5}, replace=True) == set()
    assert list(folder.outcomes()) == []


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x", encoding="utf-8")
    for replace in (True, False):
        with pytest.raises(DatasetError, match="holds something that is no evaluation run: name another --out"):
            RunFolder(tmp_path).start(IDENTITY, replace)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_a_place_that_cannot_be_written(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DatasetError, match=f"{out} cannot be written \\(.*\\): name another --out"):
        RunFolder(tmp_path / out).check()


def test_a_folder_without_a_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no evaluation run: per_question.jsonl cannot be read"):
        list(RunFolder(tmp_path).outcomes())
    with pytest.raises(DatasetError, match="none holds no evaluation run"):
        list(RunFolder(tmp_path / "none").outcomes())


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "2"}', "null"])
def test_a_line_of_something_else_is_named(tmp_path: Path, line: str) -> None:
    folder = started(tmp_path, "1")
    with folder.append() as file:
        file.write(line + "\n")
    with pytest.raises(DatasetError, match=r"per_question\.jsonl, line 2 is no outcome of an evaluation"):
        list(folder.outcomes())


def test_the_file_of_questions_may_be_named_itself(tmp_path: Path) -> None:
    started(tmp_path, "1")
    assert [each.question.id for each in RunFolder(tmp_path / PER_QUESTION).outcomes()] == ["1"]
