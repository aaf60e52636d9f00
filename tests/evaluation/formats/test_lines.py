from pathlib import Path
from typing import Any

import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.formats.squad import passage_id
from rag.evaluation.question_set import Question, SourcePassage

from .write import lines_file


def one(path: Path) -> Question:
    (question,) = open_question_set(path).read_questions()
    return question


def test_the_projects_own_questions(tmp_path: Path) -> None:
    item = {
        "id": "fr-1",
        "language": "fr",
        "question": "Et qui l'a signée ?",
        "kind": "follow-up",
        "documents": ["convention"],
        "must": [["Seghrouchni", "السغروشني"], ["2025"]],
        "answerable": True,
        "history": [{"question": "Qu'est-ce que la convention ?"}],
    }
    path = lines_file(tmp_path / "dev.jsonl", item)
    assert (open_question_set(path).name, open_question_set(path).read_passages) == ("dev", None)
    assert one(path) == Question(
        id="fr-1",
        text="Et qui l'a signée ?",
        language="fr",
        relevant={"convention": 1},
        answerable=True,
        kind="follow-up",
        must=(("Seghrouchni", "السغروشني"), ("2025",)),
        history=("Qu'est-ce que la convention ?",),
    )


def test_talk_a_complete_list_and_a_question_in_darija(tmp_path: Path) -> None:
    path = lines_file(
        tmp_path / "x.jsonl",
        {"question": "salam", "language": "ary", "status": "talk"},
        {"question": "Which?", "documents": ["a", "b"], "complete": True},
        {"question": "Which of Mars?", "documents": [], "complete": True, "answerable": False},
        {"question": "Who?", "complete": False, "status": None},
    )
    assert list(open_question_set(path).read_questions()) == [
        Question("1", "salam", "ary", status="talk"),
        Question("2", "Which?", relevant={"a": 1, "b": 1}, complete=True),
        Question("3", "Which of Mars?", answerable=False, complete=True),
        Question("4", "Who?", complete=False),
    ]


@pytest.mark.parametrize("contexts", ["set.contexts.jsonl", "set.contexts.jsonl.gz"])
def test_passages_beside_the_questions(tmp_path: Path, contexts: str) -> None:
    context = {"context_id": "c1", "title": "T", "text": "Le texte.", "lang": "fr"}
    lines_file(tmp_path / contexts, context, packed=contexts.endswith("gz"))
    item = {"id": 7, "question": "Quoi ?", "lang": "fr", "answers": ["texte"], "answerable": True, "context_id": "c1"}
    path = lines_file(tmp_path / "set.questions.jsonl", item | {"candidate_context_ids": ["c1", "c2"]})
    found = open_question_set(path)
    assert (found.name, found.format) == ("set", "JSON Lines with passages")
    assert found.read_passages is not None
    assert list(found.read_passages()) == [SourcePassage("c1", "T", "Le texte.", "fr")]
    expected = Question("7", "Quoi ?", "fr", ("texte",), {"c1": 1}, True, ("c1", "c2"))
    assert list(found.read_questions()) == [expected]


def test_rows_of_squad(tmp_path: Path) -> None:
    answered = {"id": "1", "title": "T", "context": "In Rabat.", "question": "Where?"}
    path = lines_file(
        tmp_path / "rows.jsonl",
        answered | {"answers": {"text": ["Rabat"], "answer_start": [3]}},
        answered | {"id": "2", "question": "When?", "answers": {"text": [], "answer_start": []}},
    )
    found = open_question_set(path)
    gold = passage_id("T", "In Rabat.")
    assert found.read_passages is not None
    assert [(passage.id, passage.text) for passage in found.read_passages()] == [(gold, "In Rabat.")]
    first, second = found.read_questions()
    assert (first.answers, first.relevant, first.answerable) == (("Rabat",), {gold: 1}, None)
    assert (second.answers, second.relevant, second.answerable) == ((), {}, False)


def test_without_an_id_the_line_is_one(tmp_path: Path) -> None:
    path = lines_file(
        tmp_path / "x.jsonl", {"question": "A?"}, {"query": "B?", "id": None}, {"question": "C?", "_id": 0}
    )
    assert [question.id for question in open_question_set(path).read_questions()] == ["1", "2", "0"]


def test_an_unanswerable_question_has_no_right_document(tmp_path: Path) -> None:
    path = lines_file(tmp_path / "x.jsonl", {"question": "A?", "answerable": False, "context_id": "c"})
    assert one(path).relevant == {}


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"text": "A?"}, "`question` is missing; the line has text"),
        ({"question": "A?", "answerable": "no"}, "`answerable` must be true or false, not 'no'"),
        ({"question": "A?", "documents": "d"}, "`documents` must be a list of ids"),
        ({"question": "A?", "must": ["x"]}, "`must` must be a list of lists of wordings"),
        ({"question": "A?", "must": [[]]}, "`must` must be a list of lists of wordings"),
        ({"question": "A?", "history": [1]}, "`history` must be a list of"),
        ({"question": "A?", "language": "klingon"}, "the language 'klingon' is not one of fr, ar, ary, en"),
        ({"question": "A?", "status": "ok"}, "`status` must be one of answered, uncertain, abstained, talk, not 'ok'"),
        ({"question": "A?", "complete": 1}, "`complete` must be true or false, not 1"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, item: dict[str, Any], message: str) -> None:
    path = lines_file(tmp_path / "x.jsonl", {"question": "Good?"}, item)
    with pytest.raises(DatasetError, match=rf"x\.jsonl, line 2: {message}"):
        list(open_question_set(path).read_questions())


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"title": "x", "text": "y"}, r"a passage needs an id \(.*\); it has title, text"),
        ({"context_id": "2"}, r"a passage needs a text \(.*\); it has context_id"),
        ({"context_id": "1", "text": "again"}, "the passage id '1' stands there twice"),
    ],
)
def test_a_passage_that_cannot_be_used_is_named(tmp_path: Path, item: dict[str, Any], message: str) -> None:
    lines_file(tmp_path / "s.contexts.jsonl", {"context_id": "1", "text": "x"}, item)
    found = open_question_set(lines_file(tmp_path / "s.questions.jsonl", {"question": "A?"}))
    assert found.read_passages is not None
    with pytest.raises(DatasetError, match=rf"s\.contexts\.jsonl, line 2: {message}"):
        list(found.read_passages())


def test_a_row_of_squad_without_context_is_named(tmp_path: Path) -> None:
    found = open_question_set(lines_file(tmp_path / "x", {"question": "A?", "context": "x"}, {"question": "B?"}))
    assert found.read_passages is not None
    with pytest.raises(DatasetError, match="x, line 2: `context` is missing; other lines have it"):
        list(found.read_passages())
