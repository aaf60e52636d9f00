import pytest

from rag.answering.answer import Answer, Citation, Related, Status
from rag.answering.lines import nearby, notices, to_ask
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.text.language import Language

PASSAGE = chunk(Document("d", "en", "T", "It opened.", "d.md"), 100, len)[0]
CITED = (Citation(1, PASSAGE, 0, 10),)
NEAR = (Related("a", "fr", "Le titre", "2025-09"), Related("b", "en", "Undated", ""))


def answer(language: Language = "en", status: Status = "answered", searched: str = "q", **more: object) -> Answer:
    return Answer("q", searched, language, status, "text", 0.5, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "line"), [("fr", "Recherché : q – x"), ("ar", "تم البحث عن: q – x"), ("en", "Searched: q – x")]
)
def test_what_was_searched_is_told_where_it_is_not_what_was_typed(language: Language, line: str) -> None:
    assert notices(answer(language, searched="q – x")) == [line]
    assert notices(answer(language)) == []


def test_a_notice_is_about_what_is_quoted_and_comes_first() -> None:
    assert notices(answer(searched="x", notice="Note.", citations=CITED)) == ["Note.", "Searched: x"]
    assert notices(answer(notice="Note.")) == []


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
