"""A seal tells which files of an index are no longer what they were."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import DamageError
from rag.indexing.seal import Watch, broken_files, check_database, has_seal, put_seal, take_seal


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    for name in ("lexical-1/meta.json", "lexical-1/a.term", "chroma/x/index_metadata.pickle", "chroma/x/length.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "chroma" / "chroma.sqlite3")) as database, database:
        database.execute("CREATE TABLE passages (text TEXT)")
        database.executemany("INSERT INTO passages VALUES (?)", [("word " * 50,)] * 500)
    put_seal(tmp_path)
    return tmp_path


def test_a_whole_index_is_whole(sealed: Path) -> None:
    assert has_seal(sealed)
    assert broken_files(sealed, "lexical-1") == broken_files(sealed, "chroma") == []
    check_database(sealed)


@pytest.mark.parametrize("name", ["lexical-1/a.term", "chroma/x/length.bin"])
def test_a_file_that_changed_or_is_gone_is_named(sealed: Path, name: str) -> None:
    folder = name.split("/", maxsplit=1)[0]
    (sealed / name).write_text("other", encoding="utf-8")
    assert broken_files(sealed, folder) == [name]
    (sealed / name).unlink()
    assert broken_files(sealed, folder) == [name]


def test_without_a_seal_nothing_is_known_to_be_wrong(sealed: Path) -> None:
    take_seal(sealed)
    (sealed / "lexical-1" / "a.term").write_text("other", encoding="utf-8")
    assert broken_files(sealed, "lexical-1") == []
    take_seal(sealed)


def test_one_folder_is_sealed_anew_and_the_others_stay_as_they_were(sealed: Path) -> None:
    for name in ("lexical-1/a.term", "chroma/x/length.bin"):
        (sealed / name).write_text("other", encoding="utf-8")
    put_seal(sealed, "lexical-1")
    assert broken_files(sealed, "lexical-1") == []
    assert broken_files(sealed, "chroma") == ["chroma/x/length.bin"]


@pytest.mark.parametrize(("start", "length"), [(0, 4096), (0, 16), (4096 * 4, 4096), (4096 * 8 + 100, 2000)])
@pytest.mark.parametrize("filling", [b"\0", b"\xa5"])
def test_a_damaged_database_says_what_to_run(sealed: Path, start: int, length: int, filling: bytes) -> None:
    with (sealed / "chroma" / "chroma.sqlite3").open("r+b") as file:
        file.seek(start)
        file.write(filling * length)
    with pytest.raises(DamageError, match=r"chroma\.sqlite3 is damaged \(.*\): run `rag index`"):
        check_database(sealed)


def test_a_damaged_graph_and_a_lost_database_say_what_to_run(sealed: Path) -> None:
    (sealed / "chroma" / "chroma.sqlite3").unlink()
    with pytest.raises(DamageError, match=r"chroma\.sqlite3 is gone: run `rag index`"):
        check_database(sealed)
    (sealed / "chroma" / "x" / "length.bin").write_bytes(b"")
    with pytest.raises(DamageError, match=r"length\.bin is damaged: run `rag index`"):
        check_database(sealed)


def test_a_file_that_changes_while_it_is_watched_is_noticed(sealed: Path) -> None:
    watch = Watch(sealed / "lexical-1")
    assert not watch.has_changed()
    (sealed / "lexical-1" / "a.term").write_text("longer than it was", encoding="utf-8")
    assert watch.has_changed()
    assert not Watch(sealed / "nothing").has_changed()
