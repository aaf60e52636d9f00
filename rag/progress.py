"""Progress bars of work that takes more than a second."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console


@contextmanager
def show_progress(console: Console, prefix: str = "") -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each step, with the time left; it appears when the step is known to have something to do.

    Args:
        console: where they are drawn.
        prefix: stands before the name of every step.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        tasks: dict[str, Any] = {}

        def progress(what: str, done: int, total: int) -> None:
            if total and what not in tasks:
                tasks[what] = bar.add_task(prefix + what, total=total)
            if what in tasks:
                bar.update(tasks[what], completed=done, total=total)

        yield progress
