import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from rag.corpus import process
from rag.corpus.corpus import read_corpus
from rag.corpus.document import Document
from rag.corpus.listing import Unreadable
from rag.corpus.process import ReadingProcess
from rag.corpus.reading import to_document
from rag.errors import DocumentError

from .make import page, pdf, word

FRENCH = "Le ministère a signé un accord."
ENDLESS = "- a\n" * 500_000  # a minute
SCRIPT = """
import sys
from pathlib import Path
from rag.corpus.corpus import read_corpus
print([document.path for document in read_corpus(Path(sys.argv[1]), 1e6)])
"""


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".md", f"---\nid: a\nsources:\n- id: b\n---\n{FRENCH}[^b]".encode()),
        (".html", page().encode()),
        (".pdf", pdf([[FRENCH]], "Accord")),
        (".docx", word(lambda document: document.add_paragraph(FRENCH))),
    ],
)
def test_it_reads_what_would_be_read_here(ending, data):
    with ReadingProcess(60) as other:
        found = other.read(data, ending, "a", 1e6)
    assert found == to_document(data, ending, "a", 1e6)


def test_an_error_is_the_same_line():
    with ReadingProcess(60) as other:
        with pytest.raises(DocumentError, match=r"^it is not a readable PDF$"):
            other.read(b"", ".pdf", "a", 1e6)
        assert other.read(FRENCH.encode(), ".txt", "a", 1e6).text == FRENCH


def test_a_file_that_takes_too_long_is_named_and_the_next_one_read():
    with ReadingProcess(1.5) as other:
        started = time.monotonic()
        with pytest.raises(DocumentError, match=r"^it takes longer to read than the 1.5 s of RAG_MAX_READING_S"):
            other.read(ENDLESS.encode(), ".md", "a", 1e7)
        assert time.monotonic() - started < 8
    with ReadingProcess(60) as other:
        assert other.read(FRENCH.encode(), ".txt", "a", 1e6).text == FRENCH


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may not limit memory")
def test_a_file_that_takes_too_much_memory_is_named_and_the_next_one_read(tmp_path):
    good = word(lambda document: document.add_paragraph(FRENCH))
    (tmp_path / "good.docx").write_bytes(good)
    with (
        zipfile.ZipFile(tmp_path / "good.docx") as given,
        zipfile.ZipFile(tmp_path / "large.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
    ):
        for name in given.namelist():
            parts.writestr(name, given.read(name) + b" " * (300_000_000 if name == "word/styles.xml" else 0))
    with ReadingProcess(60, max_memory=400 * 2**20) as other:
        with pytest.raises(DocumentError, match=r"^it takes more than 400 MB of memory to read: make it smaller$"):
            other.read((tmp_path / "large.docx").read_bytes(), ".docx", "a", 1e6)
        assert other.read(good, ".docx", "b", 1e6).text == FRENCH


def test_a_process_that_dies_is_named_and_the_next_file_read(monkeypatch):
    monkeypatch.setattr(process, "_START", process._START.replace("main(int", "import os; os.abort(); main(int"))
    with ReadingProcess(60) as other:
        with pytest.raises(DocumentError, match=r"^the program that reads it broke off \(SIGABRT\): save it"):
            other.read(FRENCH.encode() * 100_000, ".txt", "a", 1e6)
        monkeypatch.undo()
        assert other.read(FRENCH.encode(), ".txt", "a", 1e6).text == FRENCH


def test_text_that_was_packed_small_is_not_larger_than_a_document_may_be():
    with (
        ReadingProcess(60) as other,
        pytest.raises(DocumentError, match=r"^it holds 0.003\d* million characters of text, more than the 0.001 MB"),
    ):
        other.read(word(lambda document: document.add_paragraph(FRENCH * 100)), ".docx", "a", 1e3)


def test_small_texts_start_no_process(write, settings, monkeypatch):
    monkeypatch.setattr(ReadingProcess, "_running", lambda _: pytest.fail("a process was started"))
    write("a.md", FRENCH)
    assert [type(item) for item in read_corpus(settings.documents, 1e6)] == [Document]


def test_large_texts_are_read_elsewhere_within_their_time(write, settings):
    write("a.md", ENDLESS)
    write("b.md", FRENCH)
    first, second = read_corpus(settings.documents, 1e7, 1)
    assert str(first).startswith("a.md: it takes longer to read than the 1 s of RAG_MAX_READING_S")
    assert second.text == FRENCH


def test_a_script_without_a_guard_may_use_it(write, settings, tmp_path):
    write("a.docx", data=word(lambda document: document.add_paragraph(FRENCH)))
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit('a module of the folder that is worked in')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", tmp_path / "script.py", settings.documents],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("['a.docx']\n", 0), done.stderr


def test_nothing_is_left_running_when_reading_is_given_up(write, settings):
    for name in "ab":
        write(f"{name}.docx", data=word(lambda document: document.add_paragraph(FRENCH)))
    started: list[subprocess.Popen[bytes]] = []
    running = ReadingProcess._running
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ReadingProcess, "_running", lambda self: started.append(running(self)) or started[-1])
        items = read_corpus(settings.documents, 1e6)
        assert next(items).path == "a.docx"
        items.close()
    assert started[0].poll() is not None


def test_whatever_a_reader_raises_is_one_line_about_its_file(write, settings, monkeypatch, caplog):
    class Panic(BaseException):
        pass

    def fail(*_):
        raise Panic("a\n\x1b[31mb")

    monkeypatch.setattr("rag.corpus.reading.make_document", fail)
    write("a.md", FRENCH)
    with caplog.at_level("DEBUG", "rag"):
        [found] = read_corpus(settings.documents, 1e6)
    assert found == Unreadable("a.md", r"its reader failed on it (Panic: a \x1b[31mb): save it in another form")
    assert "Traceback" in caplog.text
