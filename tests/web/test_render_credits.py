"""Who says what is cited, as the page shows it."""

import dataclasses
import re

import pytest

from rag.answering.answer import Answer, Citation
from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.indexing.chunker import chunk
from rag.text.language import Language
from rag.web.render import render_sources

ALPHA = Source("One", "Alpha", "https://alpha.example/a", "2025-09")
BETA = Source("Two", "Beta")
LINK_TO_ALPHA = (
    '<a href="https://alpha.example/a" title="Open the source : One" target="_blank" rel="noopener noreferrer">'
    "<bdi>Alpha</bdi> ↗</a> <bdi>(2025-09)</bdi>"
)
TEXT = "One. Two. Six."
ENDS = (4, 9, 14)


def answer(sources: tuple[Source, ...], *named: str, reader: Language = "en", name: str = "d") -> Answer:
    """Cites a sentence of ``TEXT`` for each of ``named``, the digits of the sources that its footnotes name."""
    notes = tuple(Footnote(end, int(at)) for end, digits in zip(ENDS, named, strict=False) for at in digits)
    document = Document(name, "en", "Title", TEXT, "d.md", "2025", sources, footnotes=notes)
    (passage,) = chunk(document, 100, len)
    places = enumerate(passage.sentences[: len(named)], 1)
    citations = tuple(Citation(number, passage, each.start, each.end) for number, each in places)
    return Answer("q", "q", reader, "answered", "…", 0.9, citations)


def credits_of(shown: Answer) -> list[str]:
    """The lines of credits, with the numbers of quotes in brackets."""
    (found,) = re.findall(r'<ul class="rag-credits">(.*?)</ul>', render_sources(shown))
    lines = re.findall(r"<li>(.*?)</li>", found)
    assert found == "".join(f"<li>{line}</li>" for line in lines)
    return [re.sub(r'<span class="rag-number">(\d+)</span>', r"[\1]", line) for line in lines]


@pytest.mark.parametrize(
    ("named", "lines"),
    [
        (["0"], [f"[1]{LINK_TO_ALPHA}"]),
        (["1"], ["[1]<bdi>Beta</bdi>"]),
        (["10"], [f"[1]<bdi>Beta</bdi>, {LINK_TO_ALPHA}"]),
        (["0", "1"], [f"[1]{LINK_TO_ALPHA}", "[2]<bdi>Beta</bdi>"]),
        (["1", "1", "0"], ["[1][2]<bdi>Beta</bdi>", f"[3]{LINK_TO_ALPHA}"]),
        (["0", "1", "0"], [f"[1][3]{LINK_TO_ALPHA}", "[2]<bdi>Beta</bdi>"]),
        (["10", "1", "01"], [f"[1][3]<bdi>Beta</bdi>, {LINK_TO_ALPHA}", "[2]<bdi>Beta</bdi>"]),
        (["10", "10", "10"], [f"[1][2][3]<bdi>Beta</bdi>, {LINK_TO_ALPHA}"]),
    ],
)
def test_each_set_of_sources_has_a_line_with_the_numbers_that_rest_on_it(named: list[str], lines: list[str]) -> None:
    assert credits_of(answer((ALPHA, BETA), *named)) == lines


@pytest.mark.parametrize(
    ("reader", "label"),
    [
        ("en", "The whole document, after:"),
        ("fr", "Le document entier, d&#x27;après :"),
        ("ar", "الوثيقة كلها، حسب:"),
    ],
)
def test_sources_of_the_document_as_a_whole_are_called_so(reader: Language, label: str) -> None:
    shown = answer((BETA, Source("", "Gamma")), "", "", reader=reader)
    assert credits_of(shown) == [f"[1][2]{label} <bdi>Beta</bdi>, <bdi>Gamma</bdi>"]


def test_the_only_source_of_a_document_needs_no_label() -> None:
    assert credits_of(answer((BETA,), "")) == ["[1]<bdi>Beta</bdi>"]


def test_words_without_a_footnote_are_told_apart_from_those_with_all_sources() -> None:
    assert credits_of(answer((BETA, Source("", "Gamma")), "01", "")) == [
        "[1]<bdi>Beta</bdi>, <bdi>Gamma</bdi>",
        "[2]The whole document, after: <bdi>Beta</bdi>, <bdi>Gamma</bdi>",
    ]


def test_the_numbers_of_quotes_are_in_order_however_they_are_cited() -> None:
    shown = answer((ALPHA, BETA), "0", "1", "0")
    backwards = dataclasses.replace(shown, citations=shown.citations[::-1])
    assert credits_of(backwards) == [f"[1][3]{LINK_TO_ALPHA}", "[2]<bdi>Beta</bdi>"]


@pytest.mark.parametrize("sources", [(), (Source(),), (Source(), Source(url="cndp.ma"))])
def test_where_nothing_is_known_of_the_sources_there_is_no_label(sources: tuple[Source, ...]) -> None:
    assert credits_of(answer(sources, "")) == ["[1]"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            Source("T", url="http://cndp.ma"),
            '<a href="http://cndp.ma" title="Open the source : T" target="_blank" rel="noopener noreferrer">'
            "<bdi>T</bdi> ↗</a>",
        ),
        (
            Source(url="http://cndp.ma"),
            '<a href="http://cndp.ma" title="Open the source" target="_blank" rel="noopener noreferrer">'
            "<bdi>Open the source</bdi> ↗</a>",
        ),
        (Source("Only a <title>"), "<bdi>Only a &lt;title&gt;</bdi>"),
    ],
)
def test_a_source_without_a_publisher_is_called_by_its_title(source: Source, shown: str) -> None:
    assert credits_of(answer((source,), "0")) == [f"[1]{shown}"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//cndp.ma", "cndp.ma", "ftp://cndp.ma", "http://[x", "https://", ""],
)
def test_an_address_that_is_none_of_the_web_is_no_link(url: str) -> None:
    assert credits_of(answer((Source("T", "Beta", url, "2025"),), "0")) == ["[1]<bdi>Beta</bdi>"]


def test_all_that_a_source_says_is_text() -> None:
    evil, escaped = '"><script>&', "&quot;&gt;&lt;script&gt;&amp;"
    (line,) = credits_of(answer((Source(evil, evil, f"https://x.example/{evil}", evil),), "0"))
    assert "<script>" not in line
    assert line.count(escaped) == 4
    assert re.findall("<[^>]*>", line) == [
        f'<a href="https://x.example/{escaped}" title="Open the source : {escaped}"'
        ' target="_blank" rel="noopener noreferrer">',
        "<bdi>",
        "</bdi>",
        "</a>",
        "<bdi>",
        "</bdi>",
    ]


def test_a_document_that_says_the_same_shows_the_sources_of_its_own_words() -> None:
    (same,) = answer((ALPHA, Source("", "<Gamma>")), "10", name="e").citations
    shown = answer((BETA,), "0")
    with_it = dataclasses.replace(shown.citations[0], agreeing=(same,))
    html = render_sources(dataclasses.replace(shown, citations=(with_it,)))
    found = html[html.index("rag-agreeing") :]
    assert f"<li><bdi>Title · 2025</bdi> <bdi>&lt;Gamma&gt;</bdi>, {LINK_TO_ALPHA}<q " in found
    assert "Beta" not in found
