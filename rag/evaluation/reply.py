"""What an answerer said, in one of four states.

*Answered*: it says what was asked. *Uncertain*: it quotes the nearest passages and says that they may not answer,
which is neither an answer nor an abstention. *Abstained*: it says that the documents do not say. *Talk*: it speaks
back to somebody who spoke to the chat itself; to a question about the documents that is no answer, so it counts as an
abstention there.
"""

from dataclasses import dataclass
from typing import Any

from rag.answering.answer import CATALOGUE

Json = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """A reply by its JSON form; None where none was asked for, or where answering failed."""

    record: Json | None

    @property
    def status(self) -> str:
        """One of ``STATUSES``; empty where there is no reply."""
        return str(self.record["status"]) if self.record else ""

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
        """Whether nothing was given, as a reply to a question about the documents; not so where answering failed."""
        return self.status in ("abstained", "talk")

    @property
    def given(self) -> bool:
        """Whether there is something to judge: an answer, or what an uncertain reply quotes."""
        return self.answered or self.uncertain

    @property
    def text(self) -> str:
        """The text given, or empty."""
        return str(self.record["text"]) if self.record and self.given else ""

    @property
    def citations(self) -> list[Json]:
        """The citations of what was given; other documents that agree are within them."""
        return list(self.record.get("citations", ())) if self.record and self.given else []

    @property
    def documents(self) -> list[str]:
        """The ids of the cited documents, each once, in the order of their first citation."""
        return list(dict.fromkeys(str(citation["document"]) for citation in self.citations))

    @property
    def confidence(self) -> float:
        """The probability of evidence that came with it; where none came, 1 if there is an answer, else 0."""
        return float(self.record.get("confidence", self.answered)) if self.record else 0.0

    @property
    def language(self) -> str:
        """The language that it says it is in; empty where it does not say."""
        return str(self.record.get("language", "")) if self.record else ""

    @property
    def catalogued(self) -> bool:
        """Whether it is a list of documents made from what is known of each, be it an empty one."""
        return self.record is not None and self.record.get("writer") == CATALOGUE

    @property
    def searched(self) -> str:
        """What was searched, where that is not the question as typed; empty where it does not say."""
        return str(self.record.get("searched", "")) if self.record else ""
