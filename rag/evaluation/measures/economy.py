"""How much is quoted for what is said: an answer should not hide in its quotes.

Answered questions only. A quote is a citation of the answer; documents that agree with one are not counted. A list
from the catalogue quotes nothing to read: its citations stand for documents, so it is left out.
"""

from rag.evaluation.measures.answers import requirements_met
from rag.evaluation.measures.measure import Measure, Row, Rows
from rag.evaluation.outcome import Outcome


def economy_measures() -> list[Measure]:
    """Quotes by answer, and requirements met by quote."""
    return [
        Measure("QuotesPerAnswer", "sentences quoted in an answer", _quotes, better=-1),
        Measure(
            "RequirementsPerQuote",
            "requirements met by all answers together, divided by the sentences that these quote",
            _met,
            met_per_quote,
        ),
    ]


def met_per_quote(rows: Rows) -> float:
    """A ratio over the set, of rows (requirements met, quotes); NaN without quotes."""
    met, quotes = rows.sum(axis=0)
    return float(met / quotes) if quotes else float("nan")


def _quotes(outcome: Outcome) -> Row | None:
    return (float(len(outcome.citations)),) if _applies(outcome) else None


def _met(outcome: Outcome) -> Row | None:
    """Of a question with requirements: what another one quotes could meet none."""
    if not _applies(outcome) or not outcome.question.must or not outcome.answerable:
        return None
    return float(requirements_met(outcome, outcome.text)), float(len(outcome.citations))


def _applies(outcome: Outcome) -> bool:
    return outcome.to_be_answered and outcome.answered and not outcome.reply.catalogued
