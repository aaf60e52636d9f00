"""The processes that are put under load: the chat, a Chroma server, and runs of ``rag index``."""

import math
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
_START_SECONDS = 120.0


class ServerError(Exception):
    """A process did not start or did not end well; ``str(error)`` says which, and the last it printed."""


class Chat:
    """``rag serve`` over a folder with documents and an index; a context."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.log = folder / "chat.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [BIN / "rag", "serve", "--port", "0"],
                env=_environment(folder) | variables, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.address = ""

    def __enter__(self) -> "Chat":
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if found := re.search(r"http://[\d.]+:\d+", self.printed()):
                self.address = found.group()
                return self
            time.sleep(0.1)
        self._end()
        raise ServerError(f"rag serve did not start: {self.printed()[-500:]}")

    def __exit__(self, *_error: object) -> None:
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def printed(self) -> str:
        """All that it printed, its log included."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def memory(self) -> float:
        """Its resident memory in MB; not a number on systems without ``/proc``."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return math.nan
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found.group(1)) / 1024 if found else math.nan


class Chroma:
    """``chroma run`` on a port of its own; a context, in which it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> "Chroma":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    def start(self) -> None:
        """Starts it and waits until it listens."""
        self._process = subprocess.Popen(
            [BIN / "chroma", "run", "--path", self._folder, "--host", "127.0.0.1", "--port", str(self._port)],
            cwd=self._folder.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)
        raise ServerError("chroma run did not start")

    def kill(self) -> None:
        """Kills it, as a machine that loses its power does."""
        self._process.kill()
        self._process.wait()


def index(folder: Path, **variables: str) -> None:
    """Brings the index of a folder to the state of its documents.

    Raises:
        ServerError: a document could not be indexed.
    """
    run = subprocess.run(
        [BIN / "rag", "index"], env=_environment(folder) | variables, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise ServerError(f"rag index ended with {run.returncode}: {run.stderr[-500:]}")


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RAG_") or name == "RAG_CACHE"}
    return kept | {"RAG_DOCUMENTS": str(folder / "documents"), "RAG_INDEX": str(folder / "index")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
