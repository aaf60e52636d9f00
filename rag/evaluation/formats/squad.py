"""SQuAD 1.1 and 2.0 JSON: also XQuAD, MLQA, PIAF, FQuAD, ARCD and TyDi QA gold passage.

The format is described with Rajpurkar et al., *Know What You Don't Know* (2018): articles of ``data`` have
``paragraphs``, each with a ``context`` and its ``qas``. A context that stands there twice is one passage.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rag.errors import DatasetError
from rag.evaluation.formats.fields import as_texts
from rag.evaluation.formats.files import UNREADABLE, damaged, open_text, set_name
from rag.evaluation.question_set import Question, QuestionSet, SourcePassage


def passage_id(title: str, text: str) -> str:
    """An id for a passage that has none: its title, and a hash of its text.

    >>> passage_id("Super_Bowl_50", "The Panthers defense gave up just 308 points.")
    'Super_Bowl_50-4e48f6e1'
    """
    name = re.sub(r"[^\w.-]+", "_", title) or "passage"
    return f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def read_squad(path: Path) -> QuestionSet:
    """A SQuAD file as a set; it is read whole each time, since JSON cannot be read in parts.

    Raises:
        DatasetError: it is not SQuAD JSON.
    """
    articles = _load(path)
    version = (
        "2.0" if any("is_impossible" in qa for _title, p in _paragraphs(path, articles) for qa in p["qas"]) else "1.1"
    )
    del articles
    return QuestionSet(
        set_name(path), f"SQuAD {version} JSON", partial(_questions, path), partial(_passages, path), (path,)
    )


def _load(path: Path) -> list[Any]:
    try:
        with open_text(path) as file:
            content = json.load(file)
    except UNREADABLE as error:
        raise damaged(path, error) from error
    except ValueError as error:
        raise DatasetError(f"{path} is not JSON ({error})") from error
    articles = content.get("data") if isinstance(content, dict) else None
    if not isinstance(articles, list):
        raise DatasetError(f"{path}: recognised as JSON, but SQuAD's list `data` of articles is missing")
    return articles


def _paragraphs(path: Path, articles: list[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        for article in articles:
            for paragraph in article["paragraphs"]:
                if not isinstance(paragraph["context"], str) or not isinstance(paragraph["qas"], list):
                    raise TypeError
                yield str(article.get("title", "")), paragraph
    except (KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{path}: recognised as SQuAD JSON, but an article lacks `paragraphs` with `context` and `qas` ({error})"
        ) from error


def _questions(path: Path) -> Iterator[Question]:
    for title, paragraph in _paragraphs(path, _load(path)):
        gold = passage_id(title, paragraph["context"])
        for qa in paragraph["qas"]:
            try:
                impossible = bool(qa.get("is_impossible"))
                answers = () if impossible else as_texts(qa.get("answers", ()))
                yield Question(
                    id=str(qa["id"]),
                    text=str(qa["question"]),
                    answers=answers,
                    relevant={} if impossible else {gold: 1},
                    answerable=not impossible if "is_impossible" in qa else bool(answers) or None,
                )
            except (KeyError, AttributeError) as error:
                raise DatasetError(f"{path}: a question under {title!r} lacks {error}") from error


def _passages(path: Path) -> Iterator[SourcePassage]:
    seen: set[str] = set()
    for title, paragraph in _paragraphs(path, _load(path)):
        key = passage_id(title, paragraph["context"])
        if key not in seen:
            seen.add(key)
            yield SourcePassage(key, title.replace("_", " "), paragraph["context"])
