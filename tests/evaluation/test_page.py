import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from rag.evaluation.failures import failures
from rag.evaluation.measures.all import all_measures
from rag.evaluation.outcome import Outcome
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.page import write_page
from rag.evaluation.report import Report
from rag.evaluation.run_folder import RunFolder, dump_line

from .make import abstention, answer, citation, listed, outcome, talk, uncertain

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> **b** {{7*7}} </pre>"
SETTINGS = {"set": HOSTILE, "format": "f", "configuration": {"retrieval": "hybrid"}, "model": {"model": "اسم"}}


def written(path: Path, *outcomes: Outcome) -> RunFolder:
    folder = RunFolder(path)
    folder.start({"set": "s"}, replace=False)
    measures = all_measures()
    with folder.append() as file:
        for each in outcomes:
            values = {measure.name: measure.value(each) for measure in measures}
            object.__setattr__(each, "measures", {name: value for name, value in values.items() if value is not None})
            file.write(dump_line(each))
    table = OutcomeTable(measures, folder.outcomes())
    write_page(Report.of(table, SETTINGS, (HOSTILE,), path), table, folder)
    return folder


def hostile() -> list[Outcome]:
    names = {"id": HOSTILE, "text": HOSTILE, "kind": HOSTILE, "answers": (HOSTILE,), "relevant": {HOSTILE: 1}}
    return [
        outcome(answer(f"wrong {HOSTILE}"), ranking="a", **(names | {"answers": (f"right {HOSTILE}",)})),
        outcome(None, error=f"OSError: {HOSTILE}", **(names | {"id": "2"})),
        outcome(abstention(), language="ar", **(names | {"id": "3", "text": "من وقع الاتفاقية؟"})),
        outcome(abstention(0.3), language="ar", id="4", answerable=False),
    ]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "the browser test needs Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def test_it_opens_without_a_network_and_shows_tables_and_plots(tmp_path: Path, browser: Browser) -> None:
    written(tmp_path, *hostile())
    page = browser.new_page(offline=True)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / "report.html").as_uri())
    assert asked == [(tmp_path / "report.html").as_uri()]
    assert complaints == []
    assert page.locator("table").count() == 5
    assert page.locator("figure svg").count() == 5
    assert all(box and box["width"] > 200 for box in (svg.bounding_box() for svg in page.locator("figure svg").all()))
    assert page.title().startswith("<img")
    assert page.locator("img, script").count() == 0
    arabic = page.get_by_text("من وقع الاتفاقية؟")
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"
    page.close()


def test_text_of_a_set_is_escaped_everywhere(tmp_path: Path) -> None:
    written(tmp_path, *hostile())
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<img" not in text
    assert "{{7*7}}" in text
    assert text.count("&lt;img") > 10
    assert '"model": "اسم"'.replace('"', "&#34;") in text


def test_failures_say_what_went_wrong(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        outcome(answer("Rabat"), id="right", answers=("Rabat",)),
        outcome(answer("Fez"), id="wrong", answers=("Rabat", "Salé")),
        outcome(answer("Fez"), id="half", must=(("Fez",), ("2025", "MMXXV"))),
        outcome(answer("Fez"), id="silent", answerable=False),
        outcome(abstention(), id="not", relevant={"d": 1}),
        outcome(abstention(), id="well", answerable=False),
        outcome(None, id="error", error="OSError: down"),
    )
    assert [(each.id, each.fault, each.expected) for each in failures(folder)] == [
        ("wrong", "Contains 0", "Rabat · Salé"),
        ("half", "Requirements 0.5", "Fez · 2025 / MMXXV"),
        ("silent", "answered although it cannot be", "no answer"),
        ("not", "not answered", "d"),
        ("error", "OSError: down", "no answer"),
    ]


def test_a_wrong_state_is_a_failure(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        outcome(uncertain("Rabat"), id="can", answers=("Rabat",)),
        outcome(uncertain("Fez"), id="cannot", answerable=False),
        outcome(talk(), id="real", relevant={"d": 1}),
        outcome(abstention(), id="hello", status="talk", answerable=False),
        outcome(talk(), id="well", status="talk", answerable=False),
    )
    assert [(each.id, each.fault, each.expected, each.given) for each in failures(folder)] == [
        ("can", "uncertain although it can be answered", "Rabat", "Rabat"),
        ("cannot", "uncertain although it cannot be answered", "no answer", "Fez"),
        ("real", "taken for talk", "d", ""),
        ("hello", "not taken for talk", "talk", ""),
    ]


def test_a_list_that_is_not_the_whole_set_or_no_list_is_a_failure(tmp_path: Path) -> None:
    gold = {"relevant": {"a": 1, "b": 1}, "complete": True}
    quoted = answer("x [1] y [2]", citation(1, "a", "x"), citation(2, "b", "y"))
    folder = written(
        tmp_path,
        outcome(listed("a", "b"), id="right", **gold),
        outcome(listed("a"), id="half", **gold),
        outcome(quoted, id="quoted", **gold),
        outcome(listed("a"), id="listed", complete=False, answerable=True),
    )
    assert [(each.id, each.fault) for each in failures(folder)] == [
        ("half", "SetF1 0.67"),
        ("quoted", "Collection 0"),
        ("listed", "Collection 0"),
    ]


def test_of_many_failures_a_hundred_are_shown(tmp_path: Path) -> None:
    written(tmp_path, *(outcome(abstention(), id=f"no-{at}", answers=("x",)) for at in range(120)))
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Questions that failed: 120" in text
    assert "The first 100; all are in per_question.jsonl." in text
    assert text.count(">no-") == 100
