"""An index that grew step by step finds the same as one built from nothing."""

import json
from collections.abc import Callable
from pathlib import Path

from rag.corpus.corpus import read_corpus
from rag.corpus.document import Document
from rag.corpus.listing import Unreadable
from rag.embedding.encoder import Encoder
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

ROOT = Path(__file__).parents[2]


def documents() -> list[Document]:
    """The first paragraphs of some of the project's documents, so that they are embedded in seconds."""
    found: list[Document] = []
    for item in read_corpus(ROOT / "documents", 1e7):
        if isinstance(item, Unreadable) or len(found) == 16:
            break
        start = "\n\n".join(item.text.split("\n\n")[:2])[:100]
        found.append(Document(item.id, item.language, item.title, start, item.path))
    return found


def questions() -> list[str]:
    lines = (ROOT / "tests" / "qa" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines[:80]]


def rankings(settings: Settings, encoder: Encoder) -> list[list[tuple[str, float, float]]]:
    with Retriever(settings, encoder) as retriever:
        return [
            [(hit.passage.id, round(hit.score, 6), round(hit.signals.bm25, 6)) for hit in retriever.rank(question).hits]
            for question in questions()
        ]


def test_grown_in_steps_it_ranks_as_one_built_from_nothing(
    settings: Settings, encoder: Encoder, write: Callable[..., Path], tmp_path: Path
) -> None:
    # Few candidates, so that there are passages which either search leaves out.
    grown = settings.model_copy(update={"candidates": 6})
    fresh = grown.model_copy(update={"index": tmp_path / "fresh"})
    final = documents()
    former = [Document(each.id, each.language, each.title, each.text[:60], each.path) for each in final[8:]]
    index(grown, encoder, documents=former[:5])
    index(grown, encoder, documents=[*former, *final[:7]])
    index(grown, encoder, documents=[*reversed(final[8:]), *final[3:12]])
    index(grown, encoder, documents=final)
    index(fresh, encoder, documents=final)
    found, expected = rankings(grown, encoder), rankings(fresh, encoder)
    assert len(expected) == 80
    assert found == expected
