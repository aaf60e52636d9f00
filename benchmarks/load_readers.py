"""Readers of the chat: each asks a question every few seconds, through the queue that the page uses."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import httpx

PERIOD = 5.0  # seconds between two questions of a reader
_TIMEOUT = httpx.Timeout(60.0)
_ASK = "/gradio_api/call/ask"


@dataclass(frozen=True)
class Reply:
    """What came of a question: ``text`` is all that the page gets, or why there is none; times in seconds."""

    question: str
    asked: float
    answered: float
    kind: Literal["answer", "refused", "error"]
    text: str

    @property
    def seconds(self) -> float:
        """How long the reader waited."""
        return self.answered - self.asked


def client(address: str) -> httpx.AsyncClient:
    """A client with as many connections as there are readers."""
    return httpx.AsyncClient(
        base_url=address, timeout=_TIMEOUT, limits=httpx.Limits(max_connections=None), trust_env=False
    )


async def ask(http: httpx.AsyncClient, question: str) -> Reply:
    """Asks and waits for the answer."""
    asked = time.monotonic()

    def reply(kind: Literal["answer", "refused", "error"], text: str) -> Reply:
        return Reply(question, asked, time.monotonic(), kind, text)

    try:
        response = await http.post(_ASK, json={"data": [question, None]})
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            return reply("refused", response.text)
        response.raise_for_status()
        async with http.stream("GET", f"{_ASK}/{response.json()['event_id']}") as stream:
            stream.raise_for_status()
            event = ""
            async for line in stream.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data" and event in {"complete", "error"}:
                    return reply("answer" if event == "complete" else "error", value)
        return reply("error", "the stream ended without an answer")
    except (httpx.HTTPError, KeyError, ValueError) as error:
        return reply("error", f"{type(error).__name__}: {error}")


async def ask_each(address: str, questions: Sequence[str]) -> dict[str, str]:
    """The answers of a server that has nothing else to do, one question after the other.

    Raises:
        RuntimeError: a question was not answered.
    """
    answers = {}
    async with client(address) as http:
        for question in questions:
            reply = await ask(http, question)
            if reply.kind != "answer":
                raise RuntimeError(f"{question!r} is not answered on a quiet server: {reply.text[:200]}")
            answers[question] = reply.text
    return answers


async def read(address: str, questions: Sequence[str], readers: int, seconds: float, seed: int) -> list[Reply]:
    """All replies of readers who start one after the other within their first period."""
    replies: list[Reply] = []
    until = time.monotonic() + seconds

    async def one(number: int, http: httpx.AsyncClient) -> None:
        chosen = random.Random(f"{seed} {number}")
        following = time.monotonic() + PERIOD * number / readers
        while following < until:
            await asyncio.sleep(max(0.0, following - time.monotonic()))
            replies.append(await ask(http, chosen.choice(questions)))
            following = max(following + PERIOD, time.monotonic())

    async with client(address) as http:
        await asyncio.gather(*(one(number, http) for number in range(readers)))
    return sorted(replies, key=lambda reply: reply.asked)


def shown_text(data: str) -> str:
    """The words of an answer, without its cards of sources and what it suggests to ask."""
    first = json.loads(data)[0]
    return str(first["content"] if isinstance(first, dict) else first)
