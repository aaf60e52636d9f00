"""Building a page without leaving open event loops behind."""

import asyncio
import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def in_a_loop(build: Callable[_P, _T]) -> Callable[_P, _T]:
    """Runs a function inside an event loop: outside of one, Gradio opens one for each of its locks and closes none."""

    @functools.wraps(build)
    def wrapped(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        async def inside() -> _T:
            return build(*args, **kwargs)

        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(inside())
        return build(*args, **kwargs)

    return wrapped
