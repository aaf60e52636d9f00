"""What an attack on the program reports, and what every family of attacks has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Attempt:
    """One thing that was tried.

    ``name`` says what, ``held`` whether the program kept its promise, ``detail`` what it did instead, in one line.
    """

    name: str
    held: bool
    detail: str = ""


class Family(Protocol):
    """A module of this folder: attacks of one kind, the same ones for the same seed."""

    TITLE: str  # in the report
    PROMISE: str  # what must hold in every attempt, one sentence
    WHOLE: int  # how many attempts `make hostile` makes

    def attacks(self, count: int, seed: int, folder: Path) -> Iterator[Attempt]:
        """Tries ``count`` things with files of its own below ``folder``, which is empty."""
        ...
