"""Overload: what waits is bounded, told, refused beyond that, and let go when nobody waits for it."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import gradio as gr
import httpx
import pytest
from playwright.sync_api import Page

from rag.answering.answer import Answer
from rag.retrieval.filters import Filters
from rag.settings import Settings
from rag.web import waiting
from rag.web.chat import build_chat
from rag.web.labels import BUSY
from rag.web.server import served

AT_ONCE = 4


class Slow:
    """Answers nothing until it may."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.asked: list[str] = []

    def answer(self, question: str, filters: Filters | None = None, history: Sequence[str] = ()) -> Answer:
        self.asked.append(question)
        self.may.wait(60)
        return Answer(question, question, "en", "abstained", "The answer.", 0.0)


@contextmanager
def slow_chat(queue: int) -> Iterator[tuple[Slow, gr.Blocks, httpx.Client]]:
    slow = Slow()
    page = build_chat(slow)  # type: ignore[arg-type]
    with (
        served(page, Settings.load(env_file=None, port=0, queue=queue)) as address,
        httpx.Client(base_url=address, timeout=20) as client,
    ):
        try:
            yield slow, page, client
        finally:
            slow.may.set()


def ask(client: httpx.Client, session: str) -> httpx.Response:
    return client.post("/gradio_api/call/ask", json={"data": ["Who signed?"], "session_hash": session})


def until(condition: Callable[[], bool]) -> None:
    for _each in range(300):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen in six seconds")


def test_beyond_the_queue_a_question_is_refused_with_one_line() -> None:
    with slow_chat(queue=6) as (slow, _page, client):
        assert [ask(client, f"s{number}").status_code for number in range(AT_ONCE)] == [200] * AT_ONCE
        until(lambda: len(slow.asked) == AT_ONCE)
        found = [ask(client, f"t{number}") for number in range(4)]
        assert [each.status_code for each in found] == [200, 200, 200, 429]  # of one address, half of what may wait
        assert found[-1].json()["detail"] == BUSY


def test_a_question_whose_reader_has_gone_leaves_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_UNREAD", 0.2)
    monkeypatch.setattr(waiting, "_KEPT", 2.0)
    with slow_chat(queue=20) as (slow, page, client):
        events = [ask(client, f"s{number}").json()["event_id"] for number in range(AT_ONCE + 5)]
        until(lambda: len(slow.asked) == AT_ONCE)
        until(lambda: len(page._queue) == 0)
        assert "Nobody waited for the answer" in client.get(f"/gradio_api/call/ask/{events[-1]}").text
        slow.may.set()
        until(lambda: not page._queue.event_ids_to_events)
        until(lambda: not page._queue.pending_messages_per_session)
        assert len(slow.asked) == AT_ONCE
        assert page._queue.pending_event_ids_session == {}


def test_a_question_that_somebody_waits_for_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_UNREAD", 0.0)
    monkeypatch.setattr(waiting, "_KEPT", 0.0)
    with slow_chat(queue=20) as (slow, page, client):
        replies = []

        def read(session: str) -> None:
            event = ask(client, session).json()["event_id"]
            replies.append(client.get(f"/gradio_api/call/ask/{event}").text)

        readers = [threading.Thread(target=read, args=(f"s{number}",)) for number in range(AT_ONCE + 2)]
        for reader in readers:
            reader.start()
        until(lambda: len(slow.asked) == AT_ONCE and len(page._queue) == 2)
        time.sleep(1.5)  # it is looked after once a second
        slow.may.set()
        for reader in readers:
            reader.join(10)
        assert len(replies) == AT_ONCE + 2
        assert all("The answer." in reply for reply in replies)


def test_conversations_of_closed_pages_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "SESSIONS", 3)
    with slow_chat(queue=6) as (_slow, page, client):
        known = {each["api_name"]: each["id"] for each in client.get("/config").json()["dependencies"]}
        body = {"fn_index": known["_clear_and_save_textbox"], "data": ["a"]}
        for number in range(10):
            client.post("/gradio_api/run/predict", json=body | {"session_hash": f"s{number}"})
        until(lambda: set(page.state_holder.session_data) == {"s7", "s8", "s9"})
        assert page.state_session_capacity == 12  # with the open ones


def test_nothing_grows_with_the_questions_that_were_answered() -> None:
    with slow_chat(queue=6) as (slow, page, client):
        slow.may.set()
        for number in range(5):
            event = ask(client, f"s{number}").json()["event_id"]
            assert "The answer." in client.get(f"/gradio_api/call/ask/{event}").text
        assert len(page._queue.event_analytics) <= 1
        assert page._queue.cached_event_analytics_summary == {"functions": {}}


def test_an_answer_that_was_never_asked_for_is_not_there() -> None:
    with slow_chat(queue=6) as (_slow, _page, client):
        assert client.get("/gradio_api/queue/data?session_hash=nobody").status_code == 404
        assert client.get("/gradio_api/call/ask/nothing").status_code == 404


def test_a_reader_sees_the_place_in_the_queue_and_the_refusal_and_can_ask_again(
    browser_page: Page,
) -> None:
    with slow_chat(queue=4) as (slow, _page, client):
        for number in range(AT_ONCE + 1):
            ask(client, f"s{number}")
        until(lambda: len(slow.asked) == AT_ONCE)
        browser_page.goto(str(client.base_url))
        box = browser_page.locator("#question textarea")
        box.fill("Who signed it?")
        box.press("Enter")
        place = browser_page.locator(".rag-chat .progress-text").first
        place.wait_for()
        until(lambda: "queue: 2/2" in place.inner_text())
        before = place.evaluate("element => getComputedStyle(element, '::before').content")
        assert "En attente · في الانتظار" in before
        assert browser_page.context.browser
        other = browser_page.context.browser.new_page()
        other.goto(str(client.base_url))
        box = other.locator("#question textarea")
        box.fill("Who signed it?")
        box.press("Enter")
        other.get_by_text("Too many questions are waiting").first.wait_for()
        until(box.is_enabled)
        assert other.locator('[data-testid="user"]').inner_text() == "Who signed it?"
        slow.may.set()
        browser_page.get_by_text("The answer.").wait_for()
        box.fill("Who signed it now?")
        box.press("Enter")
        other.get_by_text("The answer.").wait_for()
        other.close()
