"""What ``rag evaluate`` shows in a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from rag.evaluation.compare import Comparison
from rag.evaluation.report import Figures, Report

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
_SHOWN = 10  # changed questions
_OF_KINDS = ("R@1", "Requirements", "Cited", "Answered", "Uncertain", "BalancedAccuracy", "SetF1", "Collection", "Talk")


def show_comparison(found: Comparison, measure: str | None) -> None:
    """Differences by language and measure, then the questions that changed in ``measure``, those that fell first."""
    table = Table("language", "measure", "A", "B", "B - A", "p", "n", box=None, header_style="bold")
    for each in found.differences:
        style = "bold" if each.p < 0.05 else "dim" if each.a == each.b else ""
        figures = f"{each.a:.3f}", f"{each.b:.3f}", f"{each.b - each.a:+.3f}", f"{each.p:.4f}", str(each.n)
        table.add_row(each.language, each.measure, *figures, style=style)
    out.print(table)
    for name, count in (("A", found.only_a), ("B", found.only_b)):
        if count:
            out.print(f"{count} questions are only in {name} and count 0 in the other.")
    _show_changes(found, measure)


def _show_changes(found: Comparison, measure: str | None) -> None:
    names = [measure] if measure else ["Requirements", "Contains", "R@1"]
    name = next((name for name in names if any(change.measure == name for change in found.changes)), None)
    if name is None:
        out.print(f"\nNo question changed in {' or '.join(names)}.")
        return
    changes = [change for change in found.changes if change.measure == name]
    better = sum(change.b > change.a for change in changes)
    out.print(f"\n{name}: {better} questions are better in B, {len(changes) - better} worse.", style="bold")
    for change in sorted(changes, key=lambda change: change.b - change.a)[:_SHOWN]:
        out.print(f"{change.a:.2f} → {change.b:.2f}  {change.id}  {change.question}", markup=False, soft_wrap=True)
    if len(changes) > _SHOWN:
        out.print(f"… and {len(changes) - _SHOWN} more: --out FILE writes them all.")


def show_report(report: Report) -> None:
    """Figures by language with their intervals, and the main ones by kind of question."""
    out.print(_table(report.measures))
    if report.kinds:
        out.print(_table_of_kinds(report.kinds))
    out.print(f"Figures with 95 % intervals, plots and failed questions: {report.folder / 'report.html'}", markup=False)


def _table_of_kinds(kinds: dict[str, Figures]) -> Table:
    names = [name for name in _OF_KINDS if any(name in figures for figures in kinds.values())]
    table = Table(Column(no_wrap=True), *names, box=None, header_style="bold")
    for kind, figures in kinds.items():
        table.add_row(escape(kind), *(f"{figures[name].value:.3f}" if name in figures else "–" for name in names))
    return table


def _table(groups: dict[str, Figures]) -> Table:
    names = list(dict.fromkeys(name for figures in groups.values() for name in figures))
    table = Table(Column(no_wrap=True), *map(escape, groups), box=None, header_style="bold")
    for name in names:
        cells = []
        for figures in groups.values():
            figure = figures.get(name)
            digits = 1 if name in ("p50", "p95") else 3
            cells.append(
                f"{figure.value:.{digits}f} [dim]{figure.low:.{digits}f}-{figure.high:.{digits}f}[/]" if figure else "–"
            )
        table.add_row(name, *cells)
    return table
