"""SHA-256 of the files that packages are installed from: recorded in ``requirements.lock``, compared with what came.

    python -m supply.hashes             what was fetched into this environment against the record
    python -m supply.hashes --warn      the same, but it prints only what differs and never fails
    python -m supply.hashes --record    writes the record anew, from the index that pip is set to

The record is of one platform. A file has a name of its own for every platform and version, and an index never changes
a file under its name: so a file with the name of the record and another hash is not what was tested, and a file with
a name that is not in the record is merely unknown.
"""

import argparse
import hashlib
import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
FETCHED = Path(sys.prefix) / "fetched"
_LINE = re.compile(r"(?P<name>\S+)==(?P<version>\S+) --hash=sha256:(?P<sha256>[0-9a-f]{64})  # (?P<file>\S+)")
_HEAD = """\
# SHA-256 of the files that the tests ran with: {platform}.
# Written by `make lock` from constraints.txt; `make verify` compares them with what was fetched, by name of file.
# `make LOCKED=1 …` installs these files and no others.
"""


@dataclass(frozen=True, order=True)
class File:
    """A file that a package was installed from."""

    name: str
    version: str
    file: str
    sha256: str


def read_lock(path: Path = LOCK) -> list[File]:
    """The recorded files; none where there is no record."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [_LINE.fullmatch(line) for line in lines if not line.startswith("#")]
    return [File(each["name"], each["version"], each["file"], each["sha256"]) for each in found if each]


def write_lock(files: Iterable[File], path: Path = LOCK) -> None:
    """Writes the record, in the form that ``pip install --require-hashes -r`` reads."""
    kind = f"Python {platform.python_version_tuple()[0]}.{platform.python_version_tuple()[1]}"
    head = _HEAD.format(platform=f"{platform.system()} on {platform.machine()}, {kind}")
    lines = [f"{each.name}=={each.version} --hash=sha256:{each.sha256}  # {each.file}\n" for each in sorted(files)]
    path.write_text(head + "".join(lines), encoding="utf-8")


def fetched(reports: Iterable[Path]) -> list[File]:
    """What pip fetched according to its reports, the last of each package."""
    files: dict[str, File] = {}
    for report in reports:
        for each in files_of(json.loads(report.read_text(encoding="utf-8"))):
            files[each.name] = each
    return sorted(files.values())


def files_of(report: dict[str, Any]) -> Iterator[File]:
    """The files of one report of ``pip install --report``; a project that is edited in place has none."""
    for each in report["install"]:
        source = each["download_info"]
        if "archive_info" not in source:
            continue
        archive, url = source["archive_info"], urlsplit(source["url"])
        sha256 = archive.get("hashes", {}).get("sha256") or archive.get("hash", "").removeprefix("sha256=")
        if not sha256 and url.scheme == "file":
            sha256 = hashlib.sha256(Path(url2pathname(url.path)).read_bytes()).hexdigest()
        metadata = each["metadata"]
        yield File(metadata["name"].lower(), metadata["version"], unquote(url.path).rpartition("/")[2], sha256)


@dataclass(frozen=True)
class Comparison:
    """Fetched files: those of the record, those with another hash, and those that it does not know."""

    same: list[File]
    differing: list[File]
    unknown: list[File]


def compare(found: Iterable[File], recorded: Iterable[File]) -> Comparison:
    """Compares by the name of the file."""
    known = {each.file: each.sha256 for each in recorded}
    result = Comparison([], [], [])
    for each in found:
        if each.file not in known:
            result.unknown.append(each)
        else:
            (result.same if known[each.file] == each.sha256 else result.differing).append(each)
    return result


def record() -> None:
    """Asks pip what it would install from scratch, and writes that down."""
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--dry-run"]
    command += ["--ignore-installed", "--report", "-", "-c", "constraints.txt", "-e", ".[dev]", "setuptools>=80"]
    report = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    write_lock(files_of(json.loads(report)))


def main() -> None:
    """Records or compares; ends with 1 if a file differs, or nothing is known of what was fetched."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--warn", action="store_true")
    given = parser.parse_args()
    if given.record:
        record()
        return
    found = fetched(sorted(FETCHED.glob("*.json")))
    result = compare(found, read_lock())
    for each in result.differing:
        print(f"{each.file} is not the file that was tested: its SHA-256 is {each.sha256}")
    if given.warn:
        return
    for each in result.unknown:
        print(f"{each.file} is not recorded: another platform, version or build")
    print(f"{len(result.same)} files as recorded, {len(result.differing)} differ, {len(result.unknown)} not recorded")
    if not found:
        print("Nothing is known of how this environment was installed: make clean, make run and look again")
    sys.exit(bool(result.differing) or not found)


if __name__ == "__main__":
    main()
