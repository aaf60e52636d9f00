import gzip
from pathlib import Path

import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.files import first_line, read_json_lines, read_lines, set_name

from .write import text_file


@pytest.mark.parametrize("name", ["set.txt", "set.txt.gz", "set.json"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_file_is_unpacked_by_what_it_holds_not_by_its_name(tmp_path: Path, name: str, packed: bool) -> None:
    path = text_file(tmp_path / name, "\ufeffأول\r\n\nثان", packed=packed)
    assert list(read_lines(path)) == [(1, "أول"), (3, "ثان")]


def test_a_gzip_cut_short_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"question": "Who?"}\n' * 1000)[:-12])
    with pytest.raises(DatasetError, match=r"set\.jsonl\.gz is damaged or is not UTF-8 text \(.*\): save it as UTF-8"):
        list(read_lines(path))


def test_a_gzip_with_wrong_bytes_is_damaged(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(bytes(range(256)) * 40))
    data[20:60] = b"\xff" * 40
    (tmp_path / "set.gz").write_bytes(data)
    with pytest.raises(DatasetError, match=r"set\.gz is damaged"):
        first_line(tmp_path / "set.gz")


@pytest.mark.parametrize("data", ["Où ?".encode("latin-1"), "Who?".encode("utf-16"), b"\x89PNG\r\n\x1a\n\x00\xff"])
def test_what_is_not_utf_8_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "set").write_bytes(data)
    with pytest.raises(DatasetError, match="set is damaged or is not UTF-8 text"):
        first_line(tmp_path / "set")


def test_a_folder_or_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read: Is a directory"):
        first_line(tmp_path)
    with pytest.raises(DatasetError, match="none cannot be read: No such file"):
        first_line(tmp_path / "none")


@pytest.mark.parametrize(("line", "message"), [('{"a": ', "not JSON"), ("[1]", "expected, this is list")])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = text_file(tmp_path / "set", '{"a": 1}\n\n' + line)
    with pytest.raises(DatasetError, match=f"set, line 3: .*{message}"):
        list(read_json_lines(path))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("nomiracl.ar.questions.jsonl.gz", "nomiracl.ar"),
        ("xquad.en.json.gz", "xquad.en"),
        ("topics.txt", "topics"),
        (".json", ".json"),
    ],
)
def test_a_set_is_called_like_its_file(file: str, name: str) -> None:
    assert set_name(Path("qa") / file) == name
