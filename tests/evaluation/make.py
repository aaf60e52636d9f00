"""Outcomes written down by hand."""

from typing import Any

from rag.evaluation.outcome import Outcome
from rag.evaluation.question_set import Question


def citation(number: int, document: str, quote: str, start: int = 0) -> dict[str, Any]:
    return {"number": number, "document": document, "quote": quote, "start": start, "end": start + len(quote)}


def answer(text: str, *citations: dict[str, Any], confidence: float = 0.9) -> dict[str, Any]:
    return {"status": "answered", "text": text, "confidence": confidence, "citations": list(citations)}


def abstention(confidence: float = 0.1) -> dict[str, Any]:
    return {"status": "abstained", "text": "The documents do not say.", "confidence": confidence, "citations": []}


def uncertain(text: str, *citations: dict[str, Any], confidence: float = 0.4) -> dict[str, Any]:
    return answer(text, *citations, confidence=confidence) | {"status": "uncertain"}


def talk(language: str = "en") -> dict[str, Any]:
    return {"status": "talk", "text": "Hello.", "confidence": 0.0, "language": language, "citations": []}


def listed(*documents: str) -> dict[str, Any]:
    """A list from the catalogue, of a sentence that opens each document."""
    found = [citation(number, document, "Opening.") for number, document in enumerate(documents, 1)]
    text = "\n".join(f"- {document} [{number}]" for number, document in enumerate(documents, 1))
    status = "answered" if documents else "abstained"
    return answer(text, *found, confidence=float(bool(documents))) | {"status": status, "writer": "catalogue"}


def outcome(
    given: dict[str, Any] | None = None,
    *,
    language: str = "en",
    sources: str = "en",
    ranking: str = "",
    error: str = "",
    asked: bool = True,
    seconds: float = 0.02,
    verbatim: tuple[bool, ...] = (),
    **gold: Any,
) -> Outcome:
    """An outcome whose ranking is given as document ids in a row, best first."""
    documents = ranking.split()
    return Outcome(
        question=Question(gold.pop("id", "q"), gold.pop("text", "Who signed?"), **gold),
        language=language,
        sources=sources,
        ranking=tuple((document, float(len(documents) - at)) for at, document in enumerate(documents)),
        answer=given,
        asked=asked,
        verbatim=verbatim,
        seconds=seconds,
        error=error,
    )
