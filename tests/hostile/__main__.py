"""Every family of attacks, whole: ``python -m tests.hostile [FAMILY …]`` writes what was tried, held and broke.

Ends with 1 where something broke. The report names the kind of machine, and the seed with which it can be made again.
"""

import argparse
import importlib
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from rag.progress import show_progress

from .attack import Attempt, Family

FAMILIES = ("files", "documents", "requests", "damage", "kills")
_TOLD = 20  # broken attempts of a family that the report shows
_LONGEST = 300  # characters of what one of them did


@dataclass(frozen=True)
class Result:
    """What became of a family; ``seconds`` for all its attempts."""

    family: Family
    attempts: tuple[Attempt, ...]
    seconds: float

    @property
    def broke(self) -> tuple[Attempt, ...]:
        """What did not hold."""
        return tuple(each for each in self.attempts if not each.held)


def attack(names: list[str], seed: int, share: float, console: Console) -> Iterator[Result]:
    """Runs families one after the other; an attack that itself fails has broken something.

    Args:
        names: of families.
        seed: the same one makes the same attacks.
        share: of the whole number of attempts.
        console: where progress is shown.
    """
    for name in names:
        family: Family = importlib.import_module(f"{__package__}.{name}")  # type: ignore[assignment]
        count = max(1, round(share * family.WHOLE))
        started = time.monotonic()
        attempts: list[Attempt] = []
        with tempfile.TemporaryDirectory() as folder, show_progress(console) as progress:
            try:
                for attempt in family.attacks(count, seed, Path(folder)):
                    attempts.append(attempt)
                    progress(family.TITLE, len(attempts), count)
            except Exception as error:
                attempts.append(Attempt("the attack itself", False, f"{type(error).__name__}: {error}"))
        yield Result(family, tuple(attempts), time.monotonic() - started)


def report(results: list[Result], seed: int) -> str:
    """What was tried, in Markdown."""
    lines = [
        "# Attacks\n",
        f"Made by `make hostile` with seed {seed} on {_machine()}.\n",
        "| what | promise | tried | held | broke | seconds |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for result in results:
        tried, broke = len(result.attempts), len(result.broke)
        lines.append(
            f"| {result.family.TITLE} | {result.family.PROMISE} | {tried} | {tried - broke} | {broke} "
            f"| {result.seconds:.0f} |"
        )
    for result in results:
        if result.broke:
            lines += [f"\n## Broke: {result.family.TITLE}\n"]
            lines += [f"- {_plain(each.name)}: {_plain(each.detail)}" for each in result.broke[:_TOLD]]
            if len(result.broke) > _TOLD:
                lines.append(f"- and {len(result.broke) - _TOLD} more")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Hostile text on one line of Markdown, as code."""
    shown = ascii(text)[1:-1].replace("`", "'")
    return f"`{shown[:_LONGEST]}`" if shown else "no detail"


def _machine() -> str:
    with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
        models = [line.split(":", maxsplit=1)[1].strip() for line in file if line.startswith("model name")]
    return f"{len(models)} cores of {models[0]}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    """Reads what to attack, attacks, and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.hostile")
    parser.add_argument("families", nargs="*", default=list(FAMILIES), help=", ".join(FAMILIES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="of the whole number of attempts")
    parser.add_argument("--report", type=Path, help="a Markdown file to write")
    given = parser.parse_args()
    if unknown := sorted(set(given.families) - set(FAMILIES)):
        parser.error(f"no family {unknown[0]!r}: there are {', '.join(FAMILIES)}")
    console = Console(stderr=True)
    results = []
    for result in attack(given.families, given.seed, given.share, console):
        results.append(result)
        console.print(f"{result.family.TITLE}: {len(result.attempts)} tried, {len(result.broke)} broke", markup=False)
    text = report(results, given.seed)
    if given.report:
        given.report.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    sys.exit(any(result.broke for result in results))


if __name__ == "__main__":
    main()
