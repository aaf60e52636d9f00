"""Measures of the citations, after ALCE.

ALCE is Gao et al., *Enabling Large Language Models to Generate Text with Citations* (2023), section 3. A
*statement* is the text before a citation marker or group of markers; what stands after the last marker is a
statement without citations. A judge says whether quotes, joined, support a statement. All these measures count
0 for an answerable question that got no answer, and do not apply to an unanswerable one that got none. An uncertain
reply is no answer, and questions that are talk are left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.evaluation.judge import Judge
from rag.evaluation.measures.measure import Measure, Row
from rag.evaluation.outcome import Outcome

_CITED = re.compile(r"(?P<text>.*?)(?P<markers>(?:\s*\[\d+\])+)", re.DOTALL)


@dataclass(frozen=True)
class Statement:
    """A statement and the quotes that it cites."""

    text: str
    quotes: tuple[str, ...]


def statements(outcome: Outcome) -> list[Statement]:
    """The statements of an answer, in order; a marker without a citation of its number brings no quote."""
    quotes = {int(citation["number"]): str(citation["quote"]) for citation in outcome.citations}
    found = []
    end = 0
    for match in _CITED.finditer(outcome.text):
        numbers = [int(number) for number in re.findall(r"\d+", match["markers"])]
        found.append(Statement(_bare(match["text"]), tuple(quotes[n] for n in numbers if n in quotes)))
        end = match.end()
    rest = _bare(outcome.text[end:])
    return [*found, Statement(rest, ())] if rest else found


def citation_recall(said: list[Statement], judge: Judge) -> float:
    """Share of the statements that their quotes, joined, support."""
    return sum(_supported(statement, judge) for statement in said) / len(said) if said else 0.0


def citation_precision(said: list[Statement], judge: Judge) -> float:
    """Share of the citations that their statement needs.

    A citation of an unsupported statement is wrong. One of a supported statement is superfluous if it does not
    support the statement alone and the others do without it.
    """
    precise = total = 0
    for statement in said:
        total += len(statement.quotes)
        if _supported(statement, judge):
            precise += sum(_needed(statement, at, judge) for at in range(len(statement.quotes)))
    return precise / total if total else 0.0


def _supported(statement: Statement, judge: Judge) -> bool:
    return bool(statement.quotes) and judge.supports("\n".join(statement.quotes), statement.text)


def _needed(statement: Statement, at: int, judge: Judge) -> bool:
    if judge.supports(statement.quotes[at], statement.text):
        return True
    others = statement.quotes[:at] + statement.quotes[at + 1 :]
    return not (others and judge.supports("\n".join(others), statement.text))


def cited_average_precision(cited: list[str], relevant: frozenset[str]) -> float:
    """Average precision of the cited documents in the order of their first citation.

    The mean over the right documents of the precision at the rank of each, 0 for one that is not cited.
    """
    ranked = list(dict.fromkeys(cited))
    ranks = [rank for rank, document in enumerate(ranked, 1) if document in relevant]
    return sum(found / rank for found, rank in enumerate(ranks, 1)) / len(relevant)


def citation_measures(judge: Judge) -> list[Measure]:
    """Citation recall, precision, cited documents and verbatim quotes."""
    return [
        Measure(
            "CitationRecall",
            "share of the statements that their citations support (ALCE)",
            _said(citation_recall, judge),
        ),
        Measure(
            "CitationPrecision",
            "share of the citations that their statement needs (ALCE)",
            _said(citation_precision, judge),
        ),
        Measure("CitedAP", "average precision of the cited documents", _cited_ap),
        Measure("Cited", "at least one right document is cited", _cited),
        Measure("Verbatim", "share of the quotes that stand in their document at the place named", _verbatim),
    ]


def _applies(outcome: Outcome) -> bool:
    return outcome.to_be_answered and (outcome.answered or bool(outcome.answerable))


def _said(measure: Callable[[list[Statement], Judge], float], judge: Judge) -> Callable[[Outcome], Row | None]:
    return lambda outcome: (measure(statements(outcome), judge),) if _applies(outcome) else None


def _cited_documents(outcome: Outcome) -> list[str]:
    return [str(citation["document"]) for citation in outcome.citations]


def _cited_ap(outcome: Outcome) -> Row | None:
    relevant = frozenset(outcome.question.relevant)
    if not relevant or not _applies(outcome):
        return None
    return (cited_average_precision(_cited_documents(outcome), relevant),)


def _cited(outcome: Outcome) -> Row | None:
    relevant = frozenset(outcome.question.relevant)
    return (float(not relevant.isdisjoint(_cited_documents(outcome))),) if relevant and _applies(outcome) else None


def _verbatim(outcome: Outcome) -> Row | None:
    if not outcome.to_be_answered or not outcome.answered:
        return None  # an answer that was not given quotes nothing wrongly
    return (sum(outcome.verbatim) / len(outcome.verbatim) if outcome.verbatim else 0.0,)


def _bare(text: str) -> str:
    return re.sub(r"^[\s.،,;:-]+", "", text).strip()
