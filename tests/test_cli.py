"""The command line as a person runs it: in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.settings import Settings

ISOLATES = dict.fromkeys((0x2068, 0x2069))  # around what was typed: they are not seen
Run = Callable[..., subprocess.CompletedProcess[str]]


def runner(settings: Settings, folder: Path) -> Run:
    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = (
            os.environ | {"RAG_DOCUMENTS": str(settings.documents), "RAG_INDEX": str(settings.index)} | variables
        )
        return subprocess.run(
            [str(Path(sys.executable).parent / "rag"), *arguments],
            env=environment, cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def rag(settings: Settings, tmp_path: Path) -> Run:
    return runner(settings, tmp_path)


@pytest.fixture
def seed(seed_settings: Settings, tmp_path: Path) -> Run:
    return runner(seed_settings, tmp_path)


def one_line_error(run: subprocess.CompletedProcess[str]) -> str:
    assert run.returncode == 2
    lines = run.stderr.strip().splitlines()
    assert len(lines) == 1, run.stderr
    assert lines[0].startswith("rag: ")
    return lines[0]


def test_help_names_every_command(seed: Run) -> None:
    text = seed("--help").stdout
    assert [name for name in ("index", "ask", "search", "serve", "doctor") if name not in text] == []


def test_ask_prints_the_answer_and_its_sources(seed: Run) -> None:
    run = seed("ask", "Who signed the CNDP convention and when?")
    assert run.returncode == 0
    assert "Omar Seghrouchni" in run.stdout
    assert "11 September 2025" in run.stdout
    assert "https://" in run.stdout
    assert run.stderr == ""


def test_ask_shows_what_was_searched_where_that_is_not_what_was_typed(seed: Run) -> None:
    assert "تم البحث عن: من وقع الاتفاقيه مع Mistral ميسترال AI?" in seed(
        "ask", "chkoun wa99e3 l'ittifa9iya m3a Mistral AI?"
    ).stdout.translate(ISOLATES)
    assert "Searched" not in seed("ask", "Who signed the CNDP convention and when?").stdout


def test_ask_prints_json(seed: Run) -> None:
    answer = json.loads(seed("ask", "--json", "ما هي المحاور الأربعة لمذكرة التفاهم بين المغرب وميسترال؟").stdout)
    assert (answer["language"], answer["status"], len(answer["citations"])) == ("ar", "answered", 5)


def test_ask_abstains(seed: Run) -> None:
    run = seed("ask", "Quelle est la recette du couscous ?")
    assert run.returncode == 0
    assert run.stdout.splitlines() == [
        "Je ne couvre que les accords du Maroc en intelligence artificielle et ce qui les entoure ; votre question "
        "semble porter sur autre chose.",
        "",
        "Vous pouvez demander :",
        "- Quels accords ont été signés en 2025 ?",
        "- Parle-moi de l'accord avec Mistral AI",
        "- Résume « Convention entre le ministère de la Transition numérique et la CNDP pour un cadre national d'IA "
        "responsable (11 septembre 2025) »",
    ]


def test_ask_names_the_nearest_documents_where_there_is_no_answer(seed: Run) -> None:
    lines = seed("ask", "What is the budget of the CNDP convention?").stdout.splitlines()
    assert lines[:5] == [
        "The documents speak of no such thing: there is nothing in them on “budget”.",
        "",
        "Nearest documents:",
        "- Morocco's digital ministry and data-protection authority CNDP sign convention on responsible AI "
        "(11 September 2025) · 2025-09-11",
        "- Morocco's digital ministry and Mistral AI sign memorandum of understanding on artificial intelligence "
        "(12 September 2025) · 2025-09-12",
    ]
    assert "You can ask:" in lines


def test_ask_answers_a_greeting_and_takes_one_off_a_question(seed: Run) -> None:
    assert "You can ask:\n- Which agreements were signed in 2025?" in seed("ask", "Hello").stdout
    assert "Searched: who signed the CNDP convention?" in seed("ask", "Hello, who signed the CNDP convention?").stdout


def test_ask_lists_documents_and_says_what_was_understood(seed: Run) -> None:
    lines = seed("ask", "Which agreements were signed in 2025?").stdout.splitlines()
    assert lines[0] == "2 of the 2 documents, by date (signing) between 11 September 2025 and 12 September 2025:"
    assert "Searched: agreements (memoranda, conventions and whatever was signed) · signing, 2025" in lines


def test_search_shows_signals(seed: Run) -> None:
    run = seed("search", "-k", "2", "--language", "fr", "axes Mistral")
    assert "[fr/mistral-mou-2025]" in run.stdout
    assert run.stdout.count("bm25") == 2
    hits = json.loads(seed("search", "--json", "-k", "3", "axes Mistral").stdout)
    assert len(hits) == 3
    assert set(hits[0]["signals"]) == {"dense", "sentence", "bm25"}


def test_index_reports_what_it_did_and_fails_for_what_it_could_not_read(rag: Run, write: Callable[..., Path]) -> None:
    write("good.txt", "Le centre de Rabat a ouvert.")
    write("bad dossier/ملف.md", data=b"\x00\x01")
    run = rag("index")
    assert run.returncode == 1
    assert "1 added, 0 updated, 0 removed, 0 unchanged" in " ".join(run.stdout.split())
    assert "bad dossier/ملف.md: it is a binary file" in run.stderr
    assert "0 added, 0 updated, 0 removed, 1 unchanged" in " ".join(rag("index").stdout.split())


@pytest.mark.parametrize("question", ["", "?!", "🙂", "x" * 10_000])
def test_what_is_no_question_is_one_line(seed: Run, question: str) -> None:
    assert "the question" in one_line_error(seed("ask", question))


def test_without_an_index_it_says_what_to_run(rag: Run) -> None:
    assert "there is no index in" in one_line_error(rag("ask", "Qui ?"))


def test_an_unknown_setting_is_one_line(seed: Run) -> None:
    assert "unknown setting RAG_MODLE" in one_line_error(seed("ask", "Qui ?", RAG_MODLE="x"))


def test_other_settings_than_the_index_was_built_with(seed: Run) -> None:
    line = one_line_error(seed("ask", "Qui ?", RAG_PASSAGE_TOKENS="100"))
    assert "passage_tokens: 256, now 100" in line
    assert "run `rag index`" in line


@pytest.mark.parametrize(
    ("option", "value", "name"),
    [
        ("-l", "de", "language"),
        ("--kind", "treaty", "kind"),
        ("--status", "done", "status"),
        ("--country", "Atlantis", "country"),
    ],
)
def test_a_wrong_filter_is_one_line(seed: Run, option: str, value: str, name: str) -> None:
    assert f"the {name} filter '{value}' is unknown: use " in one_line_error(seed("search", option, value, "Mistral"))


def test_search_filters_by_party_and_country_in_any_language(seed: Run) -> None:
    options = ("--party", "ميسترال", "--country", "فرنسا", "--kind", "memorandum", "--status", "signed")
    hits = json.loads(seed("search", "--json", "-k", "500", *options, "convention CNDP").stdout)
    assert {(hit["document"], hit["language"]) for hit in hits} == {
        ("mistral-mou-2025", language) for language in ("fr", "ar", "en")
    }


def test_a_footnote_that_names_no_source_is_one_line_of_the_report(rag: Run, write: Callable[..., Path]) -> None:
    write("one.md", "---\nsources: [{id: cndp}, {id: map}]\n---\nLe centre de Rabat a ouvert.[^ocp]")
    run = rag("index")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].endswith(
        "one.md: its footnote [^ocp] names none of its sources: their ids are cndp, map"
    )


def test_an_index_is_exported_and_imported(rag: Run, write: Callable[..., Path]) -> None:
    write("one.txt", "Le centre de Rabat a ouvert.")
    rag("index")
    assert "1 passages of 1 documents in a.zip" in rag("export", "a.zip").stdout
    assert "there is an index in" in one_line_error(rag("import", "a.zip"))
    run = rag("import", "--replace", "a.zip")
    assert (run.returncode, "1 passages of 1 documents" in run.stdout) == (0, True)


def test_a_damaged_index_is_mended_by_the_command_that_is_named(
    rag: Run, write: Callable[..., Path], settings: Settings
) -> None:
    write("one.txt", "Le centre de Rabat a ouvert.")
    rag("index")
    database = settings.index / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:5000] + bytes(5000))
    assert one_line_error(rag("search", "Rabat ?")).endswith("run `rag index`")
    mended = rag("index")
    assert (mended.returncode, "Mended: " in mended.stderr) == (0, True)


def test_doctor_is_content_with_a_good_index(seed: Run) -> None:
    run = seed("doctor")
    assert run.returncode == 0, run.stdout
    assert "bad" not in run.stdout
    assert "6 readable" in run.stdout


def test_doctor_says_what_mends_it(rag: Run, write: Callable[..., Path]) -> None:
    write("one.txt", "Le centre de Rabat a ouvert.")
    missing = rag("doctor")
    assert missing.returncode == 1
    assert "run `rag index`" in missing.stdout
    rag("index")
    write("two.txt", "Le centre de Fès a ouvert.")
    write("broken.md", "---\n[\n---\n")
    stale = rag("doctor")
    assert stale.returncode == 1
    assert "1 documents are new or changed" in stale.stdout
    assert "broken.md: its front matter" in stale.stdout
