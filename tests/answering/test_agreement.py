from collections.abc import Callable
from pathlib import Path

import pytest

from rag.answering.answer import Answer
from rag.answering.answerer import Answerer
from rag.answering.verify import verify
from rag.embedding.encoder import Encoder
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

FIRST = "The Atlas robotics centre in Ifrane will employ {} engineers, the ministry said. Its roof is green."
OTHERS = ["The harbour of Tangier has four piers.", "Wheat is sown in autumn on the plains of Doukkala."]


@pytest.fixture
def ask(settings: Settings, encoder: Encoder, write: Callable[..., Path]) -> Callable[..., Answer]:
    def ask_of(question: str, *texts: str) -> Answer:
        for number, text in enumerate([*texts, *OTHERS], 1):
            front = f"---\nid: d{number}\ntitle: Report {number}\nlanguage: en\ndate: 2025-0{number}-01\n---\n"
            write(f"d{number}.md", front + text)
        index(settings, encoder)
        return Answerer.open(settings.model_copy(update={"evidence": 0.0})).answer(question)

    return ask_of


QUESTION = "How many engineers will the Atlas robotics centre employ?"


def test_a_document_that_says_the_same_is_named_and_not_quoted(
    ask: Callable[..., Answer], settings: Settings, encoder: Encoder
) -> None:
    answer = ask(QUESTION, FIRST.format(300), "Some 300 engineers will be employed by the Atlas robotics centre.")
    first = answer.citations[0]
    assert "300" in first.quote
    (other,) = first.agreeing
    assert other.passage.document != first.passage.document
    assert "300" in other.quote
    assert other.quote not in answer.text
    assert other.number == first.number == 1
    assert answer.notice == ""
    assert answer.to_dict()["citations"][0]["agreeing"][0]["document"] == other.passage.document
    checks = verify(answer, Retriever(settings, encoder).store)
    assert [check.citation for check in checks][:2] == [first, other]
    assert all(check.exact for check in checks)


def test_a_document_that_says_otherwise_is_quoted_with_its_date(ask: Callable[..., Answer]) -> None:
    answer = ask(QUESTION, FIRST.format(300), "Some 500 engineers will be employed by the Atlas robotics centre.")
    against = {citation.passage.date: citation for citation in answer.citations if "engineers" in citation.quote}
    assert set(against) == {"2025-01-01", "2025-02-01"}
    places = " ≠ ".join(f"[{each.number}] ({date})" for date, each in against.items() if each.number == 1)
    assert answer.notice.startswith(f"The sources do not agree: {places} ≠ ")
    assert all(f"({date})" in answer.notice for date in against)
    assert answer.citations[0].agreeing == ()


def test_dates_disagree_only_where_a_known_part_differs(ask: Callable[..., Answer]) -> None:
    opened = "The Atlas robotics centre was opened in Ifrane on 4 May 2024."
    question = "When was the Atlas robotics centre opened?"
    answer = ask(question, opened, "In Ifrane the Atlas robotics centre was opened in May 2024.")
    assert answer.notice == ""
    assert len(answer.citations[0].agreeing) == 1


def test_a_sentence_without_the_figure_neither_agrees_nor_disagrees(ask: Callable[..., Answer]) -> None:
    answer = ask(QUESTION, FIRST.format(300), "Engineers will be employed by the Atlas robotics centre.")
    assert answer.citations[0].agreeing == ()
    assert answer.notice == ""


def test_another_subject_with_another_figure_is_no_disagreement(ask: Callable[..., Answer]) -> None:
    answer = ask(QUESTION, FIRST.format(300), "The Rif hydrogen plant in Nador will employ 500 welders, it was said.")
    assert answer.citations[0].agreeing == ()
    assert answer.notice == ""


@pytest.mark.parametrize(("name", "agreeing"), [("Rachid Alami", 1), ("Mona Tazi", 0)])
def test_another_name_is_not_taken_for_the_same(ask: Callable[..., Answer], name: str, agreeing: int) -> None:
    head = "The Atlas robotics centre in Ifrane is headed by {}."
    question = "Who heads the Atlas robotics centre?"
    answer = ask(question, head.format("Rachid Alami"), head.format(name).replace("in Ifrane ", "of Ifrane now "))
    assert len(answer.citations[0].agreeing) == agreeing
    assert answer.notice == ""
