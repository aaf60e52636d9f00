"""Whether questions about the collection, and no others, are answered with a list from its catalogue."""

from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.outcome import Outcome


def collection_measures() -> list[Measure]:
    """The share taken for what they are."""
    return [
        Measure(
            "Collection",
            "the reply is a list from the catalogue, be it empty, exactly where the set asks for a complete one",
            _row,
        )
    ]


def _row(outcome: Outcome) -> Row | None:
    complete = outcome.question.complete
    if not outcome.to_be_answered or complete is None:
        return None
    return (float(outcome.reply.catalogued == complete and not outcome.error),)
