"""The program that reads files in a process of its own, which may hang, grow or crash without harm to any other.

Started by ``rag.corpus.process``. It reads a request of one line of JSON and as many bytes as that says, and answers
with one line of JSON, until there is no further request.
"""

import contextlib
import json
import os
import sys
import traceback
from typing import Any, BinaryIO

from rag.corpus.reading import to_document
from rag.errors import DocumentError


def main(max_memory: int) -> None:
    """Answers requests; what libraries print goes where errors go."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limit_memory(max_memory)
    requests = sys.stdin.buffer
    for line in requests:
        request = json.loads(line)
        limit_time(request["max_seconds"])
        replies.write(answer(request, requests).encode("ascii") + b"\n")
        replies.flush()


def answer(request: dict[str, Any], requests: BinaryIO) -> str:
    """The reply to one request, as JSON: ``document``, or in ``error`` and ``trace`` why there is none.

    ``error`` is null where the memory was too small.
    """
    try:
        data = requests.read(request["size"])
        document = to_document(data, request["ending"], request["path"], request["max_length"])
        return f'{{"document": {document.to_json()}}}'
    except DocumentError as error:
        return json.dumps({"error": str(error), "trace": traceback.format_exc()})
    except MemoryError:
        return json.dumps({"error": None})


def limit_memory(max_memory: int) -> None:
    """Takes no more address space, where the system can limit it, and leaves no image of a crash."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _lower(resource.RLIMIT_AS, max_memory)
    _lower(resource.RLIMIT_CORE, 0)


def limit_time(seconds: float) -> None:
    """Ends this process when it has computed for that long, should nobody be there any more to end it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 2)


def _lower(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    with contextlib.suppress(ValueError, OSError):  # macOS knows some limits, but sets none
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
