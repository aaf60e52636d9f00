"""Files of an index are damaged, while it is closed or in use: then it answers as before or says what to run."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings

from rag.embedding.load import load_encoder
from rag.indexing.chroma import DATABASE
from rag.indexing.sync import index
from rag.settings import Settings

from .attack import Attempt

TITLE = "Damaged indexes"
PROMISE = (
    "A damaged index answers as before or says in one line what mends it, and after that command it answers as before."
)
WHOLE = 150
DOCUMENTS = Path(__file__).parents[2] / "documents"
NAMES = ("mistral-mou-2025", "cndp-ministry-convention-2025")
QUESTIONS = (
    "Who signed the CNDP convention and when?",
    "Quels accords ont été signés en 2025 ?",
    "ما هي محاور ميسترال؟",
)
# Asks, damages the open index if told to, asks again, mends it and asks once more; each answer or error is a line.
CHILD = """
import json, sys
from pathlib import Path
from rag.answering.answerer import Answerer
from rag.embedding.load import load_encoder
from rag.errors import RagError
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

folder, questions, damage, steps = json.loads(sys.argv[1])
settings = Settings.load(env_file=None, documents=Path(folder, "documents"), index=Path(folder, "index"))
encoder = load_encoder(settings)

def tell(**what):
    print(json.dumps(what, ensure_ascii=False), flush=True)

def ask(step, retriever):
    for question in questions:
        try:
            said = Answerer(retriever).answer(question).to_dict()
            del said["timings_ms"]
            tell(step=step, said=said)
        except RagError as error:
            tell(step=step, error=str(error))

def with_index(step, before=lambda: None):
    try:
        with Retriever(settings, encoder) as retriever:
            before()
            ask(step, retriever)
    except RagError as error:
        tell(step=step, error=str(error))

if "ask" in steps:
    with_index("ask", lambda: exec(damage))
if "mend" in steps:
    try:
        index(settings, encoder)
    except RagError as error:
        tell(step="mend", error=str(error))
    with_index("mended")
"""


@dataclass(frozen=True)
class _Damage:
    """What is done to a file, at which place, and whether a process has the index open then."""

    file: str
    kind: str
    place: str
    in_use: bool
    seed: int

    @property
    def name(self) -> str:
        return f"{self.file}: {self.kind} {self.place}".strip() + (" in use" if self.in_use else "")

    def lines(self, folder: Path) -> str:
        """Lines of Python that do it."""
        path = folder / self.file
        size = path.stat().st_size
        if self.kind in ("emptied", "halved"):
            return f"import os; os.truncate({str(path)!r}, {size // 2 if self.kind == 'halved' else 0})"
        if self.kind == "deleted":
            return f"import os; os.unlink({str(path)!r})"
        chosen = random.Random(self.seed)
        length = 1 if self.kind == "bit" else min(4096, max(1, size // 4))
        places = {"start": 0, "middle": (size - length) // 2, "end": size - length}
        start = places.get(self.place, chosen.randrange(size - length + 1))
        data = bytes(length) if self.kind == "zeros" else chosen.randbytes(length)
        write = f"file.seek({start}); file.write(bytes.fromhex({data.hex()!r}))"
        return f"with open({str(path)!r}, 'r+b') as file: {write}"


def attacks(count: int, seed: int, folder: Path) -> Iterator[Attempt]:
    """Damages another copy of a small index each time."""
    chosen = random.Random(seed)
    whole = folder / "whole"
    _build(whole)
    expected = _said(_run(whole, "", ["ask"])[1], "ask")
    files = sorted(path.relative_to(whole).as_posix() for path in (whole / "index").rglob("*") if path.stat().st_size)
    files = [name for name in files if (whole / name).is_file()]
    ways = [
        *product(files, ("zeros", "noise"), ("start", "middle", "end"), (False, True)),
        *product(files, ("emptied", "halved", "deleted"), ("",), (False, True)),
    ]
    chosen.shuffle(ways)
    seal = whole / "index" / "seal.json"
    for number in range(count):
        name, kind, place, used = ways[number % len(ways)]
        if number % 3 == 2:  # the database is nearly all of an index
            name, kind, place = f"index/chroma/{DATABASE}", chosen.choice(("zeros", "noise", "bit")), "anywhere"
        copy = folder / f"copy-{number}"
        shutil.copytree(whole, copy)
        if number % 4 == 3 and not used and name != "index/seal.json":
            (copy / seal.relative_to(whole)).unlink()  # as after a run that was killed
        yield _attempt(copy, _Damage(name, kind, place, used, chosen.randrange(2**32)), expected)
        shutil.rmtree(copy)


def _build(folder: Path) -> None:
    """A small index with all files that a large one has."""
    for language in ("fr", "ar", "en"):
        (folder / "documents" / language).mkdir(parents=True)
        for name in NAMES:
            shutil.copy(DOCUMENTS / language / f"{name}.md", folder / "documents" / language)
    settings = Settings.load(env_file=None, documents=folder / "documents", index=folder / "index")
    encoder = load_encoder(settings)
    index(settings, encoder)
    client = chromadb.PersistentClient(str(settings.index / "chroma"), ChromaSettings(anonymized_telemetry=False))
    (collection,) = client.list_collections()
    collection = client.get_collection(collection.name, embedding_function=None)
    found = collection.get(include=["documents", "metadatas", "embeddings"])
    found = {name: found[name] for name in ("ids", "documents", "metadatas", "embeddings")}
    for _ in range(1 + 1000 // len(found["ids"])):  # Chroma saves the graph of vectors after 1,000 changes
        collection.upsert(**found)
    client.close()
    assert list(settings.index.glob("chroma/*/index_metadata.pickle"))
    index(settings, encoder)  # seals it


def _attempt(folder: Path, damage: "_Damage", expected: list[Any]) -> Attempt:
    change, used = damage.lines(folder), damage.in_use
    if not used:
        exec(change)  # the same lines as in the child
    failure, lines = _run(folder, change if used else "pass", ["ask", "mend"])
    problems = [failure] if failure else []
    if failure:  # it ended in the middle: the next one must be able to mend it
        failure, lines = _run(folder, "pass", ["mend"])
        problems += [f"again: {failure}"] if failure else []
    problems += [
        f"another answer to {said['question']!r}: {said['text'][:60]!r}"
        for said in _said(lines, "ask") if said not in expected
    ]  # fmt: skip
    errors = [line["error"] for line in lines if "error" in line]
    problems += [f"not one line that says what to run: {error}" for error in errors if not _is_clear(error)]
    if _said(lines, "mended") != expected:
        problems.append(f"not mended: {[line.get('error', 'answered') for line in lines]}")
    return Attempt(damage.name, not problems, "; ".join(problems))


def _is_clear(error: str) -> bool:
    return "\n" not in error and "rag index" in error


def _said(lines: list[dict[str, Any]], step: str) -> list[Any]:
    return [line["said"] for line in lines if line["step"] == step and "said" in line]


def _run(folder: Path, damage: str, steps: list[str]) -> tuple[str, list[dict[str, Any]]]:
    """What went wrong with a process that asks, if anything, and what it said."""
    task = json.dumps([str(folder), QUESTIONS, damage, steps])
    try:
        run = subprocess.run(
            [sys.executable, "-c", CHILD, task], capture_output=True, text=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        return "it hangs", []
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.endswith("}")]
    if run.returncode or "Traceback" in run.stderr:
        return f"it ended with {run.returncode}: {' '.join(run.stderr.split())[-300:]}", lines
    return "", lines
