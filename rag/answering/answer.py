"""An answer and its citations: immutable, and complete in themselves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from rag.corpus.document import Source, credit
from rag.errors import CitationError
from rag.indexing.passage import Passage
from rag.text.language import Language
from rag.text.normalise import clean

Status = Literal["answered", "uncertain", "abstained", "talk"]
EXTRACTIVE = "extractive"
CATALOGUE = "catalogue"  # lists documents by what is known of each


@dataclass(frozen=True)
class Citation:
    """A place in a source: characters ``start`` to ``end`` of the document's stored text.

    It is made from a passage and a place in it, and its quote is the slice there: a quotation that is not in
    the source cannot be expressed. The passage is the citation's own copy, so indexing anew changes no old
    answer. ``support`` is how far the quote supports the sentence that cites it: 1 for a verbatim sentence.
    ``agreeing`` are places in other documents that say the same; they bear the same number.
    """

    number: int
    passage: Passage
    start: int
    end: int
    support: float = 1.0
    agreeing: tuple["Citation", ...] = ()

    def __post_init__(self) -> None:
        passage = self.passage
        if len(passage.text) != passage.end - passage.start:
            raise CitationError(f"the passage of {passage.key} is not {passage.end - passage.start} characters long")
        if not passage.start <= self.start < self.end <= passage.end:
            raise CitationError(f"characters {self.start} to {self.end} of {passage.key} are outside its passage")

    @property
    def quote(self) -> str:
        """The cited words."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    @property
    def attribution(self) -> Literal["sentence", "document"]:
        """Whether the sources are known for the cited words, or only for their document as a whole."""
        return "sentence" if self._own_sources() else "document"

    @property
    def sources(self) -> tuple[Source, ...]:
        """The publications that say the cited words, best first; where that is not known, all of the document."""
        return self._own_sources() or self.passage.sources

    def _own_sources(self) -> tuple[Source, ...]:
        return self.passage.sources_of(self.start - self.passage.start, self.end - self.passage.start)

    def to_dict(self) -> dict[str, Any]:
        """The citation as JSON types."""
        return {
            "number": self.number,
            "document": self.passage.document,
            "language": self.passage.language,
            "title": self.passage.title,
            **credit(self.sources, self.attribution == "sentence"),
            "date": self.passage.date,
            "attribution": self.attribution,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "support": self.support,
            "agreeing": [other.to_dict() for other in self.agreeing],
        }


@dataclass(frozen=True)
class Related:
    """A document near a question that was not answered from it."""

    document: str
    language: Language
    title: str
    date: str


@dataclass(frozen=True)
class Answer:
    """What a reader gets.

    ``status`` is "answered"; "uncertain", when what is quoted is only the nearest; "abstained"; or "talk", when the
    chat itself was spoken to. ``related`` are the nearest documents where there is no answer, ``suggestions`` are
    questions that the documents do answer.
    ``text`` carries a marker such as ``[1]`` after every sentence; ``searched`` is the question as it was
    searched, a follow-up with its subject and Darija in standard Arabic; ``confidence`` is the probability that
    the sources hold an answer, 0 to 1; ``notice`` is a line for the reader, or empty; ``timings_ms`` are
    milliseconds by step.
    """

    question: str
    searched: str
    language: Language
    status: Status
    text: str
    confidence: float
    citations: tuple[Citation, ...] = ()
    notice: str = ""
    writer: str = EXTRACTIVE
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    suggestions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "timings_ms", MappingProxyType(dict(self.timings_ms)))

    @property
    def rewritten(self) -> bool:
        """Whether something else was searched than was typed, spaces aside: the reader must be told."""
        return self.status != "talk" and self.searched.split() != clean(self.question).split()

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON types: the same from every surface."""
        return {
            "question": self.question,
            "searched": self.searched,
            "language": self.language,
            "status": self.status,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "writer": self.writer,
            "citations": [citation.to_dict() for citation in self.citations],
            "related": [asdict(each) for each in self.related],
            "suggestions": list(self.suggestions),
            "timings_ms": {step: round(value, 2) for step, value in self.timings_ms.items()},
            "notice": self.notice,
        }
