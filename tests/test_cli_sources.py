"""How the command line prints who says what is cited, for answers of the test's own."""

import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from rag.answering.answer import Answer, Citation
from rag.answering.answerer import Answerer
from rag.cli import app
from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.indexing.chunker import chunk
from rag.retrieval.filters import Filters

MAP = Source("Un", "MAP", "https://map.ma/1")
ODJ = Source("Deux", "L'ODJ Média")
LINK = Source("Trois", url="https://cndp.ma")


def cite(sources: tuple[Source, ...], *named: int, agreeing: tuple[Citation, ...] = (), name: str = "d") -> Citation:
    """Cites ``One.`` of a document, whose footnotes name some of its sources."""
    notes = tuple(Footnote(4, at) for at in named)
    document = Document(name, "en", "Title", "One. Two.", "d.md", "2025-09", sources, footnotes=notes)
    return Citation(1, chunk(document, 100, len)[0], 0, 4, agreeing=agreeing)


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch):
    """Runs ``rag ask`` where every question has an answer with these citations."""

    def run(*citations: Citation, options: tuple[str, ...] = ()) -> tuple[str, list[Filters]]:
        given: list[Filters] = []
        answer = Answer("Who?", "Who?", "en", "answered", "One. [1]", 0.9, citations)
        fake = SimpleNamespace(answer=lambda _question, filters: given.append(filters) or answer)
        monkeypatch.setattr(Answerer, "open", lambda *_: fake)
        result = CliRunner().invoke(app, ["ask", *options, "Who?"], catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout, given

    return run


@pytest.mark.parametrize(
    ("citation", "credits_"),
    [
        (cite((MAP, ODJ), 0), "MAP · https://map.ma/1"),
        (cite((MAP, ODJ), 1), "L'ODJ Média"),
        (cite((MAP, ODJ), 1, 0), "L'ODJ Média; MAP · https://map.ma/1"),
        (cite((MAP, ODJ)), "document; MAP · https://map.ma/1; L'ODJ Média"),
        (cite((MAP,)), "MAP · https://map.ma/1"),
        (cite((LINK, MAP), 0), "Trois · https://cndp.ma"),
    ],
)
def test_sources_stand_before_the_place(ask, citation: Citation, credits_: str) -> None:
    assert ask(citation)[0] == f"One. [1]\n\nTitle · 2025-09\n[1] {credits_} (en/d 0-4)\n"


def test_a_document_that_says_the_same_has_its_own_sources(ask) -> None:
    citation = cite((MAP, ODJ), 0, agreeing=(cite((ODJ, MAP), 1, 0, name="e"), cite((ODJ, LINK), name="f")))
    assert ask(citation)[0].splitlines()[3:] == [
        "[1] MAP · https://map.ma/1 (en/d 0-4)",
        "[1] = Title · 2025-09 · MAP · https://map.ma/1; L'ODJ Média (en/e 0-4)",
        "[1] = Title · 2025-09 · document; L'ODJ Média; Trois · https://cndp.ma (en/f 0-4)",
    ]


def test_markup_in_the_name_of_a_source_is_text(ask) -> None:
    assert "[1] [bold]Press[/bold] [x] (en/d 0-4)" in ask(cite((Source("", "[bold]Press[/bold] [x]"),), 0))[0]


def test_json_has_all_sources_and_what_they_are_known_for(ask) -> None:
    (found,) = json.loads(ask(cite((MAP, ODJ), 1, 0), options=("--json",))[0])["citations"]
    assert (found["publisher"], found["url"], found["attribution"]) == ("L'ODJ Média", "", "sentence")
    assert [source["publisher"] for source in found["sources"]] == ["L'ODJ Média", "MAP"]


def test_filters_reach_the_answerer(ask) -> None:
    options = ("--party", "ميسترال", "--country", "France", "--kind", "memorandum", "--status", "signed")
    expected = Filters(parties=("ميسترال",), countries=("FR",), kinds=("memorandum",), statuses=("signed",))
    assert ask(cite((MAP,)), options=options)[1] == [expected]
