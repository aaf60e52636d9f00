import importlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rag.corpus.corpus import read_corpus, read_document
from rag.corpus.document import Document
from rag.corpus.listing import Unreadable, list_files
from rag.errors import DocumentError, SettingsError

DOCUMENTS = Path(__file__).parents[2] / "documents"
FRENCH = "Le ministère a signé un accord."
ARABIC = "وقعت الوزارة اتفاقية."
POSIX = pytest.mark.skipif(not hasattr(os, "seteuid"), reason="this system has other rights than those of POSIX")


@contextmanager
def powerless() -> Iterator[None]:
    """Takes the rights of root away for a while: root may read every file."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def read(settings):
    """Reads the corpus of the test."""
    return lambda limit=1e6: list(read_corpus(settings.documents, limit))


@pytest.fixture
def shown():
    """A corpus in a folder that every user may enter, other than those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_documents_come_in_the_order_of_their_names(write, read):
    write("fr/b.md", FRENCH)
    write("ar/b.md", ARABIC)
    write("fr/a.txt", FRENCH)
    assert [document.key for document in read()] == ["ar/b", "fr/a", "fr/b"]


def test_a_document_is_made_from_file_and_front_matter(write, read):
    write("fr/a.md", f"---\nid: accord\ndate: 2025-09-12\n---\n# Accord\n\n{FRENCH}")
    text = f"## Accord\n\n{FRENCH}"
    assert read() == [
        Document(id="accord", language="fr", title="Accord", text=text, path="fr/a.md", date="2025-09-12")
    ]


def test_an_empty_folder_is_an_empty_corpus(read):
    assert read() == []


@pytest.mark.parametrize("function", [list_files, lambda folder: list(read_corpus(folder, 1e6))])
def test_a_missing_folder_is_an_error_that_names_the_setting(tmp_path, function):
    with pytest.raises(SettingsError, match=r"nowhere does not exist: create it or set RAG_DOCUMENTS$"):
        function(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder_is_an_error(write):
    with pytest.raises(SettingsError, match=r"RAG_DOCUMENTS$"):
        list_files(write("a.md", FRENCH))


@pytest.mark.parametrize("name", [".a.md", ".git/a.md", "fr/.obsidian/a.md", ".~lock.a.docx"])
def test_hidden_files_are_left_alone(write, read, name):
    write(name, FRENCH)
    assert read() == []


def test_a_hidden_folder_above_the_documents_does_not_hide_them(tmp_path):
    folder = tmp_path / ".data" / "documents"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(FRENCH, encoding="utf-8")
    assert list_files(folder)[0] == [folder / "a.md"]


@pytest.mark.parametrize("name", ["a.json", "a.py", "a", "a.md.bak"])
def test_files_of_other_kinds_are_left_alone(write, read, name):
    write(name, FRENCH)
    assert read() == []


@pytest.mark.parametrize("name", ["a.md", "a.MD", "a.Txt"])
def test_the_case_of_an_ending_does_not_matter(write, read, name):
    write(name, FRENCH)
    assert [document.text for document in read()] == [FRENCH]


@pytest.mark.parametrize("name", ["accords du Maroc/un accord.md", "عربية/اتفاقية المغرب.md", "a'b & c/d;e.txt"])
def test_names_with_spaces_and_arabic_letters(write, read, name):
    write(name, FRENCH)
    assert [(document.path, document.text) for document in read()] == [(name, FRENCH)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names of files that are not Unicode")
def test_a_name_that_is_not_unicode_is_reported(settings, read):
    Path(os.fsdecode(os.fsencode(settings.documents) + b"/sign\xe9.md")).write_text(FRENCH, encoding="utf-8")
    [found] = read()
    assert isinstance(found, Unreadable)
    assert str(found).encode("utf-8").startswith(b"sign")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "it is empty"),
        ("a.md", b" \n\n ", "it is empty"),
        ("a.md", b"---\nid: a\n---\n", "it is empty"),
        ("a.txt", b"", "it is empty"),
        ("a.md", b"---\ntitle: [a]\n---\nUn accord.", "its field title must be a text"),
        ("a.md", b"\0\1\2", "it is a binary file, not text: give it the ending of what it is"),
        ("a.txt", "这是一份关于人工智能的协议。".encode(), "its language is none of French, Arabic and English"),
        ("a.pdf", b"", "it is not a readable PDF"),
        ("a.docx", b"", "it is not a readable Word document"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(write, read, name, data, reason):
    write(name, data=data)
    assert read() == [Unreadable(name, reason)]


def test_a_report_is_one_line():
    assert str(Unreadable("fr/a.md", "it is empty")) == "fr/a.md: it is empty"


def test_one_unreadable_file_does_not_hide_the_others(write, read):
    write("a.md", "")
    write("b.md", FRENCH)
    assert [type(item) for item in read()] == [Unreadable, Document]


def test_an_impossible_date_does_not_hide_the_others(write, read):
    write("a.md", f"---\ndate: 2025-02-30\n---\n{FRENCH}")
    write("b.md", FRENCH)
    assert [type(item) for item in read()] == [Unreadable, Document]


def test_a_file_of_the_size_limit_is_read(write, read):
    write("a.txt", "Un accord.")
    assert [document.text for document in read(limit=10)] == ["Un accord."]


def test_a_file_over_the_size_limit_names_the_setting(write, read):
    write("a.txt", "Un accord.")
    [found] = read(limit=9)
    assert found.reason.endswith(" of RAG_MAX_DOCUMENT_MB")


@pytest.mark.parametrize(
    ("size", "limit", "message"),
    [
        (12_000_000, 1e7, "it has 12 MB, more than the 10 MB of RAG_MAX_DOCUMENT_MB"),
        (10_400_000, 1e7, "it has 10.4 MB, more than the 10 MB of RAG_MAX_DOCUMENT_MB"),
        (10_001_000, 1e7, "it has 10.001 MB, more than the 10 MB of RAG_MAX_DOCUMENT_MB"),
        (1_234_000_000, 1e7, "it has 1234 MB, more than the 10 MB of RAG_MAX_DOCUMENT_MB"),
        (2_000, 1e3, "it has 0.002 MB, more than the 0.001 MB of RAG_MAX_DOCUMENT_MB"),
    ],
)
def test_the_size_told_is_larger_than_the_limit_told(write, settings, size, limit, message):
    path = write("a.txt")
    os.truncate(path, size)
    with pytest.raises(DocumentError, match=f"^{message}$"):
        read_document(path, settings.documents, limit)


def test_the_second_of_two_documents_with_one_id_is_reported_and_names_the_first(write, read):
    write("a.md", f"---\nid: accord\n---\n{FRENCH}")
    write("b/c.md", f"---\nid: accord\n---\n{FRENCH}")
    first, second = read()
    assert first.path == "a.md"
    assert second == Unreadable("b/c.md", "its id 'accord' (fr) is that of a.md: change one")


def test_an_unreadable_file_does_not_take_an_id(write, read):
    write("a.md", "---\nid: accord\n---\n")
    write("b.md", f"---\nid: accord\n---\n{FRENCH}")
    assert [type(item) for item in read()] == [Unreadable, Document]


def test_translations_may_share_an_id(write, read):
    write("ar/accord.md", ARABIC)
    write("fr/accord.md", FRENCH)
    assert [document.key for document in read()] == ["ar/accord", "fr/accord"]


LEADS_OUT = "it is a link that leads out of the documents folder and is not followed: put the file itself there"


def test_a_link_out_of_the_folder_is_not_followed(settings, read, tmp_path):
    (tmp_path / "elsewhere.md").write_text(FRENCH, encoding="utf-8")
    (settings.documents / "a.md").symlink_to(tmp_path / "elsewhere.md")
    (settings.documents / "b.md").symlink_to("/etc/passwd")
    assert read() == [Unreadable("a.md", LEADS_OUT, refused=True), Unreadable("b.md", LEADS_OUT, refused=True)]


def test_a_link_to_a_folder_outside_is_named(settings, read, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_text(FRENCH, encoding="utf-8")
    (settings.documents / "fr").symlink_to(tmp_path / "elsewhere")
    assert read() == [Unreadable("fr", LEADS_OUT, refused=True)]


def test_a_file_that_becomes_a_link_while_others_are_read_is_not_followed(settings, write, tmp_path):
    (tmp_path / "elsewhere.md").write_text(FRENCH, encoding="utf-8")
    path = write("a.md", FRENCH)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(DocumentError, match=f"^{LEADS_OUT}$"):
        read_document(path, settings.documents, 1e6)


def test_a_link_within_the_folder_is_read_but_no_file_twice(write, settings, read):
    write("b.md", FRENCH)
    write(".store/c", FRENCH)
    (settings.documents / "a.md").symlink_to("b.md")
    (settings.documents / "c.md").symlink_to(".store/c")
    (settings.documents / "d.md").symlink_to(".store/c")
    assert [document.path for document in read()] == ["b.md", "c.md"]


def test_the_documents_folder_may_itself_be_a_link(write, settings, tmp_path):
    write("a.md", FRENCH)
    (tmp_path / "link").symlink_to(settings.documents)
    assert [document.path for document in read_corpus(tmp_path / "link", 1e6)] == ["a.md"]


def test_a_link_to_a_hidden_folder_is_named(write, settings, read):
    write(".store/a.md", FRENCH)
    (settings.documents / "fr").symlink_to(".store")
    assert read() == [Unreadable("fr", "it is a link to a hidden folder, and is not followed")]


def test_a_folder_that_links_to_itself_ends(write, settings, read):
    write("a.md", FRENCH)
    (settings.documents / "loop").symlink_to(settings.documents)
    assert [document.path for document in read()] == ["a.md"]


def test_a_file_that_links_to_itself_is_named(settings, read):
    (settings.documents / "a.md").symlink_to("a.md")
    assert read() == [Unreadable("a.md", "it cannot be read: Too many levels of symbolic links")]


@POSIX
def test_what_is_no_file_is_named_and_not_waited_for(settings, read, monkeypatch):
    os.mkfifo(settings.documents / "pipe.md")
    monkeypatch.chdir(settings.documents)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
    (settings.documents / "zero.md").symlink_to("/dev/zero")
    assert [str(item) for item in read()] == [
        f"zero.md: {LEADS_OUT}",
        "pipe.md: it is not a file",
        "socket.md: it is not a file",
    ]


@POSIX
def test_folders_may_lie_deep(settings, read, monkeypatch):
    monkeypatch.chdir(settings.documents)
    try:
        for _ in range(1100):  # deeper than Python calls itself
            os.mkdir("d")  # noqa: PTH102
            os.chdir("d")
        Path("a.md").write_text(FRENCH, encoding="utf-8")
        [found] = read()
    finally:
        os.chdir(settings.documents)
        subprocess.run(["rm", "-r", "d"], check=True)  # as pytest could not
    assert found.path.endswith("/a.md")


@POSIX
@pytest.mark.parametrize(
    ("name", "path", "identifier"),
    [
        ("a\nb.md", r"a\nb.md", "a-nb"),
        ("\x1b[31mred.md", r"\x1b[31mred.md", "x1b-31mred"),
        ("\u202efdp.md", r"\u202efdp.md", "u202efdp"),
        ("a\\b.md", r"a\\b.md", "a-b"),
        ("\u2066\u200f.md", r"\u2066\u200f.md", "u2066-u200f"),
    ],
)
def test_a_name_can_be_printed(write, read, name, path, identifier):
    write(name, FRENCH)
    assert [(document.path, document.id) for document in read()] == [(path, identifier)]
    write(name)
    assert [str(item) for item in read()] == [f"{path}: it is empty"]


def test_names_that_are_shown_alike_stay_apart(write, read):
    write("a\nb.md", FRENCH)
    write("a\\nb.md", FRENCH)
    first, second = read()
    assert first.path == r"a\nb.md"
    assert str(second) == r"a\\nb.md: its id 'a-nb' (fr) is that of a\nb.md: change one"


def test_a_document_that_is_gone_when_its_turn_comes_is_an_error(settings):
    with pytest.raises(DocumentError, match=r"^it cannot be read: No such file or directory$"):
        read_document(settings.documents / "gone.md", settings.documents, 1e6)


def test_a_link_to_nothing_is_reported(settings, read):
    (settings.documents / "a.md").symlink_to(settings.documents / "gone.md")
    assert read() == [Unreadable("a.md", "it cannot be read: No such file or directory")]


@POSIX
@pytest.mark.parametrize(
    ("ending", "library"), [(".md", "frontmatter"), (".html", "trafilatura"), (".pdf", "pypdfium2"), (".docx", "docx")]
)
def test_a_file_without_the_right_to_read_it_is_reported(shown, ending, library):
    importlib.import_module(library)  # another user may not see the installed packages
    path = shown / f"a{ending}"
    path.write_text(FRENCH, encoding="utf-8")
    path.chmod(0)
    with powerless():
        found = list(read_corpus(shown, 1e6))
    assert found == [Unreadable(path.name, "there is no permission to read it")]


@POSIX
@pytest.mark.parametrize("rights", [0o000, 0o444, 0o111], ids=["none", "list", "enter"])
def test_a_folder_without_the_right_to_read_it_is_reported(shown, rights):
    folder = shown / "closed"
    folder.mkdir()
    (folder / "a.txt").write_text(FRENCH, encoding="utf-8")
    folder.chmod(rights)
    try:
        with powerless():
            found = list(read_corpus(shown, 1e6))
    finally:
        folder.chmod(0o755)
    assert [(type(item), item.path.split("/")[0]) for item in found] == [(Unreadable, "closed")]


def test_every_article_of_the_repository_is_readable_and_in_three_languages():
    found = list(read_corpus(DOCUMENTS, 1e7))
    assert [str(item) for item in found if isinstance(item, Unreadable)] == []
    languages = {language: {d.id for d in found if d.language == language} for language in ("fr", "ar", "en")}
    assert languages["fr"]
    assert languages["fr"] == languages["ar"] == languages["en"]
