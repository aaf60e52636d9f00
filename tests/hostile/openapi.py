"""Requests that schemathesis makes up from the server's OpenAPI description: right ones and wrong ones."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import hypothesis
import schemathesis
from schemathesis import GenerationMode


def cases(address: str, count: int, seed: int) -> Iterator[tuple[str, Callable[[str], bytes]]]:
    """About ``count`` requests, the same ones for the same seed; each is sent by calling it."""
    schema = schemathesis.openapi.from_url(f"{address}/gradio_api/openapi.json")
    operations = [result.ok() for result in schema.get_all_operations()]
    each = max(1, count // (2 * len(operations)))
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for case in _examples(operation, mode, each, seed):
                yield f"schemathesis: {mode.value} {case.method} {case.path}", lambda at, case=case: _send(at, case)


def _examples(operation: Any, mode: GenerationMode, count: int, seed: int) -> list[Any]:
    found: list[Any] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def collect(case: Any) -> None:
        found.append(case)

    with suppress(hypothesis.errors.Unsatisfiable):  # there is nothing wrong that could be said there
        collect()
    return found[:count]


def _send(address: str, case: Any) -> bytes:
    """The answer as bytes, head and body."""
    response = case.call(base_url=address, timeout=10)
    head = "".join(f"{name}: {', '.join(values)}\r\n" for name, values in response.headers.items())
    return f"HTTP/1.1 {response.status_code}\r\n{head}\r\n".encode() + response.content
