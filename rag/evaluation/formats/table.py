"""CSV and TSV with a heading: question, answer and document columns, as a spreadsheet writes them.

Several answers or documents in one field are separated by ``|``. A column ``context`` holds the passage itself.
"""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rag.errors import DatasetError
from rag.evaluation.formats.fields import as_language, as_question_language, as_status
from rag.evaluation.formats.files import UNREADABLE, damaged, first_line, open_text, set_name
from rag.evaluation.formats.squad import passage_id
from rag.evaluation.question_set import Question, QuestionSet, SourcePassage

_COLUMNS = {
    "id": ("id", "qid", "question_id"),
    "question": ("question", "query", "السؤال", "سؤال"),
    "answer": ("answer", "answers", "réponse", "reponse", "réponses", "الجواب", "الإجابة"),
    "document": ("document", "documents", "doc_id", "context_id"),
    "context": ("context", "passage"),
    "language": ("language", "lang", "langue"),
    "kind": ("kind", "type", "category"),
    "answerable": ("answerable",),
    "status": ("status",),
    "complete": ("complete",),
}
_TRUE, _FALSE = ("true", "1", "yes", "oui", "نعم"), ("false", "0", "no", "non", "لا")


def columns_of(heading: str) -> dict[str, int]:
    """Which column of a heading line is what; empty if it names no question."""
    names = [name.strip().casefold() for name in next(csv.reader([heading], delimiter=_delimiter(heading)), [])]
    places = {what: next((names.index(a) for a in also if a in names), None) for what, also in _COLUMNS.items()}
    found = {what: place for what, place in places.items() if place is not None}
    return found if "question" in found else {}


def read_table(path: Path) -> QuestionSet:
    """A table as a set; passages are those of its column ``context`` if it has one."""
    columns = columns_of(first_line(path))
    passages = partial(_contexts, path) if "context" in columns else None
    return QuestionSet(set_name(path), "CSV", partial(_questions, path), passages, (path,))


def _delimiter(heading: str) -> str:
    return max("\t;,", key=heading.count)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with open_text(path) as file:
            start, heading = next((at, line) for at, line in enumerate(file, 1) if line.strip())
            columns = columns_of(heading)
            for number, row in enumerate(csv.reader(file, delimiter=_delimiter(heading)), start + 1):
                if any(field.strip() for field in row):
                    yield number, {what: row[at].strip() for what, at in columns.items() if at < len(row)}
    except (csv.Error, *UNREADABLE) as error:
        raise damaged(path, error) from error


def _questions(path: Path) -> Iterator[Question]:
    for number, row in _rows(path):
        where = f"{path}, row {number}"
        if not row.get("question"):
            raise DatasetError(f"{where}: the question is empty")
        answerable = _flag(row, "answerable", where)
        documents = [passage_id("", row["context"])] if row.get("context") else _parts(row.get("document", ""))
        yield Question(
            id=row.get("id") or str(number),
            text=row["question"],
            language=as_question_language(row.get("language"), where),
            answers=tuple(_parts(row.get("answer", ""))),
            relevant={} if answerable is False else dict.fromkeys(documents, 1),
            answerable=answerable,
            kind=row.get("kind", ""),
            status=as_status(row.get("status"), where),
            complete=_flag(row, "complete", where),
        )


def _flag(row: dict[str, str], name: str, where: str) -> bool | None:
    value = row.get(name, "").casefold()
    if value not in ("", *_TRUE, *_FALSE):
        raise DatasetError(f"{where}: `{name}` must be true or false, not {value!r}")
    return value in _TRUE if value else None


def _parts(field: str) -> list[str]:
    return [part.strip() for part in field.split("|") if part.strip()]


def _contexts(path: Path) -> Iterator[SourcePassage]:
    seen: set[str] = set()
    for number, row in _rows(path):
        text = row.get("context", "")
        if text and (key := passage_id("", text)) not in seen:
            seen.add(key)
            yield SourcePassage(key, "", text, as_language(row.get("language"), f"{path}, row {number}"))
