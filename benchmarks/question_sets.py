"""Public question sets as documents and questions, in the two forms in which they come.

``NAME.json.gz`` is SQuAD JSON; ``NAME.contexts.jsonl.gz`` with ``NAME.questions.jsonl.gz`` are lines of
passages and of questions. ``NAME`` ends in the language: ``xquad.ar``.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from rag.embedding.encoder import Encoder
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings


@dataclass(frozen=True)
class Question:
    """A question; ``gold`` is the id of the passage that answers, ``pool`` restricts the search to some passages."""

    id: str
    text: str
    gold: str | None
    answers: tuple[str, ...]
    answerable: bool
    pool: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionSet:
    """Questions and the passages (id, title, text) that they are put to."""

    name: str
    passages: list[tuple[str, str, str]]
    questions: list[Question]

    @property
    def language(self) -> str:
        """Of the passages."""
        return self.name.rsplit(".", 1)[1]


def load_set(folder: Path, name: str) -> QuestionSet:
    """Reads one set."""
    path = folder / f"{name}.json.gz"
    return QuestionSet(name, *(_squad(path) if path.exists() else _lines(folder, name)))


def open_set(questions: QuestionSet, encoder: Encoder, work: Path) -> Retriever:
    """Indexes the passages of a set under ``work``, where they stay for the next time."""
    documents = work / questions.name / "documents"
    if not documents.exists():
        documents.mkdir(parents=True)
        for passage, title, text in questions.passages:
            head = yaml.safe_dump({"id": passage, "title": title or passage, "language": questions.language})
            (documents / f"{passage}.md").write_text(f"---\n{head}---\n{' '.join(text.split())}\n", encoding="utf-8")
    settings = Settings.load(documents=documents, index=work / questions.name / "index")
    index(settings, encoder)
    return Retriever(settings, encoder)


def _squad(path: Path) -> tuple[list[tuple[str, str, str]], list[Question]]:
    passages, questions = [], []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    for article in articles:
        for paragraph in article["paragraphs"]:
            passage = f"c{len(passages)}"
            passages.append((passage, article.get("title", "").replace("_", " "), paragraph["context"]))
            questions += [
                Question(str(q["id"]), q["question"], passage, tuple(a["text"] for a in q["answers"]), True)
                for q in paragraph["qas"]
            ]
    return passages, questions


def _lines(folder: Path, name: str) -> tuple[list[tuple[str, str, str]], list[Question]]:
    contexts = list(_read(folder / f"{name}.contexts.jsonl.gz"))
    ids = {context["context_id"]: f"c{number}" for number, context in enumerate(contexts)}
    return [(ids[c["context_id"]], c["title"], c["text"]) for c in contexts], [
        Question(
            str(q["id"]),
            q["question"],
            ids.get(q.get("context_id")),
            tuple(q.get("answers") or ()),
            q["answerable"],
            tuple(ids[c] for c in q.get("candidate_context_ids") or ()),
        )
        for q in _read(folder / f"{name}.questions.jsonl.gz")
    ]


def _read(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
