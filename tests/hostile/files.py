"""Odd files in the documents folder: no one of them ends a run, hides another, hangs, or shows what lies outside."""

import os
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from rag.corpus.corpus import read_corpus
from rag.corpus.document import Document
from rag.corpus.listing import Unreadable
from rag.corpus.names import printable
from rag.indexing.chunker import chunk

from . import odd_files
from .attack import Attempt

TITLE = "files of the documents folder"
PROMISE = "each is read or named in one printable line in bounded time, and the good file beside it is read"
WHOLE = 1000
_TOGETHER = 50  # in one folder
_SECONDS = 10.0  # to read a file
_SLACK = 10.0  # on a machine that does other things, too
_SECRET = "Le mot de passe est tulipe."
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def attacks(count: int, seed: int, folder: Path) -> Iterator[Attempt]:
    """Odd files that are known, then good ones with accidents; links and pipes in every folder."""
    random = Random(seed)
    files = odd_names(count, random)
    outside = folder / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(_SECRET, encoding="utf-8")
    for number, start in enumerate(range(0, count, _TOGETHER)):
        documents = folder / f"documents-{number}"
        documents.mkdir()
        yield from _attempts(documents, outside, files[start : start + _TOGETHER])


def odd_names(count: int, random: Random) -> list[tuple[str, bytes]]:
    """Names and contents of so many files; of few, half are known ones and half by chance."""
    known = list(odd_files.named())
    if count < 2 * len(known):
        known = random.sample(known, min(len(known), count // 2))
    samples = odd_files.samples()
    contents = [data for _ending, data in samples]
    by_chance = []
    for number in range(count - len(known)):
        ending, data = random.choice(samples)
        by_chance.append((f"chance {number}{ending}", odd_files.mutated(random, ending, data, contents)))
    return known + by_chance


def _attempts(documents: Path, outside: Path, files: list[tuple[str, bytes]]) -> Iterator[Attempt]:
    for name, data in files:
        (documents / name).write_bytes(data)
    (documents / "zzz good.md").write_text(f"---\nid: zzz-good\n---\n{odd_files.FRENCH}", encoding="utf-8")
    special = _special(documents, outside)
    found: dict[str, str] = {}
    broken = ""
    try:
        for path, problem in _read(documents):
            found[path] = problem
    except Exception as error:
        broken = f"the run ended: {type(error).__name__}: {error}"
    if found.get("zzz good.md", "lost"):
        broken = broken or "the good file was not read"
    for name in [*(name for name, _data in files), *special]:
        detail = broken or found.get(printable(name), "it was neither read nor named")
        yield Attempt(f"{documents.name}/{name}", not detail, detail)


def _special(documents: Path, outside: Path) -> list[str]:
    """What is no file, or leads out of the folder."""
    (documents / "link.md").symlink_to(outside / "secret.md")
    (documents / "link to a folder").symlink_to(outside)
    (documents / "link to nothing.md").symlink_to("nothing.md")
    (documents / "link to itself.md").symlink_to("link to itself.md")
    (documents / "link to a device.md").symlink_to("/dev/zero")
    (documents / "link to all").symlink_to(".")
    names = ["link.md", "link to a folder", "link to nothing.md", "link to itself.md", "link to a device.md"]
    os.mkfifo(documents / "pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(documents / "socket.md"))
    return [*names, "pipe.md", "socket.md"]


def _read(documents: Path) -> Iterator[tuple[str, str]]:
    """The path of each file in the order of the run, and what is wrong with what became of it."""
    started = time.monotonic()
    for item in read_corpus(documents, 1e7, _SECONDS):
        seconds = time.monotonic() - started
        problem = _problem(item)
        if seconds > _SECONDS + _SLACK:
            problem = f"it took {seconds:.0f} s"
        yield item.path, problem
        started = time.monotonic()


def _problem(item: Document | Unreadable) -> str:
    if isinstance(item, Unreadable):
        return "its line cannot be printed" if _UNSEEN.search(str(item)) or len(str(item)) > 2000 else ""
    shown = [item.id, item.title, item.path, *(source.url for source in item.sources), *item.notices]
    if any(_UNSEEN.search(text) for text in [*shown, item.text.replace("\n", "").replace("\t", "")]):
        return "it holds what nobody can see"
    if "tulipe" in item.text or "root:" in item.text:
        return "it shows what lies outside"
    passages = chunk(item, 256, lambda text: len(text.split()))
    if any(item.text[each.start : each.end] != each.text for each in passages):
        return "a passage is no slice of it"
    return ""
