import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from rag.embedding.encoder import Encoder
from rag.errors import SettingsError, StoreError
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
    steps: list[tuple[int, int]] = []
    index(settings, encoder, lambda _what, done, total: steps.append((done, total)))
    assert steps == [(0, 2), (2, 2)]


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


def test_a_missing_documents_folder_is_one_clear_line(settings: Settings, encoder: Encoder) -> None:
    settings.documents.rmdir()
    with pytest.raises(SettingsError, match=r"documents does not exist: create it or set RAG_DOCUMENTS"):
        index(settings, encoder)


def test_two_runs_at_once_are_refused(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    settings.index.mkdir()
    with FileLock(settings.index / "lock"), pytest.raises(StoreError, match="another `rag index` is at work"):
        index(settings, encoder)


def test_a_lost_or_damaged_lexical_index_is_made_again(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    (folder,) = settings.index.glob("lexical-*")
    (folder / "meta.json").write_text("{", encoding="utf-8")
    with Retriever(settings, encoder) as retriever:  # words are not searched, but an answer is found
        assert retriever.retrieve("convention")[0].signals.bm25 == 0.0
    assert index(settings, encoder).embedded == 0
    with Retriever(settings, encoder) as retriever:
        assert retriever.retrieve("convention")[0].signals.bm25 > 0.0


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


def test_killed_at_any_moment_it_answers_and_the_next_run_repairs(
    settings: Settings, encoder: Encoder, write: Write
) -> None:
    """SIGKILL at a random moment of the work, again and again, while documents change in between."""
    random.seed(11)
    for number in range(8):
        write(f"{number}.md", f"---\nid: d{number}\nlanguage: fr\n---\n" + f"Le projet {number} avance à Rabat. " * 40)
    index(settings, encoder)
    for attempt in range(4):
        for number in range(8):
            write(
                f"{number}.md", f"---\nid: d{number}\nlanguage: fr\n---\n" + f"Projet {number}, état {attempt}. " * 40
            )
        run = subprocess.Popen(command(settings), env=environment(settings), stderr=subprocess.PIPE)
        deadline = time.monotonic() + 60
        while not (settings.index / "lock").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(random.uniform(0.5, 5))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        assert len(found(settings, encoder, "Où en est le projet 3 ?")) > 0
    report = index(settings, encoder)
    assert report.added == report.removed == 0
    assert report.updated + report.unchanged == 8
    with Retriever(settings, encoder) as retriever:
        documents = retriever.store.documents()
        assert all(document.complete for document in documents.values())
        assert len(documents) == 8
        assert all("état 3" in hit.passage.text for hit in retriever.retrieve("état des projets", k=50))
    assert index(settings, encoder).unchanged == 8


def test_the_manifest_tells_model_and_chunking(settings: Settings, encoder: Encoder, write: Write) -> None:
    write("one.md", ONE)
    index(settings, encoder)
    manifest = json.loads((settings.index / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["model"] == "intfloat/multilingual-e5-small"
    assert manifest["passage_tokens"] == 256
    assert len(manifest["fingerprint"]) == 64
