"""JSON Lines: the project's own questions, questions with passages in a file beside them, SQuAD rows as lines.

A line is a question: ``id``, ``question``, and what is known of ``language`` (or ``lang``), ``answers``,
``answerable``, ``documents`` (or ``context_id``), ``candidate_context_ids``, ``kind``, ``must``, ``history``,
``status``, ``complete``.
Passages stand in ``NAME.contexts.jsonl`` beside ``NAME.questions.jsonl``, or in the line itself as ``context``.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rag.errors import DatasetError
from rag.evaluation.formats.fields import as_language, as_question_language, as_status, as_texts
from rag.evaluation.formats.files import read_json_lines, set_name
from rag.evaluation.formats.passage_lines import read_passage_lines
from rag.evaluation.formats.squad import passage_id
from rag.evaluation.question_set import Question, QuestionSet, SourcePassage


def read_question_lines(path: Path) -> QuestionSet:
    """A JSON Lines file as a set, with the passages beside it or in it."""
    beside = _beside(path)
    first = next(read_json_lines(path), (1, {}))[1]
    if beside:
        passages, sources = partial(read_passage_lines, beside), (path, beside)
        return QuestionSet(set_name(path), "JSON Lines with passages", partial(_questions, path), passages, sources)
    if "context" in first:
        return QuestionSet(
            set_name(path), "SQuAD rows as JSON Lines", partial(_questions, path), partial(_contexts, path), (path,)
        )
    return QuestionSet(set_name(path), "JSON Lines", partial(_questions, path), None, (path,))


def _beside(path: Path) -> Path | None:
    """``NAME.contexts.jsonl`` for ``NAME.questions.jsonl``, either of them plain or gzipped."""
    name = path.name.removesuffix(".gz").replace(".questions.", ".contexts.")
    found = [path.with_name(name + ending) for ending in ("", ".gz")] if ".questions." in path.name else []
    return next((other for other in found if other.is_file()), None)


def _language(item: dict[str, Any]) -> Any:
    return item.get("language", item.get("lang"))


def _questions(path: Path) -> Iterator[Question]:
    for number, item in read_json_lines(path):
        where = f"{path}, line {number}"
        text = item.get("question", item.get("query"))
        if not isinstance(text, str):
            raise DatasetError(f"{where}: `question` is missing; the line has {', '.join(item)}")
        answers = as_texts(item.get("answers", item.get("answer")))
        answerable = _flag(item, "answerable", where)
        if answerable is None and isinstance(item.get("answers"), dict) and not answers:
            answerable = False  # so rows of SQuAD 2.0 write it
        yield Question(
            id=next((str(item[name]) for name in ("id", "_id") if item.get(name) not in (None, "")), str(number)),
            text=text,
            language=as_question_language(_language(item), where),
            answers=answers,
            relevant={} if answerable is False else dict.fromkeys(_gold(item, where), 1),
            answerable=answerable,
            pool=_strings(item, "candidate_context_ids", where),
            kind=str(item.get("kind") or ""),
            must=_must(item, where),
            history=_history(item, where),
            status=as_status(item.get("status"), where),
            complete=_flag(item, "complete", where),
        )


def _flag(item: dict[str, Any], name: str, where: str) -> bool | None:
    value = item.get(name)
    if not isinstance(value, bool | None):
        raise DatasetError(f"{where}: `{name}` must be true or false, not {value!r}")
    return value


def _gold(item: dict[str, Any], where: str) -> tuple[str, ...]:
    if isinstance(item.get("context"), str):
        return (passage_id(str(item.get("title") or ""), item["context"]),)
    if item.get("context_id") not in (None, ""):
        return (str(item["context_id"]),)
    return _strings(item, "documents", where)


def _strings(item: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = item.get(name) or []
    if not isinstance(value, list):
        raise DatasetError(f"{where}: `{name}` must be a list of ids")
    return tuple(map(str, value))


def _must(item: dict[str, Any], where: str) -> tuple[tuple[str, ...], ...]:
    value = item.get("must") or []
    if not isinstance(value, list) or not all(isinstance(wordings, list) and wordings for wordings in value):
        raise DatasetError(f"{where}: `must` must be a list of lists of wordings")
    return tuple(tuple(map(str, wordings)) for wordings in value)


def _history(item: dict[str, Any], where: str) -> tuple[str, ...]:
    turns = item.get("history") or []
    try:
        return tuple(turn if isinstance(turn, str) else str(turn["question"]) for turn in turns)
    except (TypeError, KeyError) as error:
        raise DatasetError(f'{where}: `history` must be a list of {{"question": …}}') from error


def _contexts(path: Path) -> Iterator[SourcePassage]:
    seen: set[str] = set()
    for number, item in read_json_lines(path):
        if not isinstance(item.get("context"), str):
            raise DatasetError(f"{path}, line {number}: `context` is missing; other lines have it")
        title = str(item.get("title") or "")
        key = passage_id(title, item["context"])
        if key not in seen:
            seen.add(key)
            language = as_language(_language(item), f"{path}, line {number}")
            yield SourcePassage(key, title, item["context"], language)
