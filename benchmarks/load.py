"""The chat under load: fifty readers, a reindex in the middle, and a Chroma server that is killed and comes back.

    python benchmarks/load.py [--seconds 300] [--readers 50]

Real server processes over a copy of the documents. Before the load, quiet servers answer every question once: over
the documents as they are, and over the documents as they are after the change, indexed from scratch. Under load each
reply must be the same to the letter. Ends with 1 if one was wrong or missing. The report goes to ``docs/``.
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from load_judge import GRACE, Event, Phase, judge
from load_readers import ask_each, read
from load_report import draw, markdown
from load_servers import Chat, Chroma, ServerError, index

ROOT = Path(__file__).parent.parent
ADDED = """---
id: load-test-harbour
title: A harbour office and a test of load
date: 2025-03-02
language: en
---
The harbour office of Tarfaya and Atlas Load Testing agreed on 2 March 2025 to measure how many readers a chat bears.
"""


@dataclass(frozen=True)
class Load:
    """What readers do: ``seconds`` is the length of the first phase, the second takes two fifths of it."""

    asked: list[str]
    readers: int
    seconds: float
    seed: int


def questions(path: Path, count: int) -> list[tuple[str, list[str]]]:
    """Questions without a history and the documents that answer them, the languages in turn."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    by_language: dict[str, list[tuple[str, list[str]]]] = {}
    for record in records:
        if not record["history"]:
            by_language.setdefault(record["language"], []).append((record["question"], record["documents"]))
    return [each for turn in zip_longest(*by_language.values()) for each in turn if each][:count]


def change(documents: Path, removed: str) -> None:
    """Takes a document away in all its languages and adds another one."""
    for file in documents.glob(f"*/{removed}.*"):
        file.unlink()
    (documents / "en" / "load-test-harbour.md").write_text(ADDED, encoding="utf-8")


async def under_load(title: str, chat: Chat, load: Load, act: Callable[[], str]) -> Phase:
    """One run of all readers, with ``act`` at two fifths of it; not judged yet."""
    started = time.monotonic()
    memory: list[tuple[float, float]] = []

    async def watch() -> None:
        while True:
            memory.append((time.monotonic() - started, chat.memory()))
            await asyncio.sleep(1)

    async def interfere() -> Event:
        await asyncio.sleep(0.4 * load.seconds)
        begun = time.monotonic() - started
        name = await asyncio.to_thread(act)
        return Event(name, begun, time.monotonic() - started)

    watching = asyncio.create_task(watch())
    reading = read(chat.address, load.asked, load.readers, load.seconds, load.seed)
    replies, event = await asyncio.gather(reading, interfere())
    watching.cancel()
    replies = [replace(each, asked=each.asked - started, answered=each.answered - started) for each in replies]
    return Phase(title, load.readers, replies, event, memory, [])


def judged(phase: Phase, before: dict[str, str], after: dict[str, str], *, outage: bool) -> Phase:
    """The phase with a verdict on every reply."""
    return replace(phase, judged=[judge(each, before, after, phase.event, outage) for each in phase.replies])


def quiet_answers(folder: Path, asked: list[str]) -> dict[str, str]:
    """What a server over a folder answers when it has nothing else to do."""
    index(folder)
    with Chat(folder) as chat:
        return asyncio.run(ask_each(chat.address, asked))


def with_reindex(live: Path, removed: str, load: Load) -> Phase:
    """Readers of an embedded index while the documents change."""

    def act() -> str:
        change(live / "documents", removed)
        index(live)
        return "documents change and `rag index` runs"

    with Chat(live) as chat:
        return asyncio.run(under_load("Embedded, with a reindex", chat, load, act))


def with_outage(folder: Path, before: dict[str, str], load: Load) -> Phase:
    """Readers of a Chroma server that is killed and comes back; afterwards every question is asked once more."""
    away = min(10.0, load.seconds / 10)
    with Chroma(folder / "chroma-server") as chroma:
        index(folder, RAG_CHROMA_URL=chroma.url)

        def act() -> str:
            chroma.kill()
            time.sleep(away)
            chroma.start()
            return f"the Chroma server is killed and back after {away:.0f} s"

        with Chat(folder, RAG_CHROMA_URL=chroma.url) as chat:
            shorter = replace(load, seconds=max(load.seconds * 0.4, 3 * away + 2 * GRACE))
            phase = asyncio.run(under_load("Chroma server, killed and back", chat, shorter, act))
            afterwards = asyncio.run(ask_each(chat.address, load.asked))
    differing = [question for question in load.asked if afterwards[question] != before[question]]
    if differing:
        raise ServerError(f"after the outage {len(differing)} answers differ, the first of them to {differing[0]!r}")
    return judged(phase, before, before, outage=True)


def run(given: argparse.Namespace, folder: Path, note: Callable[[str], None]) -> list[Phase]:
    """Both phases, in folders of their own below ``folder``.

    Raises:
        ServerError: a process failed, or the change of the documents would not be noticed.
    """
    chosen = questions(given.set, given.questions)
    load = Load([question for question, _ in chosen], given.readers, given.seconds, given.seed)
    removed = next(documents[0] for _, documents in chosen if documents)
    before_folder, after_folder, live, server = (folder / name for name in ("before", "after", "live", "server"))
    for each in (before_folder, after_folder, server):
        shutil.copytree(given.documents, each / "documents")
    change(after_folder / "documents", removed)
    note(f"Asking {len(load.asked)} questions of quiet servers, before and after a change of the documents")
    before = quiet_answers(before_folder, load.asked)
    after = quiet_answers(after_folder, load.asked)
    if before == after:
        raise ServerError(f"no answer changes without {removed}: choose other questions")
    shutil.copytree(before_folder, live)
    note(f"{given.readers} readers for {given.seconds:.0f} s, with a reindex")
    phases = [judged(with_reindex(live, removed, load), before, after, outage=False)]
    note("The same on a Chroma server, which is killed and started again")
    return [*phases, with_outage(server, before, load)]


def main() -> None:
    """Reads the options, runs, and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300, help="of the first phase; the second takes two fifths")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--questions", type=int, default=90, help="how many different ones are asked")
    parser.add_argument("--set", type=Path, default=ROOT / "tests/qa/dev.jsonl", help="JSON Lines with questions")
    parser.add_argument("--documents", type=Path, default=ROOT / "documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, default=ROOT / "docs/load.md", help="the plot is put beside it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            phases = run(given, Path(folder), lambda line: print(line, file=sys.stderr, flush=True))
        except (ServerError, RuntimeError) as error:
            sys.exit(f"load: {error}")
    plot = given.report.with_suffix(".png")
    draw(phases, plot)
    text = markdown(phases, given.seed, plot.name)
    given.report.write_text(text, encoding="utf-8")
    print(text)
    sys.exit(any(phase.failed for phase in phases))


if __name__ == "__main__":
    main()
