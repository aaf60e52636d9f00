import time

import pytest

from rag.answering.answerer import Answerer
from rag.answering.followup import Context, read_history, readings
from rag.retrieval.retriever import Retriever
from rag.text.question import LONGEST

CNDP = "Quels sont les objectifs de la convention avec la CNDP ?"
MISTRAL = "What is the Mistral AI memorandum?"


@pytest.mark.parametrize(
    ("history", "question", "searched", "document"),
    [
        ([CNDP], "Et qui l'a signée ?", "qui l'a signée – la convention avec la CNDP ?", "cndp"),
        ([MISTRAL], "Who signed it?", "Who signed it – the Mistral AI memorandum?", "mistral"),
        ([MISTRAL, "Who signed it?"], "And when?", "when – the Mistral AI memorandum?", "mistral"),
        (["متى وقعت المذكرة مع ميسترال؟"], "ومن وقعها؟", "من وقعها – وقعت المذكرة مع ميسترال؟", "mistral"),
        (
            ["شكون سنا مذكرة التفاهم بين المغرب وميسترال؟"],
            "وفوقاش؟",
            "متى – وقع مذكرة التفاهم بين المغرب وميسترال؟",
            "mistral",
        ),
    ],
)
def test_a_follow_up_takes_the_subject_along(
    answerer: Answerer, history: list[str], question: str, searched: str, document: str
) -> None:
    answer = answerer.answer(question, history=history)
    assert (answer.question, answer.searched, answer.rewritten) == (question, searched, True)
    # The likeliest sentence comes first; what is quoted after it may come from the other document.
    assert answer.citations[0].passage.document.split("-")[0] == document


def test_the_same_question_of_something_else(answerer: Answerer) -> None:
    answer = answerer.answer("And the CNDP?", history=["Who signed the Mistral AI convention?"])
    assert answer.searched == "Who signed the CNDP convention?"
    assert "Omar Seghrouchni" in answer.text


def test_in_another_language_the_subject_is_the_title_in_that_language(answerer: Answerer) -> None:
    answer = answerer.answer("Who signed it?", history=["Quels sont les quatre axes de Mistral AI ?"])
    assert answer.searched.startswith("Who signed it – Morocco's digital ministry and Mistral AI sign memorandum")
    assert {citation.passage.key for citation in answer.citations} == {"en/mistral-mou-2025"}


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the CNDP convention and when?",
        "Quels sont les quatre axes du partenariat entre le Maroc et Mistral AI ?",
        "ما هي المحاور الأربعة لمذكرة التفاهم بين المغرب وميسترال؟",
        "Quelle est la recette du couscous ?",
        "Who won the football match last night?",
        "ما هو الزمكان؟",
        "What is stoicism?",
    ],
)
def test_a_question_that_stands_alone_is_not_changed(answerer: Answerer, question: str) -> None:
    alone, later = answerer.answer(question), answerer.answer(question, history=[CNDP, MISTRAL])
    assert later.searched == question
    assert not later.rewritten
    assert (later.text, later.confidence) == (alone.text, alone.confidence)


def test_without_history_nothing_is_added(answerer: Answerer) -> None:
    assert answerer.answer("Who signed it?").searched == "Who signed it?"


@pytest.mark.parametrize("history", [[], [""], ["🙂"], ["   "]])
def test_a_history_without_questions_is_none(history: list[str]) -> None:
    assert read_history(history) is None


def test_a_chain_keeps_its_subject_until_another_is_named() -> None:
    chain = ["Qui dirige la CNDP ?", "Quand a-t-elle été créée ?", "Et où ?"]
    context = read_history(chain)
    assert context == Context("où – la CNDP ?", "la CNDP")
    changed = read_history([*chain, "Que fait le centre Toubkal ?"])
    assert changed is not None
    assert changed.subject == "le centre Toubkal"


def test_a_loose_question_has_two_readings(retriever: Retriever) -> None:
    context = Context(MISTRAL, "the Mistral AI memorandum")
    assert readings("What are the four axes?", "en", context, retriever)[0] == "What are the four axes?"
    assert readings("What are the zebras?", "en", context, retriever) == ["What are the zebras?"]


def test_long_and_strange_histories_are_borne(answerer: Answerer) -> None:
    history = ["q" * 10_000, "\0", "<script>", *["Who signed it?"] * 100]
    assert answerer.answer("And when?", history=history).question == "And when?"


@pytest.mark.parametrize(
    "history",
    [
        ["Quels sont les objectifs de la convention avec " + "Abc " * 480],
        ["What is the " + "Oracle memorandum " * 50_000] * 20,
        ["Quels sont les objectifs de la convention avec " + "x" * 1_000_000] * 20,
        ["chkoun wa9e3 " + "lettifa9iya dyal mistral " * 78] * 10,
        ["Who signed " + " ".join(f"Name{number}" for number in range(240))] * 10,
        ["🙂" * 1_000_000, "🙂" * 1990 + " abc", "", "\u0958\ufb2c" * 900 + " abc", "\ud800"],
        ["什么是人工智能" * 280, "متى مع " * 280],
    ],
    ids=["names", "words", "one word", "darija", "many names", "signs", "scripts"],
)
@pytest.mark.parametrize(
    "question", ["Who signed it?", "Et pour la CNDP ?", "ومن وقعها؟", "What are the areas?", "Who signed it? " * 130]
)
def test_after_any_history_a_follow_up_is_answered_soon(answerer: Answerer, history: list[str], question: str) -> None:
    started = time.process_time()
    answer = answerer.answer(question, history=history)
    assert time.process_time() - started < 10  # a fifth of a second where nothing else runs
    assert answer.status in ("answered", "uncertain", "abstained")
    assert len(answer.searched) <= LONGEST + 100  # Darija can get longer when it is searched


def test_an_earlier_question_that_is_too_long_is_cut_off_behind_a_word() -> None:
    context = read_history(["Quels sont les objectifs de la convention avec la CNDP " + "et les universités " * 90])
    assert context is not None
    assert context.subject.startswith("la convention avec la CNDP et les universités")
    assert context.question.split()[-1] in ("et", "les", "universités")
    assert len(context.question) <= 400
