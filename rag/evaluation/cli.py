"""``rag evaluate SET`` and ``rag evaluate compare A B``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from rag.settings import Settings

if TYPE_CHECKING:
    from rag.evaluation.compare import Comparison
    from rag.evaluation.report import Figures, Report

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)
_SHOWN = 10  # changed questions in the terminal


class _SetFirst(TyperGroup):
    """Takes a first word that is no command for a question set: ``rag evaluate SET``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["set", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_SetFirst,
    help="Measure retrieval, answers, citations and abstention on a question set: `rag evaluate SET`.\n\n"
    "SET is SQuAD JSON, a BEIR folder, TREC topics, JSON Lines or CSV, plain or gzipped. See `rag evaluate set --help` "
    "for its options and `rag evaluate compare A B` for two reports.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(name="set")
def evaluate_set(
    path: Annotated[Path | None, typer.Argument(metavar="SET", help="A file or folder with questions.")] = None,
    *,
    questions: Annotated[Path | None, typer.Option(help="The same as SET, beside --passages.")] = None,
    passages: Annotated[Path | None, typer.Option(help="A set whose passages are searched instead.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder of the report; reports/SET-CONFIGURATION.")] = None,
    qrels: Annotated[Path | None, typer.Option(help="Relevance judgements of TREC topics.")] = None,
    configuration: Annotated[
        str, typer.Option("-c", help="dense, lexical, hybrid, dense+sentences or hybrid+sentences.")
    ] = "hybrid+sentences",
    k: Annotated[int, typer.Option("-k", min=1, help="How many documents of a ranking count.")] = 100,
    model: Annotated[str | None, typer.Option(help="Another embedding model; RAG_MODEL.")] = None,
    answerer: Annotated[str, typer.Option(help="module:name of a function from a retriever to an answerer.")] = "",
    judge: Annotated[str, typer.Option(help="module:name of what makes a judge of support.")] = "",
    answers: Annotated[bool, typer.Option("--answers/--no-answers", help="Whether to answer, or only search.")] = True,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first questions.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite a run with other settings.")] = False,
) -> None:
    """Put a question set to the system and write a report; an interrupted run goes on where it stopped."""
    from rag.evaluation.configuration import Configuration
    from rag.evaluation.evaluate import evaluate

    chosen = path or questions
    if chosen is None or (path and questions):
        raise typer.BadParameter("name one question set, as SET or with --questions")
    given: dict[str, Any] = {"model": model} if model else {}
    settings = Settings.load(**given)
    with _progress() as progress:
        report = evaluate(
            chosen,
            settings,
            Configuration(configuration, k, answers, answerer, judge),
            passages=passages,
            qrels=qrels,
            out=out,
            limit=limit,
            replace=replace,
            progress=progress,
            note=lambda line: _err.print(line, style="italic", markup=False, soft_wrap=True),
        )
    _show(report)


@app.command(name="compare")
def compare_runs(
    a: Annotated[Path, typer.Argument(help="A report's folder.")],
    b: Annotated[Path, typer.Argument(help="Another one, on the same questions.")],
    *,
    measure: Annotated[str | None, typer.Option(help="Whose changed questions are shown.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="A file for all of it, as JSON.")] = None,
) -> None:
    """Paired randomisation test of two runs, by measure and language, with the questions that changed."""
    import json

    from rag.evaluation.compare import compare

    with _err.status("Comparing"):
        found = compare(a, b)
    table = Table("language", "measure", "A", "B", "B - A", "p", "n", box=None, header_style="bold")
    for each in found.differences:
        style = "bold" if each.p < 0.05 else "dim" if each.a == each.b else ""
        figures = f"{each.a:.3f}", f"{each.b:.3f}", f"{each.b - each.a:+.3f}", f"{each.p:.4f}", str(each.n)
        table.add_row(each.language, each.measure, *figures, style=style)
    _out.print(table)
    for name, count in (("A", found.only_a), ("B", found.only_b)):
        if count:
            _out.print(f"{count} questions are only in {name} and count 0 in the other.")
    _show_changes(found, measure)
    if out:
        out.write_text(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _show_changes(found: "Comparison", measure: str | None) -> None:
    names = [measure] if measure else ["Requirements", "Contains", "R@1"]
    name = next((name for name in names if any(change.measure == name for change in found.changes)), None)
    if name is None:
        _out.print(f"\nNo question changed in {' or '.join(names)}.")
        return
    changes = [change for change in found.changes if change.measure == name]
    better = sum(change.b > change.a for change in changes)
    _out.print(f"\n{name}: {better} questions are better in B, {len(changes) - better} worse.", style="bold")
    for change in sorted(changes, key=lambda change: change.b - change.a)[:_SHOWN]:
        _out.print(f"{change.a:.2f} → {change.b:.2f}  {change.id}  {change.question}", markup=False, soft_wrap=True)
    if len(changes) > _SHOWN:
        _out.print(f"… and {len(changes) - _SHOWN} more: --out FILE writes them all.")


def _show(report: "Report") -> None:
    _out.print(_table(report.measures))
    if report.kinds:
        _out.print(_table(report.kinds, only=("R@1", "Requirements", "Cited", "Answered", "BalancedAccuracy")))
    _out.print(
        f"Figures with 95 % intervals, plots and failed questions: {report.folder / 'report.html'}", markup=False
    )


def _table(groups: dict[str, "Figures"], only: tuple[str, ...] = ()) -> Table:
    names = list(dict.fromkeys(name for figures in groups.values() for name in figures if not only or name in only))
    table = Table("", *groups, box=None, header_style="bold")
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


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_err) as bar:
        tasks: dict[str, Any] = {}

        def progress(what: str, done: int, total: int) -> None:
            if total and what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            if what in tasks:
                bar.update(tasks[what], completed=done, total=total)

        yield progress
