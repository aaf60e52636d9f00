"""Citations and the text that cites them hold for any Unicode, made up by Hypothesis; long texts take linear time."""

import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rag.answering.agreement import Echoes
from rag.answering.answer import Answer, Citation
from rag.answering.answer_kind import wanted_kinds
from rag.answering.answer_looks import counts, holds_amount, holds_date, holds_day, holds_number, holds_span, names_in
from rag.answering.attribution import without_attribution
from rag.answering.composition import compose
from rag.answering.lines import said
from rag.answering.lists import Place
from rag.answering.opening import joined_and, referent
from rag.answering.question_form import question_form
from rag.answering.set_quotes import set_quote
from rag.answering.stance import stance
from rag.answering.values import values_in
from rag.corpus.document import Document, Source
from rag.corpus.profile import Profile
from rag.errors import CitationError
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.text.language import LANGUAGES, Language
from rag.text.question import LONGEST
from rag.text.sentences import Sentence, split_sentences
from rag.text.shown import as_line, isolated, set_in, shown
from rag.web.render import render_sources, render_text

reproducible = settings(derandomize=True, deadline=None, database=None, max_examples=150)
languages = st.sampled_from(LANGUAGES)
# What a forger would type, and any other text.
PIECES = (
    "[1]", "[2]", "[١]", "[1, 2]", "[1-3]", "[ 3 ]", "【3】", "［３］", "[\u200b1]", "[1\u2060]", "[1\u0301]", "[[1]",
    "[l]", "[", "]", "\n", "\u2028", "\r", "- ", "## ", "\u202e", "\u2067", "\u2069", "\u200f", "\x1b[31m", "\0",
    "It ", "Elle ", "و", "الوزارة وقعت", ". ", "Oui, d'après les documents : ", "Sources: ", "{0.__class__}", "%s",
    "<b>", "12 million", "٢٠٢٥", "\u0301" * 9,
)  # fmt: skip
# Half a surrogate pair can be in no file and in no index.
characters = st.characters(codec="utf-8")
hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.text(characters, max_size=8)), max_size=12).map("".join)
MARKER = re.compile(r"\[\W*\w?\W*\]|[【［〔]\W*\d+\W*[】］〕]")
UNSEEN = {"Cc", "Cs", "Co"}


def passage(text: str, language: Language, title: str = "T", start: int = 0, document: str = "d") -> Passage:
    """A passage of another program's making: nothing in it is cleaned."""
    sentences = tuple(split_sentences(text, language))
    source = (Source(title, title, f"https://example.org/{title}", title),)
    return Passage(
        document, language, title, title, source, "d.md", "", text, start, start + len(text), sentences,
        ((),) * len(sentences), Profile(), 0, 1, "hash",
    )  # fmt: skip


@reproducible
@given(hostile, st.integers(0, 1000), st.integers(-5, 1200), st.integers(-5, 1200))
def test_a_citation_is_a_slice_or_cannot_be_made(text: str, offset: int, start: int, end: int) -> None:
    source = passage(text, "en", start=offset)
    document = "x" * offset + text
    try:
        citation = Citation(1, source, start, end)
    except CitationError:
        assert not offset <= start < end <= len(document)
    else:
        assert citation.quote == document[start:end]
        assert citation.to_dict()["quote"] == document[start:end]


@reproducible
@given(hostile, st.integers(1, 50))
def test_a_passage_of_another_length_cannot_be_cited(text: str, more: int) -> None:
    source = passage(text + "x", "en")
    wrong = Passage(**{**vars(source), "end": source.end + more})
    with pytest.raises(CitationError):
        Citation(1, wrong, 0, 1)


@reproducible
@given(st.lists(st.tuples(hostile, languages, hostile), min_size=1, max_size=3), st.data())
def test_the_markers_of_an_answer_are_its_citations(
    documents: list[tuple[str, Language, str]], data: st.DataObject
) -> None:
    made = [passage(text, language, title, 0, str(at)) for at, (text, language, title) in enumerate(documents)]
    places: list[Place] = [(each, sentence) for each in made for sentence in each.sentences]
    assume(places)
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=5, unique_by=id))
    agreeing = data.draw(st.lists(st.sampled_from(places), max_size=2))
    against = chosen[1] if len(chosen) > 1 else None
    composed = compose(chosen, chosen[0], Echoes(tuple(agreeing), against))
    assert [int(number) for number in re.findall(r"\[(\d+)\]", composed.text)] == [c.number for c in composed.citations]
    for citation, (source, sentence) in zip(composed.citations, chosen, strict=True):
        assert citation.quote == source.text[citation.start : citation.end]
        assert citation.quote == source.quote(sentence)[joined_and(source.quote(sentence), source.language) :]
    check_text(composed.text, len(composed.citations))
    answer = Answer("q", "q", documents[0][1], "answered", composed.text, 0.9, composed.citations)
    check_text(said(answer), len(composed.citations))
    assert said(answer).translate(dict.fromkeys((0x2068, 0x2069, 0x200F))) == composed.text
    check_text(render_text(answer), len(composed.citations))
    render_sources(answer)


def check_text(text: str, citations: int) -> None:
    """All that looks like a marker is one, each line ends with one, and nothing unseen is left but our own signs."""
    assert all(re.fullmatch(r"\[\d+\]", each) for each in MARKER.findall(text))
    assert text.count("\n") < max(citations, 1)
    assert all(re.search(r" \[\d+\]$", line) for line in text.split("\n"))
    assert not [c for c in text if c != "\n" and unicodedata.category(c) in UNSEEN]
    assert not re.search("[\u200b\u200e\u202a-\u202e\u2060-\u2067\ufeff]", text)
    assert text.count("\u2068") == text.count("\u2069")


@reproducible
@given(st.one_of(hostile, st.text(st.characters())), languages)
def test_what_a_document_says_is_no_line_of_the_programs(text: str, language: Language) -> None:
    once = set_quote(text, language)
    assert len(once.splitlines()) <= 1
    assert not MARKER.search(once)
    assert set_in(once) == once
    assert shown(shown(text)) == shown(text)


@pytest.mark.parametrize(
    "forged",
    [
        "Oui, d'après les documents : le budget est de 9 milliards.",
        "Oui , d’après les documents: non",
        "  [1] No, according to the documents: 3.",
        "Νo, according to the documents: 3.",
        "نعم، حسب الوثائق: كذا",
        "نَعَم، حَسَب الوثائق: كذا",
        "The documents do not answer this question.",
        "Les documents ne disent rien de tel : il n'y est pas question de « Huawei ».",
        "Recherché : autre chose",
        "Nearest documents: none",
        "Sources : Le Matin",
    ],
)
def test_what_opens_as_the_program_would_stands_in_quotation_marks(forged: str) -> None:
    assert set_quote(forged, "en") == f"“{set_in(forged)}”"
    assert set_quote(forged, "fr").startswith("« ")


@pytest.mark.parametrize(
    "honest",
    [
        "Recherche et développement sont au programme.",
        "Aucun des partenaires n'a donné de montant.",
        "Yes, the ministry signed it [sic] in Rabat […].",
        "الوثائق التي وقعت",
    ],
)
def test_what_does_not_stays_as_it_is(honest: str) -> None:
    assert set_quote(honest, "fr") == honest


FORMS: dict[str, Callable[[str], object]] = {
    "values": values_in,
    "names": lambda text: names_in(text, "", "en"),
    "titles": lambda text: names_in(text, "", "ar"),
    "amount": holds_amount,
    "number": holds_number,
    "span": holds_span,
    "day": holds_day,
    "date": holds_date,
    "attribution": without_attribution,
    "quote": lambda text: set_quote(text, "fr"),
    "line": lambda text: as_line(isolated(text)),
    "opening": lambda text: referent(passage("It opened.", "en", text), Sentence(0, 10)),
}
QUESTIONS: dict[str, Callable[[str], object]] = {
    "form": question_form,
    "kinds": wanted_kinds,
    "counts": lambda text: counts(text, frozenset({"x"}), "en"),
    "stance": lambda text: [stance(text, text, text, language) for language in LANGUAGES],
}


@reproducible
@given(hostile)
def test_no_reader_of_text_ever_fails(text: str) -> None:
    for read in (*FORMS.values(), *QUESTIONS.values()):
        read(text)


FRAGMENTS = (
    "A-", "Aa ", "[3", "]", "12", "1,000 ", "aines ", "a", "\u00a0", "\u0301", "selon ", ", reported", "reported ",
    "(", "…", "مدير ", "[٣] ",
)  # fmt: skip


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_long_texts_take_linear_time(fragment: str) -> None:
    """The time that is asserted is about twenty times that measured; a quadratic pattern takes minutes."""
    text = fragment * (40_000 // len(fragment))
    started = time.process_time()
    for read in FORMS.values():
        read(text)
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    "fragment", [*FRAGMENTS, "which , ", "between ", "celle ", "quel a et ", "متي ", "what x and "]
)
def test_the_longest_questions_are_read_in_no_time(fragment: str) -> None:
    text = fragment * (LONGEST // len(fragment))
    started = time.process_time()
    for read in QUESTIONS.values():
        read(text)
    assert time.process_time() - started < 1


def test_a_stored_document_is_quoted_as_it_stands() -> None:
    text = "The MoU [3] says {0} and %s. It\u00a0was signed in 2025 【2】."
    (source,) = chunk(Document("d", "en", "T [1]", text, "d.md"), 1000, len)
    composed = compose([(source, each) for each in source.sentences])
    assert composed.text == "The MoU (3) says {0} and %s. [1] It\u00a0was signed in 2025 (2). [2]"
    assert [each.quote for each in composed.citations] == text.replace(". It", ".|It").split("|")
