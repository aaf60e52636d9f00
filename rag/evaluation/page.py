"""``report.html``: one file that needs no other, nor a network."""

import json
from typing import Any

from rag.evaluation.failures import failures
from rag.evaluation.measures.measure import Measure
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.plots import plots
from rag.evaluation.report import Figures, Report
from rag.evaluation.run_folder import RunFolder

_FAILURES = 100  # questions that the page shows; all are in per_question.jsonl


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


def _section(title: str, groups: dict[str, Figures], measures: tuple[Measure, ...]) -> dict[str, Any]:
    used = [measure for measure in measures if any(measure.name in figures for figures in groups.values())]
    return {"title": title, "groups": groups, "measures": used}
