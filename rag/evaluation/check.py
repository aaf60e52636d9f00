"""What has to be right about a question set before hours are spent on it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rag.errors import DatasetError
from rag.evaluation.question_set import QuestionSet


@dataclass(frozen=True)
class Checked:
    """How many questions a set has, and how many of them name a pool of passages or earlier questions."""

    total: int
    pools: int
    histories: int


def check(questions: QuestionSet, known: set[str], note: Callable[[str], None]) -> Checked:
    """Goes through a whole set before anything is run.

    Args:
        questions: the set.
        known: ids that can be found.
        note: told, in a line, of what will not be measured or cannot be right.

    Raises:
        DatasetError: it is empty, an id stands there twice, no gold id is known, or nothing can be measured.
    """
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    unknown: list[str] = []
    for question in questions.read_questions():
        if question.id in seen:
            raise DatasetError(f"{questions.sources[0]}: the question id {question.id!r} stands there twice")
        seen.add(question.id)
        named = (*question.relevant, *question.pool)
        missing = [key for key in named if key not in known]
        unknown += missing[: 5 - len(unknown)]
        counts["pools"] += bool(question.pool)
        counts["histories"] += bool(question.history)
        counts["answers"] += bool(question.answers or question.must)
        flagged = (question.answerable, question.status, question.complete) != (None, None, None)
        without = question.answerable is False or question.status == "talk" or question.complete is not None
        measured = bool(question.answers or question.must or question.relevant or flagged)
        counts["silent"] += measured and not (question.answers or question.must or without)
        counts["gold"] += bool(question.relevant)
        counts["flagged"] += flagged
        counts["spoken"] += question.language is not None
        counts["only spoken"] += question.language is not None and not measured
        counts["named"] += bool(named)
        counts["lost"] += bool(named) and len(missing) == len(named)
        counts["partly"] += bool(missing)
    if not seen:
        raise DatasetError(f"{questions.sources[0]}: recognised as {questions.format}, but there is no question in it")
    if not counts["answers"] + counts["gold"] + counts["flagged"] + counts["spoken"]:
        raise DatasetError(
            f"{questions.sources[0]}: its {len(seen)} questions bring neither answers nor documents nor "
            "`answerable`, `status`, `complete` or `language`, so nothing can be measured"
        )
    if counts["named"] and counts["lost"] == counts["named"]:
        raise DatasetError(
            f"{questions.sources[0]}: none of the documents that it names is among the passages, "
            f"not even {', '.join(unknown)}"
        )
    if counts["partly"]:
        note(
            f"{counts['partly']} questions name documents that are not among the passages and count as not found "
            f"there: {', '.join(unknown)}"
        )
    if counts["silent"]:
        note(f"{counts['silent']} questions bring no answer: EM, F1, containment and requirements leave them out")
    if counts["only spoken"]:
        note(f"{counts['only spoken']} questions bring their language only: whether the reply is in it is measured")
    return Checked(len(seen), counts["pools"], counts["histories"])


def sources_of(languages: Counter[str]) -> str:
    """The languages of passages as they are written in reports, the commonest first; strays are left out."""
    total = sum(languages.values())
    return "+".join(language for language, count in languages.most_common() if count >= 0.05 * total)
