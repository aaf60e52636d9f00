import json
import sys
from pathlib import Path
from typing import Any

import pytest

from rag.errors import DatasetError, SettingsError
from rag.evaluation import Configuration, Report, evaluate
from rag.settings import Settings

from .formats.write import lines_file

QUESTIONS = [
    {"id": "1", "question": "Who signed the CNDP convention?", "documents": ["cndp-ministry-convention-2025"]},
    {"id": "2", "question": "ما هي محاور مذكرة ميسترال؟", "documents": ["mistral-mou-2025"], "kind": "<b>[/red]"},
    {"id": "3", "question": "Quelle est la recette du couscous ?", "answerable": False},
    {"id": "4 x", "question": "Et quand ?", "documents": ["mistral-mou-2025"], "history": [{"question": "Mistral ?"}]},
]
MODULE = """
from pathlib import Path


class Flaky:
    def answer(self, question):
        if "couscous" in question and Path(__file__).with_name("stop").exists():
            raise KeyboardInterrupt
        if "Mistral" in question or "Et quand" in question:
            raise OSError("no network")
        return {"status": "answered", "text": "Omar Seghrouchni", "confidence": 0.75}


def make(retriever):
    return Flaky()
"""
TALKER = """
class Talker:
    def answer(self, question):
        return {"status": "talk", "text": "Bonjour !", "language": "fr", "confidence": 0.0}


def make(retriever):
    return Talker()
"""


@pytest.fixture
def own(seed_settings: Settings, tmp_path: Path) -> Settings:
    """The seed index, with a cache of the test's own beside the models that are compiled already."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/models").symlink_to(seed_settings.cache / "models")
    return seed_settings.model_copy(update={"cache": tmp_path / "cache"})


@pytest.fixture
def a_set(tmp_path: Path) -> Path:
    return lines_file(tmp_path / "set.jsonl", *QUESTIONS)


@pytest.fixture
def flaky(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configuration:
    (tmp_path / "flaky_answerer.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "flaky_answerer", raising=False)
    return Configuration(answerer="flaky_answerer:make")


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "per_question.jsonl").read_text(encoding="utf-8").splitlines()]


def without_time(report: Report) -> dict[str, Any]:
    groups = report.to_dict()["measures"]
    return {name: {m: f for m, f in group.items() if m not in ("p50", "p95")} for name, group in groups.items()}


def test_a_set_on_the_projects_corpus(own: Settings, a_set: Path, tmp_path: Path) -> None:
    report = evaluate(a_set, own, out=tmp_path / "out")
    assert list(report.measures) == ["ar", "en", "fr", "all"]
    assert (report["en"]["R@1"].value, report["ar"]["R@1"].value, report["all"]["R@5"].n) == (1, 1, 3)
    record = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert record == report.to_dict()
    assert set(record["measures"]["all"]["R@1"]) == {"value", "low", "high", "n"}
    first = lines(tmp_path / "out")[0]
    assert {"id", "question", "language", "answer", "hits", "measures"} <= set(first)
    assert first["answer"]["citations"][0]["document"] == "cndp-ministry-convention-2025"
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"report.html", "run.en.txt", "qrels.ar.txt", "run.json"} <= names
    assert "<b>" not in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_a_set_with_passages(own: Settings, tmp_path: Path) -> None:
    lines_file(
        tmp_path / "s.contexts.jsonl",
        {"context_id": "a b", "title": "<i>", "text": "The data centre of Fez opens in 2026.", "lang": "en"},
        {"context_id": "c", "text": "La convention a été signée à Rabat.", "lang": "fr"},
    )
    item = {"id": "1", "question": "When does the data centre of Fez open?", "answers": ["2026"], "context_id": "a b"}
    path = lines_file(tmp_path / "s.questions.jsonl", item)
    report = evaluate(path, own, Configuration("dense", answers=False), out=tmp_path / "out")
    assert {name: figure.value for name, figure in report["en"].items() if name in ("R@1", "AP")} == {"R@1": 1, "AP": 1}
    assert "EM" not in report["en"]
    assert (tmp_path / "out/qrels.en.txt").read_text(encoding="utf-8") == "1 0 a_b 1\n"


def test_a_set_of_languages_alone_is_measured_by_them(
    own: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "french_talker.py").write_text(TALKER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    short = [{"id": language, "language": language, "question": "salam"} for language in ("fr", "en", "ary")]
    path = lines_file(tmp_path / "short.jsonl", *short)
    report = evaluate(path, own, Configuration(answerer="french_talker:make"), out=tmp_path / "out")
    assert {name: figures["Language"].value for name, figures in report.measures.items()} == {
        "ary": 0,
        "en": 0,
        "fr": 1,
        "all": pytest.approx(1 / 3),
    }
    assert "NotTalk" not in report["all"]
    assert "3 questions bring their language only: whether the reply is in it is measured" in report.notes
    assert [line["ranking"] for line in lines(tmp_path / "out")] == [[], [], []]


def test_an_interrupted_run_ends_like_another(own: Settings, a_set: Path, tmp_path: Path, flaky: Configuration) -> None:
    whole = evaluate(a_set, own, flaky, out=tmp_path / "whole")
    (tmp_path / "stop").touch()
    with pytest.raises(KeyboardInterrupt):
        evaluate(a_set, own, flaky, out=tmp_path / "cut")
    assert [line["id"] for line in lines(tmp_path / "cut")] == ["1", "2"]
    (tmp_path / "stop").unlink()
    with (tmp_path / "cut/per_question.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "3", "quest')
    resumed = evaluate(a_set, own, flaky, out=tmp_path / "cut")
    assert [line["id"] for line in lines(tmp_path / "cut")] == ["1", "2", "3", "4 x"]
    assert without_time(resumed) == without_time(whole)
    assert lines(tmp_path / "cut")[3]["error"] == "OSError: no network"
    assert "1 questions failed with an error" in whole.notes[-1]
    assert any("1 questions have a history, but the answerer takes no `history`" in note for note in whole.notes)


def test_a_folder_with_another_run_is_kept(own: Settings, a_set: Path, tmp_path: Path) -> None:
    configuration = Configuration("lexical", answers=False)
    evaluate(a_set, own, configuration, out=tmp_path / "out", limit=1)
    with pytest.raises(DatasetError, match="holds a run with another limit"):
        evaluate(a_set, own, configuration, out=tmp_path / "out", limit=2)
    report = evaluate(a_set, own, configuration, out=tmp_path / "out", limit=2, replace=True)
    assert report["all"]["R@1"].n == 2


def test_what_cannot_work_fails_before_anything_is_indexed(own: Settings, a_set: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="'nowhere:x' cannot be imported"):
        evaluate(a_set, own, Configuration(answerer="nowhere:x"), out=tmp_path / "out")
    with pytest.raises(SettingsError, match="limit is 0"):
        evaluate(a_set, own, out=tmp_path / "out", limit=0)
    with pytest.raises(DatasetError, match=r"set\.jsonl cannot be written"):
        evaluate(a_set, own, out=a_set)
    assert not (tmp_path / "cache/evaluation").exists()
