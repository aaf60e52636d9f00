"""What is refused before Gradio sees it, at a real server."""

import asyncio
import json
import socket
import time
from typing import Any

import httpx
import pytest

from rag.web import guard
from rag.web.guard import Guard
from rag.web.hosts import Hosts
from rag.web.labels import BUSY

JOIN = "/gradio_api/queue/join"
CONVERSATION = [{"role": "user", "content": [{"type": "text", "text": "Who signed?"}]}]
FOREIGN = "a page of another site may not ask here"
RUN = "/gradio_api/run/predict"
CALL = "/gradio_api/call/ask"


def test_a_foreign_host_gets_one_line(client: httpx.Client) -> None:
    found = client.get("/config", headers={"Host": "evil.example"})
    assert found.status_code == 421
    assert "RAG_ALLOWED_HOSTS" in found.json()["detail"]


def test_a_foreign_page_may_send_nothing(client: httpx.Client) -> None:
    for origin in ("https://evil.example", "http://127.0.0.1:1", "null"):
        found = client.post(CALL, json={"data": ["Who signed?"]}, headers={"Origin": origin})
        assert (found.status_code, found.json()) == (403, {"detail": FOREIGN, "error": FOREIGN})


def test_a_foreign_page_can_read_nothing(client: httpx.Client) -> None:
    for origin in ("https://evil.example", "http://localhost:1", "null"):
        found = client.get("/config", headers={"Origin": origin})
        assert not [name for name in found.headers if name.startswith("access-control")]
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        assert not [name for name in client.options(JOIN, headers=asked).headers if name.startswith("access-control")]


def test_what_a_stranger_says_of_the_address_is_not_believed(client: httpx.Client) -> None:
    for name in ("X-Forwarded-Host", "X-Gradio-Server"):
        page = client.get("/", headers={name: "evil.example"})
        assert page.status_code == 200
        assert "evil.example" not in page.text


@pytest.mark.parametrize(("path", "limit"), [(CALL, 64), (RUN, 1024)])
def test_a_long_body_is_refused_before_it_is_read(local_address: str, path: str, limit: int) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    reply = exchange(local_address, f"{head}Content-Length: 10000000000\r\n\r\n".encode())
    assert reply.startswith(b"HTTP/1.1 413 ")
    assert f"longer than {limit} kB".encode() in reply
    assert b"connection: close" in reply.lower()
    piece = b"10000\r\n" + b"[" * 65536 + b"\r\n"
    reply = exchange(local_address, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + piece * (limit // 64 + 1))
    assert reply.startswith(b"HTTP/1.1 413 ")


def test_a_body_that_trickles_is_given_up() -> None:
    async def app(*_all: Any) -> None:
        raise AssertionError("it was not read")

    sent: list[Any] = []

    async def trickle() -> dict[str, Any]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"[", "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json"), (b"transfer-encoding", b"chunked")]
    scope = {"type": "http", "method": "POST", "path": CALL, "headers": headers, "query_string": b""}
    guarded = Guard(app, Hosts((), ""), None, seconds=0.2)  # type: ignore[arg-type]
    started = time.monotonic()
    asyncio.run(guarded(scope, trickle, send))
    assert sent[0]["status"] == 408
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"data": ["a"], "session_hash": "\xff"}',
        b"[" * 60000,
        b'{"data":' + b"[" * 60000,
        b'{"data": {"a": 1}}',
        b'{"data": [1]}',
        b'{"data": [["a"]]}',
        b'{"data": []}',
        b'{"data": ["a", null, 3]}',
        b'{"data": ["\\ud800"]}',
        b'{"data": ["a"], "session_hash": "../x"}',
        b'{"data": ["a"], "session_hash": 7}',
    ],
)
def test_a_body_of_another_form_is_one_line(client: httpx.Client, body: bytes) -> None:
    found = client.post(CALL, content=body, headers={"Content-Type": "application/json"})
    assert found.status_code == 400
    assert 0 < len(found.json()["detail"]) < 300
    assert "\n" not in found.json()["detail"]


def test_what_is_no_json_is_not_taken(client: httpx.Client) -> None:
    found = client.post(CALL, content='{"data": ["a"]}', headers={"Content-Type": "text/plain"})
    assert found.status_code == 415


@pytest.mark.parametrize(
    ("function", "data", "more"),
    [
        (10**6, [], {}),
        (-1, [], {}),
        ("ask", [], {}),
        ("ask", ["a"], {}),
        ("ask", [7, None], {}),
        ("ask", ["a", None], {"session_hash": None}),
        ("ask", ["a", None], {"session_hash": "a/b"}),
        ("_append_message_to_history", [None, "x"], {}),
        ("_append_message_to_history", [None, [{"role": "system", "content": "x"}]], {}),
        ("_append_message_to_history", [None, [{"role": "user", "content": {"path": "/etc/passwd"}}]], {}),
        (
            "_append_message_to_history",
            [None, [{"role": "user", "content": [{"type": "file", "file": {"path": "/etc/passwd"}}]}]],
            {},
        ),
        ("_append_message_to_history", [None, [{"role": "user", "content": "x"}] * 401], {}),
        ("example_clicked", [], {"event_data": {"index": 0}}),
        ("example_clicked", [], {"event_data": {"index": 0, "value": {"text": ["a"]}}}),
        ("option_clicked", [[]], {"event_data": {"index": 0, "value": 3}}),
        ("load_example", [10**9], {}),
    ],
)
def test_a_step_of_the_page_takes_only_what_the_page_sends(
    client: httpx.Client, function: str | int, data: list[Any], more: dict[str, Any]
) -> None:
    known = {each["api_name"]: each["id"] for each in client.get("/config").json()["dependencies"]}
    body = {"fn_index": known.get(function, function), "data": data, "session_hash": "abc"} | more  # type: ignore[call-overload]
    for path in (JOIN, RUN):
        found = client.post(path, content=json.dumps(body), headers={"Content-Type": "application/json"})
        assert found.status_code == 400, found.text
        assert "Traceback" not in found.text


def test_any_step_of_the_page_can_be_called_at_any_time(client: httpx.Client) -> None:
    plain = {"textbox": "Who signed?", "chatbot": CONVERSATION, "browserstate": []}
    config = client.get("/config").json()
    kinds = {each["id"]: each["type"] for each in config["components"]}
    for step in config["dependencies"]:
        body = {
            "fn_index": step["id"],
            "data": [plain.get(kinds[each]) for each in step["inputs"]],
            "session_hash": f"step{step['id']}",
            "event_data": {"index": 0, "value": "Who signed?"},
        }
        if step["api_name"] == "example_clicked":
            body["event_data"] = {"index": 0, "value": {"text": "Who signed?"}}
        for path in (RUN, JOIN):
            assert client.post(path, json=body).status_code < 500, step["api_name"]
        if not step["queue"]:
            continue
        with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": body["session_hash"]}) as stream:
            finished = next(line for line in stream.iter_lines() if "process_completed" in line)
        assert '"success":true' in finished


def test_bodies_on_their_way_are_bounded_together(local_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_ALL_BODIES", 1000)
    found = httpx.post(f"{local_address}{CALL}", json={"data": ["a" * 2000]})
    assert (found.status_code, found.json()["detail"]) == (429, BUSY)
    monkeypatch.undo()
    assert httpx.post(f"{local_address}{CALL}", json={"data": ["a" * 2000]}).status_code == 200


def test_nothing_that_waits_can_be_had_around_the_queue(client: httpx.Client) -> None:
    (ask,) = (each["id"] for each in client.get("/config").json()["dependencies"] if each["api_name"] == "ask")
    body = {"fn_index": ask, "data": ["Who signed?", None], "session_hash": "abc"}
    assert client.post(RUN, json=body).status_code == 404


def test_a_slow_head_is_given_up(local_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.web.protocol._HEAD_SECONDS", 0.3)
    with connected(local_address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHo")
        for _each in range(3):
            time.sleep(0.05)
            connection.sendall(b"s")
        connection.settimeout(5)
        assert connection.recv(1) == b""


def connected(address: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=10)


def exchange(address: str, request: bytes) -> bytes:
    """All that the server says until it closes the connection."""
    found = bytearray()
    with connected(address) as connection:
        try:
            connection.sendall(request)
            while piece := connection.recv(65536):
                found += piece
        except ConnectionError:
            pass
    return bytes(found)
