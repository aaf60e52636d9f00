"""Opens a question set, whatever its format: what it is, is told by its content."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rag.errors import DatasetError
from rag.evaluation.formats.crossing import cross
from rag.evaluation.formats.files import first_line, set_name
from rag.evaluation.formats.lines import read_question_lines
from rag.evaluation.formats.passage_lines import read_passage_lines
from rag.evaluation.formats.squad import read_squad
from rag.evaluation.formats.table import columns_of, read_table
from rag.evaluation.formats.trec import find, read_beir, read_trec
from rag.evaluation.question_set import Question, QuestionSet

FORMATS = "SQuAD JSON, a BEIR folder, TREC topics with qrels, JSON Lines or CSV"
_QUESTION_FIELDS = ("question", "query")


def open_question_set(path: Path, passages: Path | None = None, qrels: Path | None = None) -> QuestionSet:
    """Opens a question set.

    Args:
        path: a file or folder in one of ``FORMATS``, plain or gzipped.
        passages: where the passages are taken from instead; a set that shares question ids or passage ids.
        qrels: relevance judgements of TREC topics.

    Raises:
        DatasetError: the format is not recognised, or a part of it is missing.
    """
    questions = _recognise(path, qrels)
    if qrels and qrels not in questions.sources:
        raise DatasetError(f"{path}: recognised as {questions.format}, which takes no --qrels: leave {qrels} out")
    return cross(questions, _passages_of(passages), passages) if passages else questions


def _recognise(path: Path, qrels: Path | None) -> QuestionSet:
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise DatasetError(f"there is no question set {path}")
    first = first_line(path)
    if not first:
        raise DatasetError(f"{path} is empty: there is no question in it")
    if first.lstrip().startswith(("{", "[")):
        return _json(path, first)
    if qrels:
        return read_trec(path, qrels)
    if first.lstrip().startswith("<top>"):
        raise DatasetError(f"{path}: recognised as TREC topics, but the judgements are missing: add --qrels FILE")
    if columns_of(first):
        return read_table(path)
    raise DatasetError(
        f"{path}: the format is not recognised. It begins with {first.strip()[:40]!r}; "
        f"a CSV needs a heading with a column `question`, TREC topics need --qrels. Known are {FORMATS}"
    )


def _folder(path: Path) -> QuestionSet:
    topics, qrels = find(path, "topics.txt", "topics.tsv", "topics"), find(path, "qrels.txt", "qrels.tsv", "qrels")
    if topics and qrels:
        return read_trec(topics, qrels, find(path, "corpus.jsonl", "passages.jsonl"))
    if find(path, "corpus.jsonl") or find(path, "queries.jsonl"):
        return read_beir(path)
    if topics or qrels:
        missing = "qrels.txt" if topics else "topics.txt"
        raise DatasetError(f"{path}: recognised as a TREC folder, but {missing} is missing")
    names = ", ".join(sorted(entry.name for entry in path.iterdir())[:5]) or "nothing"
    raise DatasetError(
        f"{path}: the folder holds {names}; expected are corpus.jsonl, queries.jsonl and qrels/test.tsv (BEIR) "
        "or topics.txt and qrels.txt (TREC)"
    )


def _json(path: Path, first: str) -> QuestionSet:
    try:
        item = json.loads(first)
    except ValueError:
        return read_squad(path)  # JSON over several lines
    if isinstance(item, dict) and "data" in item:
        return read_squad(path)
    if isinstance(item, dict) and any(name in item for name in _QUESTION_FIELDS):
        return read_question_lines(path)
    found = ", ".join(item) if isinstance(item, dict) else f"a {type(item).__name__}"
    raise DatasetError(
        f"{path}: recognised as JSON with {found}, but neither `question` (JSON Lines) nor `data` (SQuAD) is there"
    )


def _passages_of(path: Path) -> QuestionSet:
    """A set for the sake of its passages; a file of passages alone is one without questions."""
    if path.is_file():
        try:
            item = json.loads(first_line(path))
        except ValueError:
            item = None
        if isinstance(item, dict) and "data" not in item and not any(name in item for name in _QUESTION_FIELDS):
            format_name = "JSON Lines of passages"
            return QuestionSet(set_name(path), format_name, _none, partial(read_passage_lines, path), (path,))
    return _recognise(path, None)


def _none() -> Iterator[Question]:
    return iter(())
