"""Reads files in a second process with limits of time and memory."""

import contextlib
import json
import logging
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from rag.corpus.document import Document
from rag.errors import DocumentError

MEMORY = 2 * 2**30  # bytes; a web page or Word document of 10 MB takes less than half of it
_log = logging.getLogger(__name__)
# Only rag.corpus is imported there, as a part of an otherwise empty rag: all of it takes ten times as long to start.
# A command of its own, not multiprocessing, which would run the script of whoever uses this package a second time.
_START = """
import sys, types
rag = types.ModuleType("rag")
rag.__path__ = [sys.argv[1]]
sys.modules["rag"] = rag
sys.path[:] = sys.argv[3:]
from rag.corpus.worker import main
main(int(sys.argv[2]))
"""
_PATIENCE = 5  # seconds, for a process whose pipe is closed already to end
_TOLD = 10_000  # bytes of what it wrote that are kept for the log


class ReadingProcess:
    """Reads one file after the other; started for the first, and anew after one that it did not survive.

    Args:
        max_seconds: time for a file.
        max_memory: bytes of address space, where the system can limit it.
    """

    def __init__(self, max_seconds: float, max_memory: int = MEMORY) -> None:
        self.max_seconds = max_seconds
        self.max_memory = max_memory
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def read(self, data: bytes, ending: str, path: str, max_length: float) -> Document:
        """The same as ``to_document``, within the limits.

        Raises:
            DocumentError: it cannot be read, or takes too much time or memory.
        """
        request = {"size": len(data), "ending": ending, "path": path, "max_length": max_length}
        message = json.dumps(request | {"max_seconds": self.max_seconds}).encode("ascii") + b"\n" + data
        process = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.max_seconds, end)
        timer.daemon = True
        timer.start()
        try:
            reply = _ask(process, message)
        except BaseException:
            self.stop()
            raise
        finally:
            timer.cancel()
            timer.join()
        return self._document(reply, path, late.is_set())

    def _document(self, reply: bytes, path: str, late: bool) -> Document:
        """The document of a reply, which is empty or cut off where the process did not live to send it."""
        if reply.endswith(b"\n") and not late:
            found = json.loads(reply)
            if "document" in found:
                return Document.from_dict(found["document"])
            if found["error"]:
                _log.debug("%s cannot be read: %s", path, found["trace"])
                raise DocumentError(found["error"])
            self.stop()  # what it holds in memory goes with it
            raise DocumentError(
                f"it takes more than {self.max_memory // 2**20:,} MB of memory to read: make it smaller"
            )
        crash = self._crash()
        if late:
            raise DocumentError(
                f"it takes longer to read than the {self.max_seconds:g} s of RAG_MAX_READING_S: make it smaller"
            )
        _log.debug("%s cannot be read: %s", path, crash)
        raise DocumentError(f"the program that reads it broke off ({crash[-1]}): save it in another form")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed in stop()
            package = str(Path(__file__).parents[1])
            command = [sys.executable, "-P", "-c", _START, package, str(self.max_memory), *sys.path]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._errors)
        return self._process

    def _crash(self) -> list[str]:
        """Ends the process; the last lines that it wrote, and how it ended by itself."""
        process, errors = self._process, self._errors
        lines: list[str] = []
        code = None
        if process and errors:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = process.wait(_PATIENCE)
            errors.seek(max(0, errors.seek(0, 2) - _TOLD))
            lines = errors.read().decode("utf-8", "replace").splitlines()
        self.stop()
        return [*lines, _ending(code)]

    def stop(self) -> None:
        """Ends the process, if there is one."""
        process, self._process = self._process, None
        errors, self._errors = self._errors, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what nobody read is still to be written
                    if pipe:
                        pipe.close()
        if errors:
            errors.close()


def _ask(process: subprocess.Popen[bytes], message: bytes) -> bytes:
    """A line of reply; less where the process ends before it."""
    if process.stdin is None or process.stdout is None:
        raise TypeError("the process has no pipes")
    try:
        process.stdin.write(message)
        process.stdin.flush()
    except OSError:  # it has ended, and read says so
        return b""
    return process.stdout.readline()


def _ending(code: int | None) -> str:
    """How a process ended, by the name of its signal or by its number."""
    if code is None or code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
