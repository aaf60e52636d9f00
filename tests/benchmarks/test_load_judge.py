"""The judge of replies under load is not to be lenient."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

BEFORE, AFTER = {"q": '["before"]'}, {"q": '["after"]'}
AWAY = json.dumps(["no Chroma server answers at RAG_CHROMA_URL=http://127.0.0.1:8000 (refused): start it", "cards"])


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(ROOT) / "benchmarks"))
    from load_judge import Event, judge
    from load_readers import Reply

    def judge_one(text: str, asked: float, *, outage: bool = False, kind: Any = "answer") -> str:
        event = Event("change", 100.0, 120.0)
        return str(judge(Reply("q", asked, asked + 1, kind, text), BEFORE, AFTER, event, outage).kind)

    return judge_one


@pytest.mark.parametrize(
    ("text", "asked", "verdict"),
    [
        (BEFORE["q"], 50, "right"),
        (AFTER["q"], 50, "wrong"),
        (BEFORE["q"], 110, "right"),
        (AFTER["q"], 110, "right"),
        ('["a mixture"]', 110, "wrong"),
        (BEFORE["q"], 125, "right"),
        (BEFORE["q"], 131, "wrong"),
        (AFTER["q"], 131, "right"),
    ],
)
def test_each_state_counts_in_its_time(judged: Any, text: str, asked: float, verdict: str) -> None:
    assert judged(text, asked) == verdict


def test_an_outage_may_be_told_only_while_it_lasts(judged: Any) -> None:
    assert judged(AWAY, 110, outage=True) == "told"
    assert judged(AWAY, 50, outage=True) == "wrong"
    assert judged(AWAY, 110) == "wrong"
    assert judged('["The documents do not say."]', 110, outage=True) == "wrong"


def test_refusals_and_errors_stay_what_they_are(judged: Any) -> None:
    assert judged("{}", 50, kind="refused") == "refused"
    assert judged("timeout", 50, kind="error") == "error"
