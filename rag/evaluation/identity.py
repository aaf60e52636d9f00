"""What the outcomes of a run depend on, so that figures of two systems are not mixed in one folder."""

import hashlib
import importlib.resources
import sys
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from rag.evaluation.configuration import Configuration
from rag.evaluation.question_set import QuestionSet
from rag.evaluation.reply import Json
from rag.indexing.manifest import Manifest
from rag.retrieval.retriever import Retriever

_SETTINGS = ("passage_tokens", "candidates", "evidence", "uncertain", "sentences")  # those that change outcomes


def identity_of(questions: QuestionSet, retriever: Retriever, configuration: Configuration, limit: int | None) -> Json:
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
        "settings": {name: getattr(settings, name) for name in _SETTINGS},
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
        files = sorted(file for file in package.rglob("*") if file.suffix in (".py", ".json", ".npz", ".toml"))
        return _hash(map(_of_file, files))
