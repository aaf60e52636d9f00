import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.cli import main
from rag.settings import Settings

from .formats.write import lines_file, text_file

ITEM = {"id": "1", "question": "Who signed the CNDP convention?", "documents": ["cndp-ministry-convention-2025"]}


@pytest.fixture
def rag(seed_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RAG_DOCUMENTS", str(seed_settings.documents))
    monkeypatch.setenv("RAG_INDEX", str(seed_settings.index))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.chdir(tmp_path)
    return lines_file(tmp_path / "set.jsonl", ITEM, ITEM | {"id": "2", "kind": "[/b] person"})


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rag", "evaluate", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_set_is_evaluated_and_two_runs_compared(
    rag: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, str(rag), "-c", "dense", "--out", "A") == 0
    shown = capsys.readouterr()
    assert "R@1" in shown.out
    assert "[/b] person" in shown.out
    assert "recognised as JSON Lines" in shown.err
    assert run(monkeypatch, "--questions", str(rag), "--no-answers", "-c", "lexical", "--out", "B") == 0
    assert run(monkeypatch, "compare", "A", "B", "--out", "changes.json") == 0
    assert "nDCG@10" in capsys.readouterr().out
    assert json.loads(Path("changes.json").read_text(encoding="utf-8"))["only_a"] == 0
    assert run(monkeypatch, "compare", "A", "B", "--out", "none/changes.json") == 2
    assert "none/changes.json cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.json"], "there is no question set none.json"),
        (["text"], "text: the format is not recognised"),
        (["set.jsonl", "-c", "sparse"], "the configuration 'sparse' is unknown"),
        (["set.jsonl", "--answerer", "nowhere:x"], "'nowhere:x' cannot be imported"),
        (["set.jsonl", "--out", "text"], "text cannot be written"),
        (["compare", "none", "none"], "none holds no evaluation run"),
    ],
)
def test_a_mistake_is_one_line(
    rag: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    text_file(Path("text"), "dear reader")
    assert run(monkeypatch, *arguments) == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith("rag: ")
    assert message in last


def test_as_a_module(rag: Path) -> None:
    command = [sys.executable, "-m", "rag.evaluation", str(rag), "--no-answers", "--limit", "1", "--out", "out"]
    ended = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "out/report.html" in ended.stdout.replace("\n", "")
