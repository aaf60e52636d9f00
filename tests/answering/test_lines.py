import pytest

from rag.answering.answer import Answer, Citation, Related, Status
from rag.answering.composition import compose
from rag.answering.lines import nearby, notices, said, to_ask
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.text.language import Language

PASSAGE = chunk(Document("d", "en", "T", "It opened.", "d.md"), 100, len)[0]
CITED = (Citation(1, PASSAGE, 0, 10),)
NEAR = (Related("a", "fr", "Le titre", "2025-09"), Related("b", "en", "Undated", ""))


def answer(language: Language = "en", status: Status = "answered", searched: str = "q", **more: object) -> Answer:
    return Answer("q", searched, language, status, "text", 0.5, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "line"),
    [("fr", "Recherché : q – x"), ("ar", "تم البحث عن: \u2068q – x\u2069"), ("en", "Searched: q – x")],
)
def test_what_was_searched_is_told_where_it_is_not_what_was_typed(language: Language, line: str) -> None:
    assert notices(answer(language, searched="q – x")) == [line]
    assert notices(answer(language)) == []


def test_a_notice_comes_first_and_does_not_repeat_the_text() -> None:
    assert notices(answer(searched="x", notice="Note.", citations=CITED)) == ["Note.", "Searched: x"]
    assert notices(answer(notice="text")) == []


def test_talk_was_never_searched() -> None:
    assert notices(answer(status="talk", searched="x")) == []


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr", "Documents les plus proches :"), ("ar", "أقرب الوثائق:"), ("en", "Nearest documents:")],
)
def test_the_nearest_documents_stand_under_a_line_with_their_dates(language: Language, label: str) -> None:
    assert nearby(answer(language, related=NEAR)) == [label, "- Le titre · 2025-09", "- Undated"]


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "Vous pouvez demander :"), ("ar", "يمكنك أن تسأل:"), ("en", "You can ask:")]
)
def test_questions_stand_under_a_line(language: Language, label: str) -> None:
    assert to_ask(answer(language, suggestions=("One?", "Two?"))) == [label, "- One?", "- Two?"]


def test_without_documents_and_questions_there_is_no_line() -> None:
    assert (nearby(answer()), to_ask(answer())) == ([], [])


@pytest.mark.parametrize(
    ("text", "source", "lead", "line"),
    [
        ("Nour opened.", "en", "", "Nour opened. [1]"),
        ("افتتح مركز Nour.", "ar", "", "\u200f\u2068افتتح مركز Nour.\u2069 [1]"),
        ("افتتح مركز Nour.", "ar", "Oui : ", "Oui : \u2068افتتح مركز Nour.\u2069 [1]"),
        ("Nour opened.", "en", "نعم: ", "نعم: \u2068Nour opened.\u2069 [1]"),
        ("افتتح [2] مركز.", "ar", "", "\u200f\u2068افتتح (2) مركز.\u2069 [1]"),
    ],
)
def test_quotes_are_isolated_where_they_are_shown(text: str, source: Language, lead: str, line: str) -> None:
    passage = chunk(Document("d", source, "T", text, "d.md"), 100, len)[0]
    composed = compose([(passage, passage.sentences[0])])
    quoted = Answer("q", "q", "fr", "answered", f"{lead}{composed.text}", 0.9, composed.citations)
    assert said(quoted) == line
    assert "\u2068" not in quoted.text


def test_titles_are_isolated_in_lists() -> None:
    passage = chunk(Document("d", "fr", "Accord Oracle", "Signé.", "d.md"), 100, len)[0]
    text = "وثيقتان:\n- 12 شتنبر 2025 · Accord Oracle (إعلان) [1]"
    listed = Answer("q", "q", "ar", "answered", text, 1.0, (Citation(1, passage, 0, 6),))
    assert said(listed) == "وثيقتان:\n- 12 شتنبر 2025 · \u2068Accord Oracle\u2069 (إعلان) [1]"
    themes = Answer("q", "q", "ar", "talk", "حسب الموضوع:\n- 2025 · Accord\n- Loi", 0.0)
    assert said(themes) == "حسب الموضوع:\n- 2025 · Accord\n- Loi"  # a line without Arabic needs nothing
    other = Answer("q", "q", "fr", "talk", "Par thème :\n- mars 2025 · قانون 09-08", 0.0)
    assert said(other) == "Par thème :\n- mars 2025 · \u2068قانون 09-08\u2069"


def test_what_is_told_has_no_markers_and_no_lines_of_others() -> None:
    near = (Related("a", "fr", "Titre [1]\n- Autre \u202e21", "[2]"),)
    assert nearby(answer("fr", related=near))[1:] == ["- Titre (1) - Autre 21 · (2)"]
    assert notices(answer(searched="x [1]\n{0}")) == ["Searched: x (1) {0}"]
    assert to_ask(answer(suggestions=("One [1]?\u200b",)))[1:] == ["- One (1)?"]
