"""Every parser of documents keeps its promises for whatever text, made up by hypothesis, the same in every run."""

import json
import re
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import configuration, given, settings
from hypothesis import strategies as st

from rag.corpus.document import Document, Source, date_number
from rag.corpus.fields import as_date
from rag.corpus.footnotes import Footnote, attribute
from rag.corpus.left_out import LONGEST_RUN
from rag.corpus.markup import read_marked
from rag.corpus.names import printable
from rag.corpus.reading import to_document
from rag.errors import DocumentError
from rag.indexing.chunker import chunk
from rag.text.dates import is_date, spell_date
from rag.text.language import LANGUAGES
from rag.text.normalise import HIDDEN, clean, clean_line, normalise
from rag.text.sentences import HEADING, split_sentences

configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir(), "hypothesis"))  # nothing of it in the tree
many = settings(derandomize=True, deadline=None, database=None, max_examples=100)

WORDS = st.sampled_from(
    "Le ministère a signé.¶Dr.¶Mr.¶M.¶art.¶3.5¶AI¶UE. Le¶وقعت الوزارة اتفاقية.¶د.¶OCP. اتفاق¶«Oui.»¶(a. b)¶“a.¶etc.¶a.b"
    "¶www.cndp.ma¶…¶?¶؟¶2025.¶-¶##¶1.¶#¶>¶*¶_¶`¶[¶]¶(¶)¶!¶[^a]¶[^b]:¶<!--¶-->¶<script ¶<b>¶\\¶&¶&amp;¶&#x202e;¶---¶~¶|"
    "¶|-|¶| a | b |¶\u202e¶\u200f¶\ufeff¶\u00a0¶\u202f¶\u0301¶\u064b¶\ue000¶\x07¶\x0b¶\x1c¶\u2028¶\ud800¶🇲¶中文".split(
        "¶"
    )
)
SPACES = st.sampled_from(["", " ", " ", "\n", "\n\n", "\n    ", "  \n", "\t"])
PIECES = st.one_of(WORDS, WORDS, WORDS, st.text(max_size=12))
TEXTS = st.lists(st.tuples(PIECES, SPACES), max_size=40).map(lambda pairs: "".join(map("".join, pairs)))
STORED = TEXTS.map(clean)
LANGUAGE = st.sampled_from(LANGUAGES)
KEYS = st.sampled_from(
    "id title language date sources publisher url people name role kinds status parties country kind events what "
    "content handler null ~ 1 <<".split()
)
VALUES = st.recursive(
    st.sampled_from(
        "~ ; true ; .nan ; -.inf ; 2025-09-12 ; 2025-13-01 ; 2025-09-12T10:00:00Z ; 0x1F ; 1e400 ; 1:30:00 ; '' ; a: b"
        ' ; *x ; &x a ; !!binary aGk= ; !foo a ; "\\ud800\\u202e" ; "\\e[31m" ; https://[x ; https://cndp.ma/ ; ftp://a'
        " ; fr ; memorandum ; signed ; MA ; << ; @ ; % ; [ ; } ; 1_000 ; ّ ; cndp ; 2025/2026".split(" ; ")
    )
    | st.text(max_size=8),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(KEYS, inner), max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=8,
)
HEADS = st.lists(st.tuples(KEYS, VALUES), max_size=6).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)


def count_words(text: str) -> int:
    return len(text.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@many
@given(HEADS, TEXTS)
def test_front_matter_is_read_or_refused_in_one_line(head: str, text: str) -> None:
    data = f"---\n{head}---\nLe ministère a signé un accord.\n\n{text}".encode("utf-8", "replace")
    try:
        document = to_document(data, ".md", "a.md", 1e6)
    except DocumentError as error:
        reason = str(error)
        assert reason.isprintable()
        assert len(reason) < 1000
        return
    known = [
        document.id,
        document.title,
        document.date,
        *(text for each in document.sources for text in (each.title, each.url)),
    ]
    for line in known:
        assert line == clean_line(line)
        assert HIDDEN.search(line) is None
    assert document.text == clean(document.text)
    assert Document.from_dict(json.loads(document.to_json())) == document


@many
@given(TEXTS)
def test_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert HIDDEN.search(once) is None
    once.encode("utf-8")
    assert clean_line(once) == clean_line(text)
    assert normalise(normalise(once)) == normalise(once)


@many
@given(TEXTS)
def test_references_of_markdown_stand_inside_its_text_in_order(text: str) -> None:
    marked = read_marked(text, ["a"])
    places = [position for position, _label in marked.references]
    assert places == sorted(places)
    assert all(0 <= position <= len(marked.text) for position in places)
    assert marked.text == clean(marked.text)
    assert "\ue000" not in marked.text
    assert all(len(run) <= LONGEST_RUN for run in marked.text.split())


@many
@given(STORED, LANGUAGE)
def test_sentences_are_in_order_and_lose_nothing(text: str, language: str) -> None:
    sentences = split_sentences(text, language)
    end = 0
    covered = ""
    for sentence in sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        quote = text[sentence.start : sentence.end]
        assert quote == quote.strip()
        assert "\n" not in quote
        between = text[end : sentence.start]
        assert re.fullmatch(r"\s*(?:(?:- |#{1,6} |#{1,6}$|\d{1,2}[.)] )\s*)*", between, re.MULTILINE), between
        covered += quote
        end = sentence.end
    assert re.fullmatch(r"(?:\s|#{1,6}(?=\s|$)|-(?=\s|$)|\d{1,2}[.)] )*", text[end:])


@many
@given(STORED, LANGUAGE, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 2)), max_size=8))
def test_each_sentence_has_sources_that_there_are(text: str, language: str, notes: list[tuple[int, int]]) -> None:
    footnotes = [Footnote(min(at, len(text)), source) for at, source in sorted(notes)]
    for said in attribute(text, language, footnotes):
        assert 0 <= said.start < said.end <= len(text)
        assert set(said.sources) <= {note.source for note in footnotes}
        assert len(set(said.sources)) == len(said.sources)


@many
@given(STORED.filter(bool), LANGUAGE, st.sampled_from([8, 20, 60]))
def test_passages_cover_the_text_and_do_not_overlap(text: str, language: str, size: int) -> None:
    sources = (Source(publisher="CNDP", id="a"), Source(publisher="MAP", id="b"))
    document = Document(
        "a", language, "Accord", text, "a.md", sources=sources, footnotes=(Footnote(0, 0), Footnote(len(text), 1))
    )
    end = 0
    passages = chunk(document, size, count_words)
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert passage.start >= end
        assert not text[end : passage.start].strip()
        assert count_words(passage.text) <= size or passage.text.startswith(HEADING)
        assert count_words(passage.text) <= 2 * size
        assert len(passage.sentences) == len(passage.said_by)
        for sentence in passage.sentences:
            assert passage.quote(sentence).strip()
        end = passage.end
    assert not text[end:].strip()
    assert len({passage.id for passage in passages}) == len(passages)


@many
@given(st.dates(), st.integers(1, 3), LANGUAGE)
def test_a_date_is_read_compared_and_spelt(day: date, parts: int, language: str) -> None:
    text = "-".join(day.isoformat().split("-")[:parts])
    assert as_date(text, "date") == text
    assert date_number(text) <= day.year * 10000 + day.month * 100 + day.day <= date_number(text, end=True)
    assert is_date(day.year, day.month, day.day)
    assert spell_date(text, language)


@many
@given(
    st.one_of(st.text(max_size=12), st.from_regex(r"\d{4}(-\d{2}){0,2}( ?/ ?\d{4}(-\d{2})?)?", fullmatch=True)),
    LANGUAGE,
)
def test_what_is_taken_for_a_date_can_be_spelt(text: str, language: str) -> None:
    try:
        taken = as_date(text, "date")
    except DocumentError:
        return
    assert spell_date(taken, language) or not taken
    assert date_number(taken) <= date_number(taken.split("/")[0], end=True)


@many
@given(st.text(), st.text())
def test_names_stay_printable_and_different(one: str, other: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", printable(one))
    assert HIDDEN.search(printable(one)) is None
    assert (printable(one) == printable(other)) == (one == other)
    printable(one).encode("utf-8")
