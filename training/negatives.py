"""Texts that look like an answer and hold none: what the project's own search by words finds for a question."""

from collections.abc import Sequence
from pathlib import Path

from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.indexing.lexical import LexicalIndex
from training.sets import Asked
from training.windows import Window, windows

_FOUND = 8  # passages that are looked at for each question


def mine(asked: Sequence[Asked], folder: Path) -> list[tuple[tuple[str, str], ...]]:
    """For each question of one set up to three (title, text) without its answer, the likeliest first.

    A passage that has the words of an accepted answer is left out, as is the question's own text.

    Args:
        asked: questions of one language.
        folder: for the index of their texts; empty.
    """
    texts = {each.text: each.title for each in asked}
    index = LexicalIndex(folder)
    passages = {
        passage.id: passage
        for number, (text, title) in enumerate(texts.items())
        for passage in chunk(
            Document(f"text-{number}", asked[0].language, title or "-", text, ""), 400, lambda piece: len(piece) // 4
        )
    }
    index.write(passages.values())
    found = []
    for each in asked:
        answers = [each.text[start:end].casefold() for start, end in each.spans]
        hits = [passages[key] for key, _score in index.search(each.question, _FOUND)]
        others = [
            (hit.title, hit.text)
            for hit in hits
            if hit.text not in each.text and not any(answer in hit.text.casefold() for answer in answers)
        ]
        found.append(tuple(others[:3]))
    return found


def elsewhere(asked: Asked) -> list[Window]:
    """Windows of a question's own text that touch none of its answers."""
    return [
        window
        for window in windows(asked.text, asked.language)
        if not any(window.start < end and start < window.end for start, end in asked.spans)
    ]
