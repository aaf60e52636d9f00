import json
import subprocess
import sys
from pathlib import Path

import pytest

from supply.hashes import File, compare, fetched, read_lock, write_lock
from tests.conftest import ROOT

RICH = File("rich", "15.0.0", "rich-15.0.0-py3-none-any.whl", "a" * 64)
TORCH = File("torch", "2.13.0+cpu", "torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl", "b" * 64)


def report(path: Path, *installed: tuple[str, str, dict[str, object]]) -> Path:
    items = [
        {"metadata": {"name": name, "version": "15.0.0"}, "download_info": {"url": url} | info}
        for name, url, info in installed
    ]
    path.write_text(json.dumps({"install": items}), encoding="utf-8")
    return path


def test_the_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_lock([TORCH, RICH], tmp_path / "lock")
    assert read_lock(tmp_path / "lock") == [RICH, TORCH]
    assert read_lock(tmp_path / "none") == []


def test_pip_takes_the_record_for_requirements_with_hashes(tmp_path: Path) -> None:
    write_lock([RICH], tmp_path / "lock")
    command = [sys.executable, "-m", "pip", "download", "--no-index", "--require-hashes", "-r", tmp_path / "lock"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "No matching distribution found for rich==15.0.0" in run.stderr


def test_what_pip_fetched_is_read_from_its_reports(tmp_path: Path) -> None:
    url = "https://files.example.org/packages/rich-15.0.0-py3-none-any.whl"
    new, old = {"archive_info": {"hashes": {"sha256": "a" * 64}}}, {"archive_info": {"hash": "sha256=" + "c" * 64}}
    first = report(tmp_path / "1.json", ("Rich", url, old), ("edited", "file:///here", {"dir_info": {}}))
    assert fetched([first])[0].sha256 == "c" * 64
    assert fetched([first, report(tmp_path / "2.json", ("Rich", url, new))]) == [RICH]


def test_a_file_on_this_machine_is_hashed(tmp_path: Path) -> None:
    wheel = tmp_path / "rich-15.0.0+own build-py3-none-any.whl"
    wheel.write_bytes(b"")
    (found,) = fetched([report(tmp_path / "1.json", ("rich", wheel.as_uri(), {"archive_info": {}}))])
    assert (found.file, found.sha256[:8]) == (wheel.name, "e3b0c442")


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (RICH, "same"),
        (File("rich", "15.0.0", RICH.file, "d" * 64), "differing"),
        (File("torch", "2.13.0", "torch-2.13.0-cp312-none-macosx_11_0_arm64.whl", "b" * 64), "unknown"),
    ],
)
def test_a_file_is_compared_by_its_name(found: File, kind: str) -> None:
    assert getattr(compare([found], [RICH, TORCH]), kind) == [found]


def test_the_record_is_of_the_pinned_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.lower().split("==") for line in lines if "==" in line)
    # pip-audit needs pip, whose version is that of the environment.
    recorded = {each.name: each.version.partition("+")[0] for each in read_lock() if each.name != "pip"}
    assert {name: version for name, version in recorded.items() if pinned.get(name) != version} == {}
