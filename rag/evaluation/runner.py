"""Puts questions to a system, one by one, and writes down what came back."""

import dataclasses
import functools
import time
from collections.abc import Iterator
from typing import Any

from rag.errors import QuestionError, RagError, SettingsError
from rag.evaluation.answer_record import as_record
from rag.evaluation.configuration import AnswersQuestions, takes
from rag.evaluation.measures.measure import Measure
from rag.evaluation.measures.retrieval import retrieval_values
from rag.evaluation.outcome import Outcome
from rag.evaluation.question_set import Question, QuestionSet
from rag.evaluation.quotes import StoredText
from rag.evaluation.remembering import RememberingRetriever
from rag.evaluation.reply import Json
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit
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

    retriever: RememberingRetriever
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
        self.retriever.forget()  # so that no answer is quicker than it would be alone
        for step in (self._answered, self._ranked):
            try:
                outcome = step(outcome, filters)
            except Exception as error:  # an answerer from elsewhere may raise anything
                if isinstance(error, RagError) and not isinstance(error, QuestionError):
                    raise  # the index or the model fails, and would for every question
                outcome = dataclasses.replace(outcome, answer=None, error=outcome.error or _one_line(error))
        if question.relevant:
            outcome = dataclasses.replace(outcome, measures=retrieval_values(outcome))
        try:
            values = {measure.name: measure.value(outcome) for measure in self.measures}
        except Exception as error:  # a judge from elsewhere may raise anything
            raise SettingsError(
                f"the judge failed at question {question.id!r} ({_one_line(error)}): mend it, and the run goes on there"
            ) from error
        return dataclasses.replace(outcome, measures={name: v for name, v in values.items() if v is not None})

    def _answered(self, outcome: Outcome, filters: Filters | None) -> Outcome:
        if self.answerer is None:
            return outcome
        # Only what a question has is passed, so that an answerer needs to know no more than ``question``.
        given: dict[str, Any] = {"filters": filters, "history": outcome.question.history}
        given = {name: value for name, value in given.items() if value and takes(self.answerer, name)}
        started = time.perf_counter()
        answer = self.answerer.answer(outcome.question.text, **given)
        seconds = time.perf_counter() - started
        return dataclasses.replace(outcome, answer=as_record(answer), seconds=seconds)

    @functools.cached_property
    def _text(self) -> StoredText:
        return StoredText(self.retriever)

    def _ranked(self, outcome: Outcome, filters: Filters | None) -> Outcome:
        reply = outcome.reply
        if reply.catalogued:  # nothing was searched: the list is the ranking
            cited = reply.documents[: self.k]
            return dataclasses.replace(
                outcome,
                ranking=tuple((document, round(1 / rank, 4)) for rank, document in enumerate(cited, 1)),
                verbatim=tuple(map(self._text.holds, reply.citations)),
            )
        if reply.status == "talk":
            return outcome
        started = time.perf_counter()
        ranking = self.retriever.rank(reply.searched or outcome.question.text, filters)
        seconds = time.perf_counter() - started
        best: dict[str, float] = {}
        for hit in ranking.hits:
            best.setdefault(hit.passage.document, round(hit.score, 4))
        kept = ranking.hits[: min(self.k, _KEPT)]
        found = [hit.passage for hit in ranking.hits]
        return dataclasses.replace(
            outcome,
            ranking=tuple(list(best.items())[: self.k]),
            hits=tuple(_brief(hit, at) for at, hit in enumerate(ranking.with_sentences(kept, _DETAILED))),
            verbatim=tuple(self._text.holds(citation, found) for citation in reply.citations),
            seconds=outcome.seconds if outcome.asked else seconds,
        )


def run_all(runner: Runner, questions: QuestionSet, done: set[str], limit: int | None) -> Iterator[Outcome]:
    """Outcomes of the questions that are not ``done``, in the order of the set."""
    for number, question in enumerate(questions.read_questions()):
        if limit is not None and number >= limit:
            return
        if question.id not in done:
            yield runner.run(question)


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _brief(hit: Hit, at: int) -> Json:
    record = hit.to_dict()
    if at >= _DETAILED:
        del record["text"], record["sentences"]
    return record
