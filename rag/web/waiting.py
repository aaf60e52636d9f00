"""The queue of questions: how many may wait, and what becomes of those whose reader has gone.

Gradio answers a question whether or not anybody reads the answer, and keeps what was said to its session until two
thousand others came. With each answer it tells every waiting session its new place: a thousand questions whose answers
nobody read kept the next reader waiting half a minute, and half a million such messages in memory. So the queue is
short, its places are told once a second, and what nobody reads is let go.
"""

import asyncio
import ctypes
import logging
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Literal

import gradio as gr
from gradio.server_messages import ProcessCompletedMessage
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.labels import BUSY, GIVEN_UP

SESSIONS = 500  # closed pages whose conversation is remembered, about 30 kB each
_UNREAD = 10.0  # seconds after which a question is taken from the queue when nobody waits for its answer
_KEPT = 60.0  # seconds for which an answer waits for its reader
_CLOSED = timedelta(hours=1)  # for which a conversation outlives its page: a laptop sleeps and wakes up
_WORTH_IT = 100  # sessions let go, after which freed memory is given back
_TELLING = 1.0  # seconds between two messages about the place in the queue
_log = logging.getLogger(__name__)


def limit_queue(page: gr.Blocks) -> None:
    """Makes a page's queue tell places by the clock, and not keep statistics that grow with every question."""
    page.state_session_capacity = 4 * SESSIONS  # with the open ones; `Waiting` forgets the closed ones before
    page.queue(status_update_rate=_TELLING, api_open=False)  # nothing that queues can be called around the queue
    page._queue.ANALYTICS_MAX_EVENTS = 1
    page._queue.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize  # a data frame of all events, after every one of them


class Waiting:
    """Knows who waits for an answer and who reads it.

    Args:
        page: whose queue it is.
        most: questions that may wait at once; from one address half as many, so that nobody can fill the queue alone.
    """

    def __init__(self, page: gr.Blocks, most: int) -> None:
        self.page, self.most = page, most
        self.listening: Counter[str] = Counter()  # open streams of a session
        self.heard: dict[str, float] = {}  # when somebody last listened to a session
        self.entering: Counter[str] = Counter()  # requests of an address on their way into the queue

    def around(self, app: ASGIApp) -> ASGIApp:
        """The middleware that sees who comes and goes."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or (kind := _kind(scope)) is None:
                await app(scope, receive, send)
            elif kind == "question":
                await self._enter(app, scope, receive, send)
            else:
                await self._listen(app, scope, receive, send)

        return watched

    @property
    def _queue(self) -> Any:
        return self.page._queue

    async def _enter(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        address = (scope.get("client") or ("",))[0]
        waiting = [event for each in self._queue.event_queue_per_concurrency_id.values() for event in each.queue]
        from_there = sum((event.request.client or ("",))[0] == address for event in waiting)
        all_entering, its_entering = self.entering.total(), self.entering[address]
        if len(waiting) + all_entering >= self.most or from_there + its_entering >= max(1, self.most // 2):
            await JSONResponse({"detail": BUSY, "error": BUSY}, 429, {"Retry-After": "5"})(scope, receive, send)
            return
        self.entering[address] += 1
        try:
            await app(scope, receive, send)
        finally:
            self.entering[address] -= 1
            self.entering += Counter()  # drops what is zero

    async def _listen(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        kind, last = _kind(scope), scope["path"].rpartition("/")[2]
        session = last
        if kind == "answer":
            session = scope["query_string"].decode().removeprefix("session_hash=")
        elif kind == "event":
            known = self._queue.pending_event_ids_session.items()
            session = next((each for each, events in known if last in events), last)
        if kind != "page" and session not in self._queue.pending_messages_per_session:
            await JSONResponse({"detail": "nothing was asked here"}, 404)(scope, receive, send)
            return
        self.listening[session] += 1
        try:
            await app(scope, receive, send)
        finally:
            self.listening[session] -= 1
            self.listening += Counter()
            self.heard[session] = time.monotonic()

    @asynccontextmanager
    async def watch(self, *_app: Any) -> AsyncIterator[None]:
        """Lets go, once a second, what nobody reads; until the block ends."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()

    async def _watch(self) -> None:
        gone = 0
        while True:
            await asyncio.sleep(1)
            try:
                gone += await self.let_go()
                if gone > _WORTH_IT and not self._queue.event_ids_to_events:
                    await asyncio.to_thread(_return_memory)
                    gone = 0
            except Exception:
                _log.exception("the queue could not be looked after")

    async def let_go(self) -> int:
        """Drops questions, answers and conversations that nobody waits for; how many."""
        queue, now, gone = self._queue, time.monotonic(), 0
        busy = {event.session_hash for event in queue.event_ids_to_events.values()}
        for session in list(queue.pending_messages_per_session):
            if self.listening[session]:
                continue
            silent = now - self.heard.setdefault(session, now)
            if session in busy and silent > _UNREAD:
                gone += await self._take_back(session)
            elif session not in busy and silent > _KEPT:
                queue.pending_messages_per_session.pop(session, None)
                queue.pending_event_ids_session.pop(session, None)
                gone += 1
        return gone + self._forget(now)

    async def _take_back(self, session: str) -> int:
        """Takes what a session asked out of the queue; who comes for the answer after all is told."""
        queues = self._queue.event_queue_per_concurrency_id.values()
        waiting = [event for each in queues for event in each.queue if event.session_hash == session]
        for event in waiting:
            self._queue.send_message(event, ProcessCompletedMessage(output={"error": GIVEN_UP}, success=False))
            await self._queue.remove_from_queue(event._id)
        return len(waiting)

    def _forget(self, now: float) -> int:
        """Conversations of closed pages, the oldest first, and what is known of sessions that are gone."""
        holder = self.page.state_holder
        closed = [session for session in list(holder.session_data) if not self.listening[session]]
        used = {session: holder.time_last_used.get(session, datetime.min) for session in closed}
        before = datetime.now() - _CLOSED
        surplus = sorted(closed, key=used.__getitem__)[: max(0, len(closed) - SESSIONS)]
        forgotten = {*surplus, *(session for session in closed if used[session] < before)}
        for session in forgotten:
            holder.session_data.pop(session, None)
            holder.time_last_used.pop(session, None)
        for session in list(self.heard):
            if session not in self._queue.pending_messages_per_session and now - self.heard[session] > _KEPT:
                del self.heard[session]
        return len(forgotten)


def _return_memory() -> None:
    """Gives freed memory back to the system, which the C library of Linux keeps otherwise."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _kind(scope: Scope) -> Literal["question", "page", "answer", "event"] | None:
    """What a request has to do with waiting: a question, an open page, the answers of a session, that of an event."""
    match scope["method"], scope["path"].removeprefix("/gradio_api/").split("/"):
        case ("POST", ["queue", "join"]) | ("POST", ["call", *_]):
            return "question"
        case "GET", ["heartbeat", _]:
            return "page"
        case "GET", ["queue", "data"]:
            return "answer"
        case "GET", ["call", *_]:
            return "event"
    return None
