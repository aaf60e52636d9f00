import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from rag.corpus.document import Document
from rag.embedding.encoder import Encoder
from rag.errors import DamageError, SettingsError, StoreError
from rag.indexing.chroma import connect, disconnect
from rag.indexing.moving import export_index
from rag.indexing.sync import IndexReport, index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

Write = Callable[..., Path]
ONE = "---\nid: one\nlanguage: fr\ntitle: Un\n---\nLa convention a été signée à Rabat. Elle porte sur les données."
TWO = "---\nid: two\nlanguage: fr\ntitle: Deux\n---\nUn centre de données ouvrira à Dakhla en 2027."


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.removed, report.unchanged


def found(settings: Settings, encoder: Encoder, question: str) -> list[str]:
    with Retriever(settings, encoder) as retriever:
        return [hit.passage.document for hit in retriever.retrieve(question)]


def test_only_what_is_new_changed_or_gone_is_touched(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    write("two.md", TWO)
    assert counts(index(settings, encoder)) == (2, 0, 0, 0)
    second = index(settings, encoder)
    assert counts(second) == (0, 0, 0, 2)
    assert second.embedded == 0
    write("one.md", ONE.replace("Rabat", "Salé"))
    third = index(settings, encoder)
    assert (counts(third), third.embedded) == ((0, 1, 0, 1), 1)
    (settings.documents / "two.md").unlink()
    assert counts(index(settings, encoder)) == (0, 0, 1, 1)
    with Retriever(settings, encoder) as retriever:
        assert [hit.passage.text for hit in retriever.retrieve("centre de données à Dakhla")] == [
            "La convention a été signée à Salé. Elle porte sur les données."
        ]


def test_a_changed_title_is_a_changed_document(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    write("one.md", ONE.replace("title: Un", "title: Convention"))
    assert counts(index(settings, encoder)) == (0, 1, 0, 0)


def test_what_cannot_be_read_is_reported_and_the_rest_indexed(
    settings: Settings, encoder: Encoder, write: Write
) -> None:
    write("one.md", ONE)
    write("مجلد عربي/broken file.md", "---\ntitle: [\n---\nText.")
    write("binary.md", data=b"\x89PNG\r\n\x1a\n\0\0")
    write("empty.txt")
    write("big.txt", "word " * 300_000)
    report = index(settings.model_copy(update={"max_document_mb": 1.0}), encoder)
    assert counts(report) == (1, 0, 0, 0)
    assert {file.path for file in report.unreadable} == {
        "مجلد عربي/broken file.md",
        "binary.md",
        "empty.txt",
        "big.txt",
    }


def test_a_document_that_becomes_unreadable_stays_in_the_index(
    settings: Settings, encoder: Encoder, write: Write
) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    write("one.md", data=b"\xff\xfe\x00\xd8")
    report = index(settings, encoder)
    assert (counts(report), len(report.unreadable)) == ((0, 0, 0, 1), 1)
    assert found(settings, encoder, "convention") == ["one"]


def test_progress_ends_at_the_number_of_passages(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    write("two.md", TWO)
    steps: list[tuple[str, int, int]] = []
    index(settings, encoder, lambda *step: steps.append(step))
    assert steps == [("Embedding passages", 0, 2), ("Embedding passages", 2, 2), ("Indexing words", 2, 2)]


def test_other_settings_are_refused_until_indexed_anew(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    other = settings.model_copy(update={"passage_tokens": 64})
    with pytest.raises(StoreError, match=r"other settings .*passage_tokens: 256, now 64.*: run `rag index`"):
        Retriever(other, encoder)
    report = index(other, encoder)
    assert report.rebuilt == ("passage_tokens: 256, now 64",)
    assert found(other, encoder, "convention") == ["one"]
    assert len(list(settings.index.glob("lexical-*"))) == 1


def test_what_is_only_linked_from_outside_leaves_the_index(
    settings: Settings, encoder: Encoder, write: Write, tmp_path: Path
) -> None:
    write("one.md", ONE)
    write("two.md", TWO)
    index(settings, encoder)
    outside = (settings.documents / "one.md").rename(tmp_path / "one.md")
    (settings.documents / "one.md").symlink_to(outside)
    report = index(settings, encoder)
    assert counts(report) == (0, 0, 1, 1)
    assert [each.path for each in report.unreadable] == ["one.md"]


def test_a_missing_documents_folder_is_one_clear_line(settings: Settings, encoder: Encoder) -> None:
    settings.documents.rmdir()
    with pytest.raises(SettingsError, match=r"documents does not exist: create it or set RAG_DOCUMENTS"):
        index(settings, encoder)


def test_two_runs_at_once_are_refused(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    settings.index.mkdir()
    with FileLock(settings.index / "lock"), pytest.raises(StoreError, match="another `rag index` is at work"):
        index(settings, encoder)


def test_another_process_indexing_is_noticed(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    with Retriever(settings, encoder) as retriever:
        assert [hit.passage.document for hit in retriever.retrieve("Dakhla")] == ["one"]
        write("two.md", TWO)
        (settings.documents / "one.md").unlink()
        subprocess.run(command(settings), env=environment(settings), check=True, capture_output=True)
        assert [hit.passage.document for hit in retriever.retrieve("Dakhla")] == ["two"]


def command(settings: Settings) -> list[str]:
    return [sys.executable, "-c", "from rag.cli import main; main()", "index"]


def environment(settings: Settings) -> dict[str, str]:
    return os.environ | {"RAG_DOCUMENTS": str(settings.documents), "RAG_INDEX": str(settings.index)}


def test_a_damaged_database_is_moved_aside_and_everything_indexed_anew(
    settings: Settings, encoder: Encoder, write: Write
) -> None:
    write("one.md", ONE)
    write("two.md", TWO)
    index(settings, encoder)
    database = settings.index / "chroma" / "chroma.sqlite3"
    with database.open("r+b") as file:
        file.seek(database.stat().st_size // 2)
        file.write(bytes(8192))
    damaged = database.read_bytes()
    report = index(settings, encoder)
    assert (counts(report), report.embedded) == ((2, 0, 0, 0), 2)
    (line,) = report.repaired
    (aside,) = settings.index.glob("chroma-damaged-*")
    assert "chroma.sqlite3 is damaged" in line
    assert f"The database is now in {aside}" in line
    assert (aside / "chroma.sqlite3").read_bytes() == damaged
    assert found(settings, encoder, "convention")[0] == "one"
    assert index(settings, encoder).repaired == ()


def change_records(settings: Settings, statement: str) -> None:
    """Changes the database as no program of ours does, in a way that SQLite finds nothing wrong with."""
    with closing(sqlite3.connect(settings.index / "chroma" / "chroma.sqlite3")) as database, database:
        assert database.execute(statement).rowcount > 0


def test_a_passage_that_is_not_as_it_was_written_is_written_anew(
    settings: Settings, encoder: Encoder, write: Write
) -> None:
    write("one.md", ONE)
    write("two.md", TWO)
    index(settings, encoder)
    change_records(
        settings,
        "UPDATE embedding_metadata SET string_value = replace(string_value, 'Rabat', 'Paris') "
        "WHERE key = 'chroma:document' AND string_value LIKE '%Rabat%'",
    )
    with pytest.raises(DamageError, match="the passage .* in the index is damaged: run `rag index`"):
        Retriever(settings, encoder)
    report = index(settings, encoder)
    assert report.repaired == ("1 passages in the index were damaged, and were written anew",)
    assert report.embedded == 1
    with Retriever(settings, encoder) as retriever:
        assert "Rabat" in retriever.retrieve("convention")[0].passage.text


def test_what_goes_wrong_with_one_document_is_its_line(settings: Settings, encoder: Encoder) -> None:
    good = Document("good", "fr", "Bon", "La convention a été signée.", "good.md", notices=("one was left out",))
    bad = Document("bad", "fr", "Mauvais", "Un texte \ud800 sans fin.", "bad.md")
    report = index(settings, encoder, documents=[bad, good])
    assert counts(report) == (1, 0, 0, 0)
    assert [file.path for file in report.unreadable] == ["bad.md"]
    assert "it cannot be indexed" in str(report.unreadable[0])
    assert [str(notice) for notice in report.notices] == ["good.md: one was left out"]
    assert index(settings, encoder, documents=[bad, good]).notices == ()


@pytest.mark.parametrize("other", [{"schema": 2}, {"schema": 2, "new": 1}, {"schema": 99}])
def test_an_index_of_another_version_is_told_and_indexed_anew(
    settings: Settings, encoder: Encoder, write: Write, other: dict[str, int]
) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    manifest = settings.index / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | other), encoding="utf-8")
    which = "a later" if other["schema"] == 99 else "an earlier"
    line = rf"built by {which} version of this program \(schema {other['schema']}, now \d\): run `rag index`"
    with pytest.raises(StoreError, match=line):
        Retriever(settings, encoder)
    with pytest.raises(StoreError, match=line):
        export_index(settings, settings.index / "a.zip")
    index(settings, encoder)
    assert found(settings, encoder, "convention") == ["one"]
    client = connect(settings, settings.index / "chroma")
    assert len(client.list_collections()) == 1
    disconnect(client)


def test_the_manifest_tells_model_and_chunking(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    manifest = json.loads((settings.index / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["model"] == "intfloat/multilingual-e5-small"
    assert manifest["passage_tokens"] == 256
    assert len(manifest["fingerprint"]) == 64
