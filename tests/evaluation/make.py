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
