"""Measures of the answer's words.

They look at answered questions only: what an uncertain reply quotes is no answer, and not silence either, so it is 0
in all of them. Questions that are talk are left out.
"""

from collections.abc import Callable

from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.measures.strings import contains, exact_match, token_f1, without_markers
from rag.evaluation.outcome import Outcome
from rag.text.language import LANGUAGES, Language
from rag.text.normalise import normalise


def answer_measures() -> list[Measure]:
    """Exact match, token F1, containment and requirement recall."""
    return [
        Measure("EM", "exact match: the answer is one of the accepted strings, after SQuAD and MLQA rules", _exact),
        Measure("F1", "token F1 with the accepted string that fits best, after SQuAD and MLQA rules", _f1),
        Measure("Contains", "an accepted string stands in the answer", _contains),
        Measure("Contains@1", "an accepted string stands in the first quoted sentence", _contains_first),
        Measure("Requirements", "share of what the answer has to say that it says", _requirements),
    ]


def _exact(outcome: Outcome) -> Row | None:
    return _best(exact_match, outcome)


def _f1(outcome: Outcome) -> Row | None:
    return _best(token_f1, outcome)


def _best(score: Callable[[str, str, Language], float], outcome: Outcome) -> Row | None:
    """The score with the gold answer that fits best; for an unanswerable question that is the empty string."""
    answers = ("",) if outcome.answerable is False else outcome.question.answers
    if not outcome.to_be_answered or not answers:
        return None
    if outcome.error or outcome.reply.uncertain:
        return (0.0,)  # not even saying nothing was right
    text = without_markers(outcome.text)
    return (max(score(text, gold, _language(outcome)) for gold in answers),)


def _contains(outcome: Outcome) -> Row | None:
    return _within(outcome, outcome.text)


def _contains_first(outcome: Outcome) -> Row | None:
    return _within(outcome, next((str(citation["quote"]) for citation in outcome.citations), ""))


def _within(outcome: Outcome, text: str) -> Row | None:
    if not outcome.to_be_answered or not outcome.question.answers or not outcome.answerable:
        return None
    return (float(says_accepted(outcome, text)),)


def says_accepted(outcome: Outcome, text: str) -> bool:
    """Whether a text holds one of the accepted strings of a question, its citation markers aside."""
    bare = without_markers(text)
    return any(contains(bare, gold, _language(outcome)) for gold in outcome.question.answers)


def _requirements(outcome: Outcome) -> Row | None:
    must = outcome.question.must
    if not outcome.to_be_answered or not must or not outcome.answerable:
        return None
    return (requirements_met(outcome, outcome.text) / len(must),)


def requirements_met(outcome: Outcome, text: str) -> int:
    """How many of the requirements of a question a text meets, each by one of its wordings.

    Wordings are looked for after folding case, letter forms, diacritics and digits, citation markers aside.
    """
    folded = _fold(without_markers(text))
    return sum(any(_fold(wording) in folded for wording in wordings) for wordings in outcome.question.must)


def _fold(text: str) -> str:
    return " ".join(normalise(text).split())


def _language(outcome: Outcome) -> Language:
    """Of the words compared: that of the passages where it is one, since answers quote them; Darija is Arabic."""
    names = outcome.sources, "ar" if outcome.language == "ary" else outcome.language
    return next((each for name in names for each in LANGUAGES if each == name), "en")
