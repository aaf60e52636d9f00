"""``report.html``: one file that needs no other, nor a network."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rag.evaluation.measures.measure import Measure
from rag.evaluation.outcome import Outcome
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.plots import plots
from rag.evaluation.report import Figures, Report
from rag.evaluation.run_folder import RunFolder

_FAILURES = 100  # questions that the page shows; all are in per_question.jsonl
_DECISIVE = ("Requirements", "Contains", "R@1")  # the first of them that applies says whether a question failed


@dataclass(frozen=True)
class Failure:
    """A question that did not go well, as the page shows it."""

    id: str
    language: str
    question: str
    fault: str
    expected: str
    given: str


def write_page(report: Report, table: OutcomeTable, folder: RunFolder) -> None:
    """Writes ``report.html`` into the folder of the run; text of the set is escaped."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("rag.evaluation", ""), autoescape=True, undefined=jinja2.StrictUndefined
    )
    sections = [
        _section("By language", report.measures, table.measures),
        _section("By languages of question and passages", report.pairs, table.measures),
        _section("By kind of question", report.kinds, table.measures),
    ]
    shown = []
    count = 0
    for failure in failures(folder):
        count += 1
        if count <= _FAILURES:
            shown.append(failure)
    page = environment.get_template("report.html").render(
        report=report,
        sections=[section for section in sections if section["groups"]],
        measures=table.measures,
        plots=plots(table),
        failures=shown,
        failed=count,
        questions=len(table),
        settings=json.dumps(report.settings, ensure_ascii=False, indent=2),
    )
    (folder.path / "report.html").write_text(page, encoding="utf-8")


def failures(folder: RunFolder) -> Iterator[Failure]:
    """The questions that failed: by an error, a wrong decision to answer or not, or an answer that lacks something."""
    for outcome in folder.outcomes():
        fault = _fault(outcome)
        if fault:
            question = outcome.question
            expected = " · ".join(question.answers) or " · ".join(" / ".join(each) for each in question.must)
            yield Failure(
                id=question.id,
                language=outcome.language,
                question=question.text,
                fault=fault,
                expected=expected or ", ".join(question.relevant) or ("no answer" if not outcome.answerable else ""),
                given=outcome.text or ", ".join(outcome.documents[:3]),
            )


def _fault(outcome: Outcome) -> str:
    if outcome.error:
        return outcome.error
    if outcome.asked and outcome.answerable is not None and outcome.answered != outcome.answerable:
        return "answered although it cannot be" if outcome.answered else "not answered"
    name = next((name for name in _DECISIVE if name in outcome.measures), "")
    return f"{name} {outcome.measures[name]:.2g}" if name and outcome.measures[name] < 1 else ""


def _section(title: str, groups: dict[str, Figures], measures: tuple[Measure, ...]) -> dict[str, Any]:
    used = [measure for measure in measures if any(measure.name in figures for figures in groups.values())]
    return {"title": title, "groups": groups, "measures": used}
