"""Whether the reply is in the language of the question."""

from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.outcome import Outcome


def language_measures() -> list[Measure]:
    """The share in the right language, where the set says which that is."""
    return [Measure("Language", "the reply is in the language of the question; for Darija, in Arabic", _row)]


def _row(outcome: Outcome) -> Row | None:
    """It does not apply to a reply that names no language; one that failed with an error is in none."""
    stated, replied = outcome.question.language, outcome.reply.language
    if not outcome.asked or stated is None or not (replied or outcome.error):
        return None
    return (float(replied == ("ar" if stated == "ary" else stated)),)
