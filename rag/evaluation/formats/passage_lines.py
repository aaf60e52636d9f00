"""Passages as JSON Lines, as BEIR's ``corpus.jsonl`` and others have them."""

from collections.abc import Iterator
from pathlib import Path

from rag.errors import DatasetError
from rag.evaluation.formats.fields import as_language
from rag.evaluation.formats.files import read_json_lines
from rag.evaluation.question_set import SourcePassage

_PASSAGE_IDS = ("context_id", "_id", "id", "doc_id", "docid", "document")
_TEXTS = ("text", "contents", "passage", "context")


def read_passage_lines(path: Path) -> Iterator[SourcePassage]:
    """Passages, one a line: an id, ``text``, and perhaps ``title`` and ``lang``.

    Raises:
        DatasetError: a line has no id or no text, or an id stands there twice.
    """
    seen: set[str] = set()
    for number, item in read_json_lines(path):
        where = f"{path}, line {number}"
        key = next((str(item[name]) for name in _PASSAGE_IDS if item.get(name) not in (None, "")), None)
        text = next((item[name] for name in _TEXTS if isinstance(item.get(name), str)), None)
        if key is None or text is None:
            missing = f"an id ({', '.join(_PASSAGE_IDS)})" if key is None else f"a text ({', '.join(_TEXTS)})"
            raise DatasetError(f"{where}: a passage needs {missing}; it has {', '.join(item)}")
        if key in seen:
            raise DatasetError(f"{where}: the passage id {key!r} stands there twice")
        seen.add(key)
        yield SourcePassage(
            key, str(item.get("title") or ""), text, as_language(item.get("language", item.get("lang")), where)
        )
