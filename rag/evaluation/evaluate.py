"""The verb: a question set in, a report out."""

import hashlib
import importlib.resources
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from rag.embedding.load import load_encoder
from rag.evaluation.configuration import Configuration
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.measures.all import all_measures
from rag.evaluation.outcome import Json
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.page import write_page
from rag.evaluation.question_set import QuestionSet
from rag.evaluation.report import Report, write_trec
from rag.evaluation.run_folder import RunFolder, dump_line
from rag.evaluation.runner import Runner, check, run_all, sources_of
from rag.evaluation.temporary_index import open_corpus, open_passages
from rag.indexing.manifest import Manifest
from rag.indexing.sync import Progress
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

REPORTS = Path("reports")


def evaluate(
    path: Path | str,
    settings: Settings | None = None,
    configuration: Configuration | None = None,
    *,
    passages: Path | str | None = None,
    qrels: Path | str | None = None,
    out: Path | str | None = None,
    limit: int | None = None,
    replace: bool = False,
    progress: Progress | None = None,
    note: Callable[[str], None] | None = None,
) -> Report:
    """Puts a question set to the system and writes a report.

    >>> report = evaluate("tests/qa/dev.jsonl", out="reports/dev")
    >>> report["fr"]["R@1"].low <= report["fr"]["R@1"].value
    True

    Args:
        path: a file or folder in SQuAD, BEIR, TREC, JSON Lines or CSV format.
        settings: which model, corpus and thresholds; those of the environment unless given.
        configuration: which retrieval and which answerer.
        passages: a set whose passages the questions are put to, instead of their own.
        qrels: relevance judgements of TREC topics.
        out: folder of the report; ``reports/SET-RETRIEVAL`` unless given. An interrupted run there goes on.
        limit: only the first so many questions.
        replace: whether a run in ``out`` with other settings is overwritten.
        progress: told what is being done, how much of it is done and of how much.
        note: told, in lines for a person, what to know about the set.

    Raises:
        DatasetError: the set or the folder of the report cannot be used.
        SettingsError: the configuration cannot be used.
        StoreError: the index cannot be built or opened.
        ModelError: the embedding model cannot be opened.
    """
    settings, configuration = settings or Settings.load(), configuration or Configuration()
    progress, notes = progress or (lambda *_: None), []

    def tell(line: str) -> None:
        notes.append(line)
        (note or (lambda _: None))(line)

    questions = open_question_set(Path(path), *(Path(p) if p else None for p in (passages, qrels)))
    tell(f"{questions.sources[0]}: recognised as {questions.format}")
    measures = tuple(all_measures(configuration.make_judge()))
    retriever = _open(questions, settings, configuration, progress)
    with retriever:
        documents = retriever.store.documents()
        total = check(questions, {key.split("/", 1)[1] for key in documents}, tell)
        total = min(total, limit or total)
        sources = sources_of(Counter(key.split("/", 1)[0] for key in documents))
        folder = RunFolder(Path(out) if out else REPORTS / f"{questions.name}-{configuration.retrieval}")
        identity = _identity(questions, retriever, configuration, limit)
        done = folder.start(identity, replace)
        runner = Runner(retriever, configuration.make_answerer(retriever), measures, sources, configuration.k)
        count = len(done)
        progress("Asking", count, total)
        with folder.append() as file:
            for outcome in run_all(runner, questions, done, limit):
                file.write(dump_line(outcome))
                count += 1
                progress("Asking", count, total)
    progress("Computing figures", 0, 1)
    table = OutcomeTable(measures, folder.outcomes())
    if table.errors:
        tell(f"{table.errors} questions failed with an error and count as unanswered: see `error` in their lines")
    report = Report.of(table, identity, tuple(notes), folder.path)
    folder.write_json("report.json", report.to_dict())
    write_trec(folder.outcomes(), folder.path, configuration.retrieval)
    write_page(report, table, folder)
    progress("Computing figures", 1, 1)
    return report


def _open(questions: QuestionSet, settings: Settings, configuration: Configuration, progress: Progress) -> Retriever:
    encoder = load_encoder(settings)
    if questions.read_passages:
        return open_passages(questions, settings, encoder, configuration.weights, progress)
    return open_corpus(settings, encoder, configuration.weights, progress)


def _identity(questions: QuestionSet, retriever: Retriever, configuration: Configuration, limit: int | None) -> Json:
    """Everything that outcomes depend on: with any of it changed, figures of two runs must not be mixed."""
    settings, encoder = retriever.settings, retriever.encoder
    manifest = asdict(Manifest.of(settings, encoder))
    content = sorted(document.content_hash for document in retriever.store.documents().values())
    return {
        "set": questions.name,
        "format": questions.format,
        "questions": _hash(map(_of_file, questions.sources)),
        "limit": limit,
        "passages": _hash(content),
        "configuration": asdict(configuration),
        "model": {name: manifest[name] for name in ("model", "fingerprint", "query_prompt", "passage_prompt")},
        "settings": {
            name: getattr(settings, name) for name in ("passage_tokens", "candidates", "evidence", "sentences")
        },
        "program": f"{version('morocco-ai-rag')} {_program()}",
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _program() -> str:
    """A hash of the package's own files: an answer of yesterday's program says nothing of today's."""
    with importlib.resources.as_file(importlib.resources.files("rag")) as package:
        files = sorted(file for file in package.rglob("*") if file.suffix in (".py", ".json", ".npz"))
        return _hash(map(_of_file, files))
