import json
import math

import pytest

from rag.evaluation.outcome import Outcome

from .make import abstention, answer, citation, outcome, uncertain

FULL = outcome(
    answer("Signed. [1]", citation(1, "d", "Signed.")),
    id="q 1",
    text="من وقع؟",
    language="ar",
    sources="fr+ar",
    ranking="d e",
    verbatim=(True,),
    relevant={"d": 2},
    answers=("x",),
    pool=("d", "e"),
    kind="person",
    must=(("a", "b"), ("c",)),
    history=("Before?",),
    status="answered",
    complete=False,
)


def test_it_comes_back_from_json_as_it_was() -> None:
    read = Outcome.from_dict(json.loads(json.dumps(FULL.to_dict())))
    assert read.to_dict() == FULL.to_dict()
    assert (read.question.must, read.question.history) == ((("a", "b"), ("c",)), ("Before?",))
    assert (read.question.status, read.question.complete) == ("answered", False)
    assert (read.documents, read.citations, read.text) == (["d", "e"], FULL.citations, "Signed. [1]")


def test_the_line_of_an_older_run_says_nothing_of_status_and_completeness() -> None:
    record = FULL.to_dict()
    del record["gold"]["status"], record["gold"]["complete"]
    read = Outcome.from_dict(record)
    assert (read.question.status, read.question.complete, read.answered) == (None, None, True)


def test_its_json_begins_with_what_a_reader_looks_for() -> None:
    record = FULL.to_dict()
    assert list(record)[:3] == ["id", "question", "language"]
    assert {"answer", "hits", "measures"} <= set(record)
    assert (record["id"], record["question"], record["language"]) == ("q 1", "من وقع؟", "ar")
    assert record["answer"]["text"] == "Signed. [1]"


def test_what_was_not_measured_is_null_in_json() -> None:
    record = outcome(None, seconds=math.nan).to_dict()
    assert (record["seconds"], record["answer"]) == (None, None)
    assert json.dumps(record, allow_nan=False)
    assert math.isnan(Outcome.from_dict(record).seconds)


@pytest.mark.parametrize(
    ("gold", "answerable"),
    [
        ({}, None),
        ({"answers": ("x",)}, True),
        ({"relevant": {"d": 1}}, True),
        ({"must": (("x",),)}, True),
        ({"answerable": False}, False),
        ({"status": "answered"}, True),
        ({"status": "abstained"}, False),
        ({"status": "talk"}, None),
        ({"answerable": False, "answers": ("plausible",)}, False),
    ],
)
def test_a_question_is_answerable_if_the_set_says_so_or_answers_it(gold: dict[str, object], answerable: object) -> None:
    assert outcome(**gold).answerable is answerable  # type: ignore[arg-type]
    assert Outcome.from_dict(outcome(**gold).to_dict()).answerable is answerable  # type: ignore[arg-type]


def test_an_uncertain_reply_is_no_answer_though_it_quotes() -> None:
    unsure = outcome(uncertain("x [1]", citation(1, "d", "x")))
    assert (unsure.answered, unsure.text, unsure.citations, unsure.confidence) == (False, "", [], 0.4)
    assert (unsure.reply.text, unsure.reply.documents) == ("x [1]", ["d"])


def test_a_question_that_is_talk_is_not_to_be_answered() -> None:
    assert [outcome(status=status).to_be_answered for status in ("talk", "answered", None)] == [False, True, True]
    assert not outcome(asked=False).to_be_answered


def test_an_abstention_has_no_text_and_cites_nothing() -> None:
    silent = outcome(abstention(0.2) | {"citations": [citation(1, "d", "x")]})
    assert (silent.answered, silent.text, silent.citations, silent.confidence) == (False, "", [], 0.2)


def test_without_an_answer_there_is_no_confidence() -> None:
    assert (outcome(None).answered, outcome(None).confidence) == (False, 0)


def test_an_answer_that_states_no_confidence_is_sure() -> None:
    assert outcome({"status": "answered", "text": "x"}).confidence == 1
    assert outcome({"status": "abstained", "text": "x"}).confidence == 0
