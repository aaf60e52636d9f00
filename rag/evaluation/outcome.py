"""What became of one question: all that the measures look at, and the line of ``per_question.jsonl``."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self

from rag.evaluation.question_set import Question
from rag.evaluation.reply import Json, Reply

_BY_STATUS = {"answered": True, "abstained": False}  # what the status of a right reply says of the question


@dataclass(frozen=True)
class Outcome:
    """A question with what the system gave for it.

    Attributes:
        question: with its gold standard.
        language: of the question, ``ary`` where the set says that it is Darija; where it names none, the one detected.
        sources: the language of the passages that it is put to; ``fr+ar+en`` where there are several.
        ranking: document ids with scores, best first, each id once.
        hits: the first of the passages found, in the JSON form of ``Hit``.
        answer: in the JSON form of ``Answer``; None where only retrieval was run, or where answering failed.
        asked: whether an answer was asked for, so that a missing one counts.
        verbatim: for each citation of the reply, whether its quote stands at its place in the stored document.
        seconds: from the question to the answer, or to the ranking where only retrieval was run.
        error: what went wrong, or empty.
    """

    question: Question
    language: str
    sources: str
    ranking: tuple[tuple[str, float], ...] = ()
    hits: tuple[Json, ...] = ()
    answer: Json | None = None
    asked: bool = True
    verbatim: tuple[bool, ...] = ()
    seconds: float = math.nan
    error: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)

    @property
    def answerable(self) -> bool | None:
        """Whether the passages answer the question; None where nothing in the set tells."""
        if self.question.answerable is not None:
            return self.question.answerable
        known = bool(self.question.answers or self.question.relevant or self.question.must)
        return True if known else _BY_STATUS.get(self.question.status or "")

    @property
    def to_be_answered(self) -> bool:
        """Whether the reply is measured as an answer: one was asked for, by a question that is not talk."""
        return self.asked and self.question.status != "talk"

    @property
    def reply(self) -> Reply:
        """What was said."""
        return Reply(self.answer)

    @property
    def answered(self) -> bool:
        """Whether an answer was given rather than none."""
        return self.reply.answered

    @property
    def text(self) -> str:
        """The text of the answer, or empty when none was given."""
        return self.reply.text if self.answered else ""

    @property
    def citations(self) -> list[Json]:
        """The citations of the answer."""
        return self.reply.citations if self.answered else []

    @property
    def confidence(self) -> float:
        """How sure the reply was, between 0 and 1."""
        return self.reply.confidence

    @property
    def documents(self) -> list[str]:
        """Ids of the ranking, best first."""
        return [document for document, _score in self.ranking]

    def to_dict(self) -> Json:
        """The outcome as JSON types."""
        question = asdict(self.question)
        record = {"id": question.pop("id"), "question": question.pop("text"), "language": self.language}
        question["answerable"] = self.answerable
        question["stated_language"] = question.pop("language")
        rest = {
            "sources": self.sources,
            "answer": self.answer,
            "hits": list(self.hits),
            "measures": {name: None if math.isnan(value) else value for name, value in self.measures.items()},
            "ranking": [list(entry) for entry in self.ranking],
            "asked": self.asked,
            "verbatim": list(self.verbatim),
            "seconds": None if math.isnan(self.seconds) else self.seconds,
            "error": self.error,
        }
        return record | rest | {"gold": question}

    @classmethod
    def from_dict(cls, record: Json) -> Self:
        """Reads back what ``to_dict`` wrote; raises KeyError or TypeError for anything else."""
        gold = dict(record["gold"])
        question = Question(
            id=record["id"],
            text=record["question"],
            language=gold["stated_language"],
            answers=tuple(gold["answers"]),
            relevant=gold["relevant"],
            answerable=gold["answerable"],
            pool=tuple(gold["pool"]),
            kind=gold["kind"],
            must=tuple(map(tuple, gold["must"])),
            history=tuple(gold["history"]),
            status=gold.get("status"),  # older runs say neither
            complete=gold.get("complete"),
        )
        return cls(
            question=question,
            language=record["language"],
            sources=record["sources"],
            ranking=tuple((document, score) for document, score in record["ranking"]),
            hits=tuple(record["hits"]),
            answer=record["answer"],
            asked=record["asked"],
            verbatim=tuple(record["verbatim"]),
            seconds=math.nan if record["seconds"] is None else record["seconds"],
            error=record["error"],
            measures={name: math.nan if value is None else value for name, value in record["measures"].items()},
        )
