"""The command line: ``rag index | ask | search | serve | evaluate | doctor | export | import``."""

import json
import logging
import sys
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from rag.answering.answer import Citation
from rag.errors import RagError
from rag.evaluation.cli import app as evaluation
from rag.filter_options import with_filters
from rag.indexing.passage import Passage
from rag.progress import show_progress
from rag.retrieval.filters import Filters
from rag.settings import Settings
from rag.text.shown import as_line, isolated, set_in, shown

app = typer.Typer(
    help="Cited answers about Morocco's artificial-intelligence agreements, in French, Arabic and English.\n\n"
    'Start with `rag index`, then `rag ask "…"` or `rag serve`. Settings are RAG_* environment variables '
    "or lines of a .env file; `rag doctor` shows what is wrong and what mends it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(evaluation, name="evaluate")
_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)

_Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


def main() -> None:
    """Runs the command line; a mistake of the user prints one line and exits with 2."""
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    try:
        app()
    except RagError as error:
        _complain(f"rag: {error}")
        sys.exit(2)


@app.command()
def index() -> None:
    """Bring the index to the state of the documents folder: only what is new, changed or gone is touched.

    Exits with 1 if a document could not be read; all others are indexed all the same.
    """
    from rag.embedding.load import load_encoder
    from rag.indexing.sync import index as synchronise

    settings = Settings.load()
    encoder = load_encoder(settings, _announce)
    with show_progress(_err) as progress:
        report = synchronise(settings, encoder, progress)
    for line in report.repaired:
        _complain(f"Mended: {line}")
    for difference in report.rebuilt:
        _complain(f"Indexed anew, since a setting changed: {difference}")
    for file in report.unreadable:
        _complain(f"Not indexed: {settings.documents}/{file}")
    for notice in report.notices:
        _complain(f"Note: {settings.documents}/{notice}")
    _out.print(
        f"{report.added} added, {report.updated} updated, {report.removed} removed, {report.unchanged} unchanged; "
        f"{report.passages} passages, {report.embedded} embedded now, {report.seconds:.1f} s",
        soft_wrap=True,
    )
    if report.unreadable:
        raise typer.Exit(1)


@app.command()
@with_filters
def ask(
    question: Annotated[str, typer.Argument(help="A question in French, Arabic or English.")],
    *,
    as_json: _Json = False,
    filters: Filters,
) -> None:
    """Answer a question, each sentence cited to the exact words of its source."""
    from rag.answering.answerer import Answerer
    from rag.answering.lines import nearby, notices, said, to_ask

    answer = Answerer.open(Settings.load(), _announce).answer(question, filters)
    if as_json:
        _print_json(answer.to_dict())
        return
    _out.print(said(answer), markup=False, soft_wrap=True)
    for line in notices(answer):
        _out.print(line, style="italic", markup=False, soft_wrap=True)
    for block in (nearby(answer), to_ask(answer)):
        if block:
            _print_dim("\n" + "\n".join(block))
    for passage, group in groupby(answer.citations, key=lambda citation: citation.passage.key):
        citations = list(group)
        first = citations[0].passage
        _out.print(f"\n{_heading(first)}", style="bold", markup=False, soft_wrap=True)
        for citation in citations:
            place = f"({passage} {citation.start}-{citation.end})"
            _print_dim(f"[{citation.number}] {_credits(citation)} {place}")
            for other in citation.agreeing:
                place = f"({other.passage.key} {other.start}-{other.end})"
                _print_dim(f"[{citation.number}] = {_heading(other.passage)} · {_credits(other)} {place}")


def _heading(passage: Passage) -> str:
    return as_line(" · ".join(isolated(set_in(part)) for part in (passage.title, passage.date) if part))


def _credits(citation: Citation) -> str:
    """Who says what is cited; "document" where that is only known for the document as a whole."""
    named = ["document"] if citation.attribution == "document" and len(citation.sources) > 1 else []
    parts = (map(set_in, (each.publisher or each.title, each.url)) for each in citation.sources)
    return "; ".join([*named, *(" · ".join(filter(None, each)) for each in parts)])


def _print_dim(line: str) -> None:
    _out.print(line, style="dim", markup=False, soft_wrap=True)


@app.command()
@with_filters
def search(
    question: Annotated[str, typer.Argument(help="A question or key words.")],
    *,
    k: Annotated[int, typer.Option("-k", min=1, max=500, help="How many passages.")] = 5,
    as_json: _Json = False,
    filters: Filters,
) -> None:
    """Show the passages found, with the signals that their scores are made of."""
    from rag.retrieval.retriever import Retriever

    retriever = Retriever.open(Settings.load(), _announce)
    hits = retriever.retrieve(question, k, filters)
    if not retriever.searches_words:
        _complain("Words are not searched, so much is missed: run `rag index`")
    if as_json:
        _print_json([hit.to_dict() for hit in hits])
        return
    for rank, hit in enumerate(hits, 1):
        passage, signals = hit.passage, hit.signals
        _out.print(f"{rank}. {set_in(passage.title)}  [{passage.key}]", style="bold", markup=False, soft_wrap=True)
        _out.print(
            f"   score {hit.score:.2f}  dense {signals.dense:.3f}  sentence {signals.sentence:.3f}  "
            f"bm25 {signals.bm25:.1f}",
            style="dim",
        )
        for sentence in hit.sentences[:2]:
            _out.print(f"   {set_in(passage.quote(sentence.span))}", markup=False, soft_wrap=True)
    if not hits:
        _out.print("Nothing found.")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; RAG_HOST, 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 0 for a free one; RAG_PORT, 7860.")] = None,
) -> None:
    """Open the chat in a browser page on a local address."""
    from rag.answering.answerer import Answerer

    given: dict[str, Any] = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = Settings.load(**given)
    answerer = Answerer.open(settings, _announce)
    with _err.status("Opening the chat"):
        from rag.web.chat import build_chat
        from rag.web.server import launch

        answerer.answer("Maroc")  # what is opened at the first question is open before the first reader
        page = build_chat(answerer)
    launch(page, settings)


@app.command()
def doctor() -> None:
    """Check settings, model, documents and index: what is wrong, and the command that mends it.

    Exits with 1 if something is wrong.
    """
    from rag.doctor import examine

    findings = list(examine(Settings.load()))
    for finding in findings:
        mark = "[green]ok  [/]" if finding.good else "[red]bad [/]"
        _out.print(mark, end="")
        _out.print(f"{finding.subject}: {shown(finding.text)}", markup=False, soft_wrap=True)
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


_ARCHIVE = typer.Argument(help="File of the exported index.", dir_okay=False, show_default=False)


@app.command("export")
def export_(
    file: Annotated[Path, _ARCHIVE],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that exists.")] = False,
) -> None:
    """Write the index to one file: to keep it, or to move it to another machine or store."""
    from rag.indexing.moving import export_index

    with show_progress(_err) as progress:
        moved = export_index(Settings.load(), file, progress, replace)
    _out.print(
        f"{moved.passages} passages of {moved.documents} documents in {moved.path}, {moved.size / 1e6:.1f} MB, "
        f"{moved.seconds:.1f} s",
        soft_wrap=True,
    )


@app.command("import")
def import_(
    file: Annotated[Path, _ARCHIVE],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the index that there is.")] = False,
) -> None:
    """Make an exported index the one that answers. All of it is checked before anything is changed."""
    from rag.embedding.load import load_encoder
    from rag.indexing.moving import import_index

    settings = Settings.load()
    encoder = load_encoder(settings, _announce)
    with show_progress(_err) as progress:
        moved = import_index(settings, file, progress, encoder, replace)
    for line in moved.repaired:
        _complain(f"Mended: {line}")
    _out.print(f"{moved.passages} passages of {moved.documents} documents, {moved.seconds:.1f} s", soft_wrap=True)


def _announce(line: str) -> None:
    _err.print(line, style="italic", markup=False, soft_wrap=True)


def _complain(line: str) -> None:
    _err.print(shown(line), markup=False, soft_wrap=True)


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
