"""The verb: a question set in, a report out."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rag.embedding.load import load_encoder
from rag.errors import SettingsError
from rag.evaluation.check import Checked, check, sources_of
from rag.evaluation.configuration import AnswersQuestions, Configuration, takes
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.identity import identity_of
from rag.evaluation.measures.all import all_measures
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.page import write_page
from rag.evaluation.question_set import QuestionSet
from rag.evaluation.remembering import RememberingRetriever
from rag.evaluation.report import Report, write_trec
from rag.evaluation.run_folder import RunFolder, dump_line
from rag.evaluation.runner import Runner, run_all
from rag.evaluation.temporary_index import open_corpus, open_passages
from rag.indexing.sync import Progress
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
    if limit is not None and limit < 1:
        raise SettingsError(f"limit is {limit}: at least one question must be asked")
    progress, notes = progress or (lambda *_: None), []

    def tell(line: str) -> None:
        notes.append(line)
        (note or (lambda _: None))(line)

    questions = open_question_set(Path(path), *(Path(p) if p else None for p in (passages, qrels)))
    tell(f"{questions.sources[0]}: recognised as {questions.format}")
    folder = RunFolder(Path(out) if out else REPORTS / f"{questions.name}-{configuration.retrieval}")
    folder.check()
    configuration.check()
    measures = tuple(all_measures(configuration.make_judge()))
    checked = None
    if questions.read_passages:  # what is wrong with them is told before minutes are spent on an index
        checked = check(questions, {passage.id for passage in questions.read_passages()}, tell)
    with _open(questions, settings, configuration, progress) as retriever:
        documents = retriever.store.documents()
        checked = checked or check(questions, {key.split("/", 1)[1] for key in documents}, tell)
        sources = sources_of(Counter(key.split("/", 1)[0] for key in documents))
        answerer = configuration.make_answerer(retriever)
        if answerer:
            _tell_of_untaken(answerer, checked, tell)
        identity = identity_of(questions, retriever, configuration, limit)
        done = folder.start(identity, replace)
        runner = Runner(retriever, answerer, measures, sources, configuration.k)
        count, total = len(done), min(checked.total, limit or checked.total)
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


def _open(
    questions: QuestionSet, settings: Settings, configuration: Configuration, progress: Progress
) -> RememberingRetriever:
    encoder = load_encoder(settings)
    if questions.read_passages:
        return open_passages(questions, settings, encoder, configuration.weights, progress)
    return open_corpus(settings, encoder, configuration.weights, progress)


def _tell_of_untaken(answerer: AnswersQuestions, checked: Checked, tell: Callable[[str], None]) -> None:
    for name, count, what in (("filters", checked.pools, "a pool"), ("history", checked.histories, "a history")):
        if count and not takes(answerer, name):
            tell(f"{count} questions have {what}, but the answerer takes no `{name}` and is asked without")
