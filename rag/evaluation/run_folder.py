"""The folder of a run: what was asked for, and a line for each question, written as soon as it is answered."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rag.errors import DatasetError
from rag.evaluation.outcome import Outcome
from rag.evaluation.reply import Json

PER_QUESTION = "per_question.jsonl"
_IDENTITY = "run.json"


@dataclass(frozen=True)
class RunFolder:
    """Reads and writes the folder that ``--out`` names."""

    path: Path

    def start(self, identity: Json, replace: bool) -> set[str]:
        """Makes the folder ready; returns the ids of questions that an interrupted run has done already.

        Args:
            identity: everything that the outcomes depend on.
            replace: whether a run with another identity is deleted.

        Raises:
            DatasetError: the folder holds a run with another identity, or something else.
        """
        self.check()
        known = self._identity()
        if known is not None and known != identity:
            differing = ", ".join(name for name in identity if known.get(name) != identity[name])
            if not replace:
                raise DatasetError(
                    f"{self.path} holds a run with another {differing or 'version'}: "
                    "name another --out, or add --replace to overwrite it"
                )
            (self.path / PER_QUESTION).unlink(missing_ok=True)
        (self.path / _IDENTITY).write_text(_dump(identity, indent=2) + "\n", encoding="utf-8")
        return self._repair()

    def check(self) -> None:
        """Finds out whether a run can be written here.

        Raises:
            DatasetError: something else is here, or nothing can be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if self._identity() is None and any(self.path.iterdir()):
                raise DatasetError(f"{self.path} holds something that is no evaluation run: name another --out")
            with tempfile.TemporaryFile(dir=self.path):
                pass
        except OSError as error:
            raise DatasetError(f"{self.path} cannot be written ({error.strerror}): name another --out") from error

    def append(self) -> IO[str]:
        """The file of the questions, opened to add lines."""
        return (self.path / PER_QUESTION).open("a", encoding="utf-8")

    def outcomes(self) -> Iterator[Outcome]:
        """The questions done so far, one by one.

        Raises:
            DatasetError: there is no run in the folder, or a line is damaged.
        """
        path = self.path / PER_QUESTION if self.path.is_dir() else self.path
        try:
            with path.open(encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    try:
                        yield Outcome.from_dict(json.loads(line))
                    except (ValueError, KeyError, TypeError) as error:
                        raise DatasetError(
                            f"{path}, line {number} is no outcome of an evaluation ({error!r})"
                        ) from error
        except OSError as error:
            raise DatasetError(f"{self.path} holds no evaluation run: {path.name} cannot be read") from error

    def write_json(self, name: str, content: Json) -> None:
        """Writes one JSON file."""
        (self.path / name).write_text(_dump(content, indent=2) + "\n", encoding="utf-8")

    def _identity(self) -> Json | None:
        try:
            identity = json.loads((self.path / _IDENTITY).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return identity if isinstance(identity, dict) else None

    def _repair(self) -> set[str]:
        """Cuts off a last line that was not written whole; returns the ids of the others."""
        path = self.path / PER_QUESTION
        path.touch()
        done: set[str] = set()
        whole = 0
        with path.open("rb") as file:
            for line in file:
                try:
                    if not line.endswith(b"\n"):
                        break
                    done.add(str(json.loads(line)["id"]))
                except (ValueError, KeyError, TypeError):
                    break
                whole += len(line)
        with path.open("rb+") as file:
            file.truncate(whole)
        return done


def dump_line(outcome: Outcome) -> str:
    """An outcome as a line of ``per_question.jsonl``."""
    return _dump(outcome.to_dict()) + "\n"


def _dump(content: Json, indent: int | None = None) -> str:
    return json.dumps(content, ensure_ascii=False, indent=indent)
