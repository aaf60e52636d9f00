"""Puts questions to a system, one by one, and writes down what came back."""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from rag.errors import DatasetError, QuestionError, RagError
from rag.evaluation.configuration import AnswersQuestions
from rag.evaluation.measures.measure import Measure
from rag.evaluation.measures.retrieval import retrieval_values
from rag.evaluation.outcome import Json, Outcome
from rag.evaluation.question_set import Question, QuestionSet
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit
from rag.retrieval.retriever import Retriever
from rag.text.language import detect_language

_KEPT = 20  # hits that are kept of a ranking
_DETAILED = 6  # of these with their text and sentences: those that an answer may quote


@dataclasses.dataclass(frozen=True)
class Runner:
    """A system and what is measured of it.

    Attributes:
        retriever: over the passages of the set, or over the project's corpus.
        answerer: None where only retrieval is run.
        measures: computed for each question as soon as it is answered.
        sources: the languages of the passages, as in ``Outcome``.
        k: how many documents of a ranking are kept.
    """

    retriever: Retriever
    answerer: AnswersQuestions | None
    measures: tuple[Measure, ...]
    sources: str
    k: int

    def run(self, question: Question) -> Outcome:
        """What becomes of one question; an error is part of the outcome, so that no question is lost."""
        outcome = Outcome(
            question=question,
            language=question.language or detect_language(question.text) or "other",
            sources=self.sources,
            asked=self.answerer is not None,
        )
        filters = Filters(documents=question.pool) if question.pool else None
        try:
            outcome = self._answered(outcome, filters)
            outcome = self._ranked(outcome, filters)
        except Exception as error:  # an answerer from elsewhere may raise anything
            if isinstance(error, RagError) and not isinstance(error, QuestionError):
                raise  # the index or the model fails, and would for every question
            outcome = dataclasses.replace(outcome, error=" ".join(f"{type(error).__name__}: {error}".split()))
        if question.relevant:
            outcome = dataclasses.replace(outcome, measures=retrieval_values(outcome))
        values = {measure.name: measure.value(outcome) for measure in self.measures}
        return dataclasses.replace(outcome, measures={name: v for name, v in values.items() if v is not None})

    def _answered(self, outcome: Outcome, filters: Filters | None) -> Outcome:
        if self.answerer is None:
            return outcome
        # Only what a question has is passed, so that an answerer needs to know no more than ``question``.
        given: dict[str, Any] = {"filters": filters} if filters else {}
        if outcome.question.history:
            given["history"] = outcome.question.history
        started = time.perf_counter()
        answer = self.answerer.answer(outcome.question.text, **given)
        seconds = time.perf_counter() - started
        record: Json = answer if isinstance(answer, dict) else answer.to_dict()
        return dataclasses.replace(outcome, answer=record, seconds=seconds)

    def _ranked(self, outcome: Outcome, filters: Filters | None) -> Outcome:
        searched = str(outcome.answer.get("searched", "")) if outcome.answer else ""
        started = time.perf_counter()
        ranking = self.retriever.rank(searched or outcome.question.text, filters)
        seconds = time.perf_counter() - started
        best: dict[str, float] = {}
        for hit in ranking.hits:
            best.setdefault(hit.passage.document, round(hit.score, 4))
        kept = ranking.hits[: min(self.k, _KEPT)]
        return dataclasses.replace(
            outcome,
            ranking=tuple(list(best.items())[: self.k]),
            hits=tuple(_brief(hit, at) for at, hit in enumerate(ranking.with_sentences(kept, _DETAILED))),
            verbatim=tuple(_stands(citation, ranking.hits) for citation in outcome.citations),
            seconds=outcome.seconds if outcome.asked else seconds,
        )


def check(questions: QuestionSet, known: set[str], note: Callable[[str], None]) -> int:
    """Goes through a whole set before anything is run; returns how many questions there are.

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
        counts["answers"] += bool(question.answers or question.must)
        counts["gold"] += bool(question.relevant)
        counts["flagged"] += question.answerable is not None
        counts["named"] += bool(named)
        counts["lost"] += bool(named) and len(missing) == len(named)
        counts["partly"] += bool(missing)
    if not seen:
        raise DatasetError(f"{questions.sources[0]}: recognised as {questions.format}, but there is no question in it")
    if not counts["answers"] + counts["gold"] + counts["flagged"]:
        raise DatasetError(
            f"{questions.sources[0]}: its {len(seen)} questions bring neither answers nor documents nor "
            "`answerable`, so nothing can be measured"
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
    if counts["answers"] < len(seen) - counts["flagged"]:
        note(f"{len(seen) - counts['answers']} questions bring no answer: EM, F1 and containment leave them out")
    return len(seen)


def sources_of(languages: Counter[str]) -> str:
    """The languages of passages as they are written in reports, the commonest first; strays are left out."""
    total = sum(languages.values())
    return "+".join(language for language, count in languages.most_common() if count >= 0.05 * total)


def run_all(runner: Runner, questions: QuestionSet, done: set[str], limit: int | None) -> Iterator[Outcome]:
    """Outcomes of the questions that are not ``done``, in the order of the set."""
    for number, question in enumerate(questions.read_questions()):
        if limit is not None and number >= limit:
            return
        if question.id not in done:
            yield runner.run(question)


def _brief(hit: Hit, at: int) -> Json:
    record = hit.to_dict()
    if at >= _DETAILED:
        del record["text"], record["sentences"]
    return record


def _stands(citation: Json, hits: tuple[Hit, ...]) -> bool:
    """Whether a quote is the text at its place in one of the passages found."""
    start, end = int(citation["start"]), int(citation["end"])
    return any(
        hit.passage.text[start - hit.passage.start : end - hit.passage.start] == citation["quote"]
        for hit in hits
        if hit.passage.document == citation["document"] and hit.passage.start <= start < end <= hit.passage.end
    )
