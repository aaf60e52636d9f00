"""Malformed requests to the web server: after each of them, an honest question is answered rightly."""

import os
import random
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path

import httpx

from rag.embedding.load import load_encoder
from rag.indexing.sync import index
from rag.settings import Settings

from .attack import Attempt
from .openapi import cases
from .raw_requests import raw_requests

TITLE = "Malformed requests"
PROMISE = (
    "A request is answered with less than 500 or the connection is closed, without a traceback or a path of this "
    "machine, and the next honest question is answered rightly."
)
WHOLE = 1000

_ROOT = Path(__file__).parent.parent.parent
_QUESTION, _ANSWER = "Who signed the CNDP convention and when?", "Omar Seghrouchni"


def attacks(count: int, seed: int, folder: Path) -> Iterator[Attempt]:
    """Sends ``count`` requests to a server process of its own, over two documents."""
    rng = random.Random(seed)
    settings = _corpus(folder)
    with _server(settings) as address:
        described = count // 5
        raw = ((name, partial(_exchange, request)) for name, request in islice(raw_requests(rng), count - described))
        for number, (name, send) in enumerate(chain(raw, cases(address, described, seed)), start=1):
            yield _attempt(f"{number} {name}", address, send)


def _attempt(name: str, address: str, send: Callable[[str], bytes]) -> Attempt:
    try:
        reply = send(address)
    except OSError:
        reply = b""  # the connection was closed
    wrong = _complaint(reply)
    if not wrong:
        with suppress(httpx.HTTPError):
            if _ANSWER in _ask(address):
                return Attempt(name, True)
        wrong = "the next question was not answered"
    return Attempt(name, False, wrong)


def _complaint(reply: bytes) -> str:
    """What is wrong with a reply, or nothing."""
    found = re.match(rb"HTTP/1\.[01] (\d{3})", reply)
    if reply and not found:
        return f"no HTTP: {reply[:60]!r}"
    if found and int(found[1]) >= 500:
        return f"status {found[1].decode()}: {reply[-200:]!r}"
    for leak in (b"Traceback", b"site-packages", str(_ROOT).encode(), sys.prefix.encode(), b"root:x:0", b'File "'):
        if leak in reply:
            at = reply.index(leak)
            return f"it tells of this machine: {reply[max(0, at - 60) : at + 100]!r}"
    return ""


def _ask(address: str) -> str:
    with httpx.Client(base_url=address, timeout=20) as client:
        event = client.post("/gradio_api/call/ask", json={"data": [_QUESTION]}).json()["event_id"]
        return client.get(f"/gradio_api/call/ask/{event}").text


def _exchange(request: bytes, address: str, patience: float = 0.25) -> bytes:
    """What comes back at once: a stream of events never ends, and what waits for more never answers."""
    reply = bytearray()
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=5) as connection:
        with suppress(ConnectionError):
            connection.sendall(request)
        connection.settimeout(patience)
        with suppress(OSError):
            while len(reply) < 200_000 and (piece := connection.recv(65536)):
                reply += piece
                head, _, body = bytes(reply).partition(b"\r\n\r\n")
                length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
                if length and len(body) >= int(length[1]):
                    break
    return bytes(reply)


def _corpus(folder: Path) -> Settings:
    names = ("mistral-mou-2025", "cndp-ministry-convention-2025")
    for language in ("fr", "ar", "en"):
        (folder / "documents" / language).mkdir(parents=True)
        for name in names:
            shutil.copy(_ROOT / "documents" / language / f"{name}.md", folder / "documents" / language)
    settings = Settings.load(env_file=None, documents=folder / "documents", index=folder / "index")
    index(settings, load_encoder(settings))
    return settings


@contextmanager
def _server(settings: Settings) -> Iterator[str]:
    """The address of a server process."""
    environment = os.environ | {"RAG_DOCUMENTS": str(settings.documents), "RAG_INDEX": str(settings.index)}
    command = [sys.executable, "-c", "from rag.cli import main; main()", "serve", "--port", "0"]
    log = settings.index.parent / "server.log"
    with (
        log.open("wb") as lines,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=lines, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            started = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", started)
            assert found, started + log.read_text()
            yield found.group()
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
