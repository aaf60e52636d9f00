"""Questions of one set put to the passages of another, as those of one language to those of another."""

import dataclasses
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rag.errors import DatasetError
from rag.evaluation.question_set import Question, QuestionSet


def cross(questions: QuestionSet, other: QuestionSet, path: Path) -> QuestionSet:
    """Joins two sets by the ids of their questions, or of their passages.

    Args:
        questions: asked.
        other: whose passages they are put to; its questions tell which passage is right for one of the same id.
        path: of the other set, for errors.

    Raises:
        DatasetError: the other set brings no passages; when the questions are read, that nothing is shared.
    """
    if other.read_passages is None:
        raise DatasetError(f"{path}: recognised as {other.format}, but it brings no passages")
    twins = {question.id: question for question in other.read_questions()}
    known = {passage.id for passage in other.read_passages()}
    return QuestionSet(
        f"{questions.name}→{other.name}",
        f"{questions.format}, put to {other.format}",
        partial(_joined, questions, twins, known, path),
        other.read_passages,
        tuple(dict.fromkeys((*questions.sources, *other.sources))),
    )


def _joined(questions: QuestionSet, twins: dict[str, Question], known: set[str], path: Path) -> Iterator[Question]:
    asked = shared = False
    for question in questions.read_questions():
        asked = True
        twin = twins.get(question.id)
        if twin and twin.relevant:
            # What an answer quotes is in the language of the passages, so the accepted answers are too.
            joined = dataclasses.replace(question, relevant=twin.relevant, answers=twin.answers or question.answers)
        else:
            joined = question
        shared = shared or not known.isdisjoint(joined.relevant) or not known.isdisjoint(joined.pool)
        yield joined
    if asked and not shared:
        raise DatasetError(
            f"{questions.sources[0]} and {path} share no question id and no passage id, so nothing would be right"
        )
