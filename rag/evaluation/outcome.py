"""What became of one question: all that the measures look at, and the line of ``per_question.jsonl``.

A reply is in one of four states. *Answered*: it says what was asked. *Uncertain*: it quotes the nearest passages and
says that they may not answer; neither an answer nor an abstention. *Abstained*: it says that the documents do not
say. *Talk*: it speaks back to somebody who spoke to the chat itself; to a real question that is no answer, so it
counts as an abstention there.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from rag.answering.answer import CATALOGUE
from rag.evaluation.question_set import Question

Json = dict[str, Any]
_BY_STATUS = {"answered": True, "abstained": False}  # what a right reply says of the question


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
        verbatim: for each citation of ``given_citations``, whether its quote stands at its place in the stored document.
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
    def status(self) -> str:
        """Of the reply; empty where there is none."""
        return str(self.answer["status"]) if self.answer else ""

    @property
    def answered(self) -> bool:
        """Whether an answer was given rather than none."""
        return self.status == "answered"

    @property
    def uncertain(self) -> bool:
        """Whether the nearest passages were quoted, said to be perhaps no answer."""
        return self.status == "uncertain"

    @property
    def abstained(self) -> bool:
        """Whether no answer was given, and nothing quoted in its place; not so where answering failed."""
        return self.status in ("abstained", "talk")

    @property
    def text(self) -> str:
        """The text of the answer, or empty when none was given."""
        return self.given_text if self.answered else ""

    @property
    def citations(self) -> list[Json]:
        """The citations of the answer."""
        return self.given_citations if self.answered else []

    @property
    def given_text(self) -> str:
        """The text of an answer or of an uncertain reply, otherwise empty."""
        return str(self.answer["text"]) if self.answer and (self.answered or self.uncertain) else ""

    @property
    def given_citations(self) -> list[Json]:
        """The citations of an answer or of an uncertain reply."""
        return list(self.answer.get("citations", ())) if self.answer and (self.answered or self.uncertain) else []

    @property
    def catalogued(self) -> bool:
        """Whether the reply is a list of documents made from what is known of each, be it an empty one."""
        return self.answer is not None and self.answer.get("writer") == CATALOGUE

    @property
    def confidence(self) -> float:
        """The probability of evidence that came with the answer; where none came, 1 if there is an answer, else 0."""
        return float(self.answer.get("confidence", self.answered)) if self.answer else 0.0

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
