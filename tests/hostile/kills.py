"""Whoever changes an index is killed at a random moment: it answers all the same, and the next run completes it."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from rag.corpus.document import Document
from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.errors import StoreError
from rag.indexing.archive import write_archive
from rag.indexing.chunker import chunk
from rag.indexing.manifest import Manifest
from rag.indexing.moving import export_index
from rag.indexing.record import Record
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

from .attack import Attempt

TITLE = "Kills"
PROMISE = (
    "Killed while it indexes or imports, the program answers from a complete index or says that there is none; after "
    "one more run, passages, vectors and rankings are those of an index built from nothing."
)
WHOLE = 100
QUESTION = "Où en est le projet 3 ?"
LARGE = 1200  # passages: above 1,000 Chroma also saves the graph of its vectors
CHILD = """
import json, sys
from pathlib import Path
from rag.embedding.load import load_encoder
from rag.indexing.moving import import_index
from rag.indexing.sync import index
from rag.settings import Settings

folder, archive = json.loads(sys.argv[1])
settings = Settings.load(env_file=None, documents=Path(folder, "documents"), index=Path(folder, "index"))
encoder = load_encoder(settings)
print("ready", flush=True)
import_index(settings, Path(archive), encoder=encoder, replace_index=True) if archive else index(settings, encoder)
"""
Content = dict[str, tuple[bytes, ...]]  # the vectors of each passage and what it is searched by, by id


@dataclass(frozen=True)
class _Case:
    """What is done to an index of ``before``; its documents are those of ``after`` then."""

    name: str
    before: dict[str, str]
    after: dict[str, str]
    archive: str = ""  # what it is imported from, "small" or "large"; otherwise it is indexed
    seconds: float = 1.5  # about as long as it takes


def attacks(count: int, seed: int, folder: Path) -> Iterator[Attempt]:
    """Kills a process of its own each time, in turn at all that changes an index."""
    chosen = random.Random(seed)
    encoder = load_encoder(Settings.load(env_file=None))
    cases = _cases()
    expected: dict[str, Content] = {}
    for number in range(count):
        case = cases[number % len(cases)]
        if case.name not in expected:
            _built(folder / case.name / "before", case.before, encoder)
            expected[case.name] = _content(_built(folder / case.name / "after", case.after, encoder), encoder)
            _write_archive(case, folder, encoder)
        yield _attempt(case, chosen.uniform(0, case.seconds), folder, encoder, expected[case.name])


def _cases() -> list[_Case]:
    few = {f"{n}.md": f"---\nid: d{n}\nlanguage: fr\n---\nLe projet {n} avance. Il ouvre en 202{n}." for n in range(6)}
    more = few | {f"{n}.md": f"---\nid: d{n}\nlanguage: fr\n---\nLe projet {n} est né. Bien." for n in range(6, 12)}
    changed = {name: text.replace("avance", "recule") for name, text in few.items()}
    fewer = dict(list(more.items())[2:5])
    return [
        _Case("growth", few, more),
        _Case("import", more, changed, "small"),
        _Case("first indexing", {}, few),
        _Case("change", few, changed),
        _Case("removal", more, fewer),
        _Case("import of many", few, few, "large", 4.0),
    ]


def _write_archive(case: _Case, folder: Path, encoder: Encoder) -> None:
    if case.archive == "small":
        export_index(_settings(folder / case.name / "after"), folder / "small.zip")
    elif case.archive == "large":
        _write_large(_settings(folder / case.name / "after"), folder / "large.zip", encoder)


def _attempt(case: _Case, moment: float, folder: Path, encoder: Encoder, expected: Content) -> Attempt:
    at = folder / "killed"
    settings = _settings(at)
    if case.before:
        shutil.copytree(folder / case.name / "before", at)
    _write_documents(at, case.after)
    try:
        _kill(at, folder / f"{case.archive}.zip" if case.archive else None, moment)
        problems = _answers(settings, encoder, bool(case.before))
        index(settings, encoder)
        problems += [] if _content(settings, encoder) == expected else ["another content"]
    finally:
        shutil.rmtree(at)
    return Attempt(f"{case.name}, after {moment:.2f} s", not problems, "; ".join(problems))


def _kill(at: Path, archive: Path | None, moment: float) -> None:
    task = json.dumps([str(at), str(archive) if archive else ""])
    child = subprocess.Popen([sys.executable, "-c", CHILD, task], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moment)
        child.kill()


def _answers(settings: Settings, encoder: Encoder, must: bool) -> list[str]:
    try:
        with Retriever(settings, encoder) as retriever:
            hits = retriever.retrieve(QUESTION)
        return ["nothing is found"] if must and not hits else []
    except StoreError as error:
        return [] if not must and "run `rag index`" in str(error) else [str(error)]


def _content(settings: Settings, encoder: Encoder) -> Content:
    with Retriever(settings, encoder) as retriever:
        found: Content = {}
        for record in retriever.store.records():
            found[record.id] = (record.read(retriever.store.dimension).vectors.tobytes(), record.vector.tobytes())
        ranking = retriever.rank(QUESTION).hits
        assert found.keys() == retriever.store.ids()
    scores = [f"{hit.passage.id} {hit.score:.9f} {hit.signals.bm25:.9f}".encode() for hit in ranking]
    return found | {"ranking": tuple(scores)}


def _built(at: Path, documents: dict[str, str], encoder: Encoder) -> Settings:
    settings = _settings(at)
    _write_documents(at, documents)
    index(settings, encoder)
    return settings


def _settings(at: Path) -> Settings:
    return Settings.load(env_file=None, documents=at / "documents", index=at / "index")


def _write_documents(at: Path, documents: dict[str, str]) -> None:
    shutil.rmtree(at / "documents", ignore_errors=True)
    (at / "documents").mkdir(parents=True)
    for name, text in documents.items():
        (at / "documents" / name).write_text(text, encoding="utf-8")


def _write_large(settings: Settings, path: Path, encoder: Encoder) -> None:
    """An archive of many passages whose vectors are made up, for no model could embed them in time."""
    identity = {
        name: value
        for name, value in vars(Manifest.of(settings, encoder)).items()
        if name not in ("store", "generation")
    }
    numbers = np.random.default_rng(0)
    cut: Callable[[Document], list] = partial(chunk, size=100, count_tokens=len)  # type: ignore[type-arg]
    records = []
    for number in range(LARGE):
        (passage,) = cut(Document(f"n{number}", "fr", f"Note {number}", f"Note {number} du projet.", f"n{number}.md"))
        rows = numbers.normal(size=(1 + len(passage.sentences), encoder.dimension)).astype(np.float32)
        records.append(Record.of(passage, rows / np.linalg.norm(rows, axis=1, keepdims=True)))
    write_archive(path, identity, records, lambda _done: None)
