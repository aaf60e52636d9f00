"""The project's own questions are complete, balanced, and answered by the articles they name."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rag.text.language import LANGUAGES
from rag.text.normalise import normalise

from .articles import read_articles

ROOT = Path(__file__).parents[2]
FILES = ("dev", "test")
EXTRA = ("darija", "followups")  # for measuring one thing
FIELDS = {
    "id": str,
    "language": str,
    "question": str,
    "kind": str,
    "documents": list,
    "must": list,
    "answerable": bool,
    "history": list,
}
WITH_ANSWER = {"fact", "person", "date", "figure", "list", "comparison", "follow-up"}
WITHOUT_ANSWER = {"unanswerable", "off-topic"}
KINDS = WITH_ANSWER | WITHOUT_ANSWER | {"false-premise"}  # a false premise may be put right by a document, or not

Question = dict[str, Any]


def read(name: str) -> list[Question]:
    lines = (ROOT / f"tests/qa/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return [question for name in FILES for question in read(name)]


@pytest.fixture(scope="module")
def texts() -> dict[tuple[str, str], str]:
    """Titles and bodies by language and id, normalised."""
    documents = [article.document for article in read_articles(ROOT / "documents").readable]
    return {(item.language, item.id): normalise(f"{item.title}\n{item.text}") for item in documents}


def is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def wrong_form(question: Question) -> bool:
    """Whether a field is missing, unknown, or of a wrong type."""
    return (
        question.keys() != FIELDS.keys()
        or any(not isinstance(question[name], kind) for name, kind in FIELDS.items())
        or question["language"] not in LANGUAGES
        or question["kind"] not in KINDS
        or not is_list_of_texts([question["id"], question["question"]])
        or not is_list_of_texts(question["documents"])
        or not all(accepted and is_list_of_texts(accepted) for accepted in question["must"])
        or not all(turn.keys() == {"question"} and is_list_of_texts([*turn.values()]) for turn in question["history"])
    )


def without_gold(questions: list[Question], texts: dict[tuple[str, str], str]) -> list[str]:
    """What no article named as gold says."""
    return [
        f"{item['id']}: none of {accepted} is in {item['language']}/{item['documents']}"
        for item in questions
        for accepted in item["must"]
        if not any(
            normalise(text) in texts.get((item["language"], document), "")
            for document in item["documents"]
            for text in accepted
        )
    ]


@pytest.mark.parametrize("name", EXTRA)
def test_extra_files_have_the_same_form_and_gold(name: str, texts: dict[tuple[str, str], str]) -> None:
    questions = read(name)
    assert [question.get("id") for question in questions if wrong_form(question)] == []
    assert len({question["id"] for question in questions}) == len(questions) >= 30
    assert without_gold(questions, texts) == []


def test_fields(questions: list[Question]) -> None:
    assert [question.get("id") for question in questions if wrong_form(question)] == []


def test_every_id_once(questions: list[Question]) -> None:
    counts = Counter(question["id"] for question in questions)
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_question_once(questions: list[Question]) -> None:
    asked = [(normalise(item["question"]), json.dumps(item["history"])) for item in questions]
    assert [text for text, count in Counter(asked).items() if count > 1] == []


def test_enough_questions(questions: list[Question]) -> None:
    languages = Counter(question["language"] for question in questions)
    assert len(questions) >= 240
    assert min(languages[language] for language in LANGUAGES) >= 80
    assert len({document for question in questions for document in question["documents"]}) >= 40


def test_every_kind_in_every_language(questions: list[Question]) -> None:
    found = {(question["language"], question["kind"]) for question in questions}
    assert found == {(language, kind) for language in LANGUAGES for kind in KINDS}


def test_a_third_is_kept_for_the_final_measurement(questions: list[Question]) -> None:
    assert 0.30 <= len(read("test")) / len(questions) <= 0.36


def test_follow_ups_have_a_history_and_nothing_else_has(questions: list[Question]) -> None:
    assert [item["id"] for item in questions if (item["kind"] == "follow-up") != bool(item["history"])] == []


def test_only_answerable_questions_have_gold(questions: list[Question]) -> None:
    wrong = [item["id"] for item in questions if {bool(item["documents"]), bool(item["must"])} != {item["answerable"]}]
    assert wrong == []


def test_kind_says_whether_there_is_an_answer(questions: list[Question]) -> None:
    assert [item["id"] for item in questions if item["answerable"] and item["kind"] in WITHOUT_ANSWER] == []
    assert [item["id"] for item in questions if not item["answerable"] and item["kind"] in WITH_ANSWER] == []


def test_gold_articles_exist(questions: list[Question], texts: dict[tuple[str, str], str]) -> None:
    named = {(item["language"], document) for item in questions for document in item["documents"]}
    assert named - texts.keys() == set()


def test_gold_articles_hold_the_answer(questions: list[Question], texts: dict[tuple[str, str], str]) -> None:
    missing = without_gold(questions, texts)
    assert not missing, "\n" + "\n".join(missing)
