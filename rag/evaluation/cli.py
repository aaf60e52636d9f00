"""``rag evaluate SET`` and ``rag evaluate compare A B``."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rag.errors import DatasetError
from rag.settings import Settings


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
    from rag.evaluation.terminal import err, show_report
    from rag.progress import show_progress

    chosen = path or questions
    if chosen is None or (path and questions):
        raise typer.BadParameter("name one question set, as SET or with --questions")
    sys.path.insert(0, str(Path.cwd()))  # where a person keeps the module of --answerer or --judge
    given: dict[str, Any] = {"model": model} if model else {}
    settings = Settings.load(**given)
    with show_progress(err) as progress:
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
            note=lambda line: err.print(line, style="italic", markup=False, soft_wrap=True),
        )
    show_report(report)


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
    from rag.evaluation.measures.all import all_measures
    from rag.evaluation.terminal import err, show_comparison

    known = [each.name for each in all_measures() if each.per_question]
    if measure and measure not in known:
        raise typer.BadParameter(f"single questions have no measure {measure!r}, but {', '.join(known)}")
    with err.status("Comparing"):
        found = compare(a, b)
    show_comparison(found, measure)
    if out:
        try:
            out.write_text(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise DatasetError(f"{out} cannot be written ({error.strerror}): name another --out") from error
