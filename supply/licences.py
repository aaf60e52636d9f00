"""The licence of everything that is installed or shipped: ``python -m supply.licences``.

Ends with 1 if one is unknown or not on the list of ``supply/licences.toml``. Data is listed in ``supply/data.toml``.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
_OPERATOR = re.compile(r"\s+(?:AND|OR|WITH)\s+|[;()]|,(?! Version)")


@dataclass(frozen=True)
class Licensed:
    """A package or a piece of data; ``note`` says what it is, or why its licence is accepted."""

    name: str
    licence: str
    note: str = ""


@dataclass(frozen=True)
class Policy:
    """The names of licences that are allowed, and packages that are allowed for a reason of their own."""

    allowed: frozenset[str]
    exceptions: dict[str, str]

    @classmethod
    def load(cls) -> "Policy":
        """Reads the list."""
        read = _toml("licences.toml")
        return cls(frozenset(read["allowed"]), read["exceptions"])

    def allows(self, thing: Licensed) -> bool:
        """Whether every licence named is allowed; where one may be chosen, that is stricter than need be."""
        names = [name.strip() for name in _OPERATOR.split(thing.licence) if name.strip()]
        return thing.name in self.exceptions or (bool(names) and self.allowed.issuperset(names))


def packages() -> list[Licensed]:
    """Every installed package, with the licence that its metadata names."""
    command = [Path(sys.executable).parent / "pip-licenses", "--from=mixed", "--format=json", "--with-system"]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    notes = Policy.load().exceptions
    return [
        Licensed(each["Name"], " ".join(each["License"].split()), notes.get(each["Name"], ""))
        for each in listed
        if each["Name"] != "morocco-ai-rag"
    ]


def data() -> list[Licensed]:
    """Data that is shipped or that something shipped was made from."""
    read = _toml("data.toml")
    return [Licensed(each["name"], each["licence"], each["what"]) for each in read["source"]] + [
        Licensed(each["files"], each["licence"], f"made from {', '.join(each['made_from'])}")
        for each in read["shipped"]
    ]


def unlisted_files() -> list[str]:
    """Data files of the repository that no entry of the table names."""
    patterns = [each["files"] for each in _toml("data.toml")["shipped"]]
    named = {path for pattern in patterns for path in ROOT.glob(pattern)}
    return sorted(str(path.relative_to(ROOT)) for path in _data_files() if path not in named)


def unknown_origins() -> list[str]:
    """What shipped files are said to be made from and no source describes."""
    read = _toml("data.toml")
    known = {each["name"] for each in read["source"]}
    return sorted({name for each in read["shipped"] for name in each["made_from"]} - known)


def _data_files() -> Iterator[Path]:
    for pattern in ("rag/**/*.json", "rag/**/*.npz", "rag/**/*.onnx", "rag/**/*.bin", "rag/**/*.toml"):
        yield from ROOT.glob(pattern)
    yield from (path for path in (ROOT / "documents").rglob("*") if path.is_file())
    yield from (ROOT / "tests/qa").glob("*.jsonl")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def main() -> None:
    """Prints two tables."""
    policy = Policy.load()
    bad = 0
    for title, things in (("Packages", packages()), ("Data", data())):
        print(f"# {title}\n\n| name | licence | |\n| --- | --- | --- |")
        for thing in things:
            allowed = policy.allows(thing)
            bad += not allowed
            print(f"| {thing.name} | {thing.licence} | {thing.note if allowed else 'NOT ON THE LIST'} |")
        print()
    for file in unlisted_files():
        bad += 1
        print(f"{file} is not in supply/data.toml")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
