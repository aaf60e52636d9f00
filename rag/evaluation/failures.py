"""The questions that did not go well, as the page of a report shows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.evaluation.outcome import Outcome
from rag.evaluation.run_folder import RunFolder

_DECISIVE = ("Requirements", "Contains", "SetF1", "R@1")  # the first that applies says whether a question failed
_BESIDE = ("Collection", "Language")  # these do in any case


@dataclass(frozen=True)
class Failure:
    """A question that did not go well, as the page shows it."""

    id: str
    language: str
    question: str
    fault: str
    expected: str
    given: str


def failures(folder: RunFolder) -> Iterator[Failure]:
    """The questions that failed: by an error, a wrong decision to answer or not, or an answer that lacks something."""
    for outcome in folder.outcomes():
        fault = _fault(outcome)
        if fault:
            yield Failure(
                id=outcome.question.id,
                language=outcome.language,
                question=outcome.question.text,
                fault=fault,
                expected=_expected(outcome),
                given=outcome.reply.text or ", ".join(outcome.documents[:3]),
            )


def _expected(outcome: Outcome) -> str:
    question = outcome.question
    if question.status == "talk":
        return "talk"
    said = " · ".join(question.answers) or " · ".join(" / ".join(each) for each in question.must)
    return said or ", ".join(question.relevant) or ("no answer" if not outcome.answerable else "")


def _fault(outcome: Outcome) -> str:
    if outcome.error:
        return outcome.error
    if fault := _wrong_state(outcome):
        return fault
    names = [*[name for name in _DECISIVE if name in outcome.measures][:1], *_BESIDE]
    return next((f"{name} {outcome.measures[name]:.2g}" for name in names if outcome.measures.get(name, 1) < 1), "")


def _wrong_state(outcome: Outcome) -> str:
    reply, answerable = outcome.reply, outcome.answerable
    if outcome.asked and outcome.question.status == "talk":
        return "" if reply.status == "talk" else "not taken for talk"
    if not outcome.asked or answerable is None:
        return ""
    if reply.status == "talk":
        return "taken for talk"
    if reply.uncertain:
        return "uncertain although it can be answered" if answerable else "uncertain although it cannot be answered"
    if reply.answered == answerable:
        return ""
    return "answered although it cannot be" if reply.answered else "not answered"
