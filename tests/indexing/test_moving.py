"""An index leaves as one file and comes in again; nothing of the file is believed."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from rag.embedding.encoder import Encoder
from rag.errors import ArchiveError, StoreError
from rag.indexing.moving import export_index, import_index
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

from .test_sync import ONE, TWO, found

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> bytes:
    """An exported index of two documents."""
    folder = tmp_path_factory.mktemp("packed")
    (folder / "documents").mkdir()
    (folder / "documents" / "one.md").write_text(ONE, encoding="utf-8")
    (folder / "documents" / "two.md").write_text(TWO, encoding="utf-8")
    settings = Settings.load(env_file=None, documents=folder / "documents", index=folder / "index")
    index(settings, encoder)
    moved = export_index(settings, folder / "a.zip")
    assert (moved.passages, moved.documents, moved.size) == (2, 2, (folder / "a.zip").stat().st_size)
    return (folder / "a.zip").read_bytes()


@pytest.fixture
def archive(packed: bytes, tmp_path: Path) -> Path:
    (tmp_path / "a.zip").write_bytes(packed)
    return tmp_path / "a.zip"


@pytest.fixture
def settings(settings: Settings, archive: Path, encoder: Encoder, write: Write) -> Settings:
    """Settings of these two documents and their index."""
    write("one.md", ONE)
    write("two.md", TWO)
    import_index(settings, archive, encoder=encoder)
    return settings


@pytest.fixture
def elsewhere(tmp_path: Path) -> Settings:
    """Settings of another machine, where there are no documents."""
    return Settings.load(env_file=None, index=tmp_path / "other", documents=tmp_path / "nothing")


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], None], sums: bool = True) -> Path:
    """The archive with other members; with ``sums`` it says the truth about their sizes and hashes."""
    with zipfile.ZipFile(archive) as before:
        members = {name: before.read(name) for name in before.namelist()}
    change(members)
    if sums:
        head = json.loads(members["index.json"])
        for name in ("records.jsonl", "vectors.npy"):
            data = members[name]
            head["members"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        members["index.json"] = json.dumps(head).encode()
    path = archive.with_name("changed.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, data in members.items():
            after.writestr(name, data)
    return path


def refusal(settings: Settings, path: Path, encoder: Encoder) -> str:
    with pytest.raises(ArchiveError) as caught:
        import_index(settings, path, encoder=encoder)
    assert "\n" not in str(caught.value)
    assert not (settings.index / "manifest.json").exists()
    return str(caught.value)


def test_it_ranks_the_same_without_the_documents_and_nothing_is_embedded_again(
    archive: Path, settings: Settings, elsewhere: Settings, encoder: Encoder
) -> None:
    moved = import_index(elsewhere, archive, encoder=encoder)
    assert (moved.passages, moved.documents, moved.repaired) == (2, 2, ())
    with Retriever(settings, encoder) as here, Retriever(elsewhere, encoder) as there:
        for question in ("convention à Rabat", "centre de données", "Dakhla 2027"):
            assert here.rank(question).hits == there.rank(question).hits
    report = index(elsewhere.model_copy(update={"documents": settings.documents}), encoder)
    assert (report.unchanged, report.embedded) == (2, 0)


def test_an_index_is_only_replaced_when_told_to(
    archive: Path, settings: Settings, encoder: Encoder, write: Write
) -> None:
    write("one.md", ONE.replace("Rabat", "Salé"))
    (settings.documents / "two.md").unlink()
    index(settings, encoder)
    with pytest.raises(StoreError, match="there is an index in .*: import with --replace"):
        import_index(settings, archive, encoder=encoder)
    with Retriever(settings, encoder) as retriever:  # one that is open notices
        assert len(retriever.retrieve("convention")) == 1
        import_index(settings, archive, encoder=encoder, replace_index=True)
        assert "Rabat" in retriever.retrieve("convention signée")[0].passage.text
        assert len(retriever.retrieve("convention")) == 2
    assert len(list(settings.index.glob("lexical-*"))) == 1
    assert not (settings.index / "draft").exists()


def test_a_file_is_only_replaced_when_told_to(archive: Path, settings: Settings, encoder: Encoder) -> None:
    before = archive.read_bytes()
    with pytest.raises(ArchiveError, match="exists: name another file, or export with --replace"):
        export_index(settings, archive)
    export_index(settings, archive, replace_file=True)
    assert len(archive.read_bytes()) == pytest.approx(len(before), rel=0.1)
    with pytest.raises(ArchiveError, match="cannot be written: No such file or directory"):
        export_index(settings, settings.index / "nowhere" / "a.zip")
    assert [path.name for path in archive.parent.glob(".*")] == []


def test_without_a_whole_index_nothing_is_exported(settings: Settings, elsewhere: Settings) -> None:
    with pytest.raises(StoreError, match="there is no index in .*: run `rag index`"):
        export_index(elsewhere, settings.documents.parent / "b.zip")
    (settings.index / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match="is damaged .*: run `rag index`"):
        export_index(settings, settings.documents.parent / "b.zip")
    assert not (settings.documents.parent / "b.zip").exists()


def test_while_another_process_changes_the_index_nothing_moves(
    archive: Path, settings: Settings, encoder: Encoder
) -> None:
    with FileLock(settings.index / "lock"):
        with pytest.raises(StoreError, match="another `rag index` is at work"):
            export_index(settings, archive.with_name("b.zip"))
        with pytest.raises(StoreError, match="another `rag index` is at work"):
            import_index(settings, archive, encoder=encoder, replace_index=True)


@pytest.mark.parametrize("part", [0.0, 0.5, 0.99])
def test_a_part_of_a_file_is_refused(archive: Path, elsewhere: Settings, encoder: Encoder, part: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * part)])
    assert "is no exported index, or only a part of one" in refusal(elsewhere, archive, encoder)


def test_what_is_no_file_is_refused(elsewhere: Settings, encoder: Encoder, tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refusal(elsewhere, tmp_path / "nothing.zip", encoder)
    assert "cannot be read: Is a directory" in refusal(elsewhere, tmp_path, encoder)


def test_any_byte_that_changed_is_noticed(archive: Path, elsewhere: Settings, encoder: Encoder) -> None:
    data = archive.read_bytes()
    for place in range(40, len(data) - 200, len(data) // 7):
        archive.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert "a.zip" in refusal(elsewhere, archive, encoder)


@pytest.mark.parametrize("name", ["../../outside.txt", "/tmp/outside.txt", "chroma/chroma.sqlite3"])
def test_a_member_too_many_is_refused_and_no_name_is_used_as_a_path(
    archive: Path, elsewhere: Settings, encoder: Encoder, name: str
) -> None:
    line = refusal(elsewhere, rewritten(archive, lambda members: members.update({name: b"x"})), encoder)
    assert "it must hold index.json, records.jsonl and vectors.npy only" in line


def test_a_bomb_is_refused_before_it_is_unpacked(archive: Path, elsewhere: Settings, encoder: Encoder) -> None:
    def explode(members: dict[str, bytes]) -> None:
        members["records.jsonl"] = bytes(100_000_000)

    assert "far larger than any exported index" in refusal(elsewhere, rewritten(archive, explode), encoder)


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("format", 2, "has format 2, this program reads 1"),
        ("passages", 1, "is damaged"),
        ("passages", 3, "is damaged"),
        ("passages", -1, "is damaged"),
        ("passages", 10**12, "is damaged"),
        ("passages", "many", "is damaged"),
        ("members", {}, "is damaged"),
        ("identity", {"schema": 2}, "by another version of this program"),
        ("identity", None, "is damaged"),
    ],
)
def test_a_head_that_is_not_true_is_refused(  # noqa: PLR0917
    archive: Path, elsewhere: Settings, encoder: Encoder, field: str, value: Any, line: str
) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["index.json"] = json.dumps(json.loads(members["index.json"]) | {field: value}).encode()

    assert line in refusal(elsewhere, rewritten(archive, change, sums=False), encoder)


def test_other_settings_are_named(archive: Path, elsewhere: Settings, encoder: Encoder) -> None:
    other = elsewhere.model_copy(update={"passage_tokens": 64})
    assert "other settings (passage_tokens: 256, now 64): set them" in refusal(other, archive, encoder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Rabat", b"Casablanca"),
        (b'"position":0', b'"position":1'),
        (b'"text"', b'"words"'),
        (b"\n", b"\n{}\n"),
        (b"\n", b"\n\n"),
        (b'{"', b'[{"'),
        (b'"id":"', b'"id":"00'),
    ],
)
def test_records_that_are_not_what_was_indexed_are_refused(
    archive: Path, elsewhere: Settings, encoder: Encoder, old: bytes, new: bytes
) -> None:
    def change(members: dict[str, bytes]) -> None:
        assert old in members["records.jsonl"]
        members["records.jsonl"] = members["records.jsonl"].replace(old, new)

    assert "is damaged (" in refusal(elsewhere, rewritten(archive, change), encoder)


def test_records_that_are_there_twice_or_are_missing_are_refused(
    archive: Path, elsewhere: Settings, encoder: Encoder
) -> None:
    def double(members: dict[str, bytes]) -> None:
        first, _second = members["records.jsonl"].splitlines(keepends=True)
        members["records.jsonl"] = first * 2

    def zero(members: dict[str, bytes]) -> None:
        members["vectors.npy"] = members["vectors.npy"][:-4000] + bytes(4000)

    for change in (double, zero):
        assert "is damaged (" in refusal(elsewhere, rewritten(archive, change), encoder)


def test_a_damaged_index_is_replaced_and_kept_aside(archive: Path, settings: Settings, encoder: Encoder) -> None:
    (settings.index / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    (line,) = import_index(settings, archive, encoder=encoder, replace_index=True).repaired
    assert "is damaged" in line
    assert len(list(settings.index.glob("chroma-damaged-*"))) == 1
    assert found(settings, encoder, "convention")[0] == "one"
