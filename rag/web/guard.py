"""Refuses what the server does not answer: unknown hosts, foreign pages, closed routes, long or slow bodies."""

import asyncio

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.web.calls import CallError, Calls
from rag.web.hosts import Hosts
from rag.web.labels import BUSY
from rag.web.routes import Route, find_route

_BODY_SECONDS = 10.0
_ALL_BODIES = 32 * 1024 * 1024  # bytes of bodies that are on their way at once
# Gradio believes these from anybody. What a trusted proxy says is in the scope by now: uvicorn has read it.
_NOT_PASSED_ON = {
    b"x-forwarded-host",
    b"x-forwarded-proto",
    b"x-gradio-server",
    b"content-length",
    b"transfer-encoding",
}


class RefusedError(Exception):
    """A request is refused; ``line`` tells the person behind it why."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status, self.line = status, line


class Guard:
    """The first part of the server that sees a request (ASGI).

    Args:
        app: what answers the requests that pass.
        hosts: names of this server.
        calls: what the page's functions take; it may rewrite a body into the form that they need.
        seconds: how long a body may take to arrive.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts, calls: Calls, seconds: float = _BODY_SECONDS) -> None:
        self.app, self.hosts, self.calls, self.seconds = app, hosts, calls, seconds
        self.arriving = 0  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or lets the application do it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no part of the page uses a web socket
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            route = self._route(scope)
            body = await self._body(scope, receive, route)
        except RefusedError as refusal:
            # The rest of a body is not read, so the connection cannot be used again.
            headers = {"Connection": "close"} if _has_body(scope) else {}
            # The page shows the one where a step waits for nothing, the other where it joins the queue.
            lines = {"detail": refusal.line, "error": refusal.line}
            answer = JSONResponse(lines, refusal.status, headers)
            await answer(scope, receive, send)
            return
        await self.app(_narrowed(scope, route, body), _replay(body, receive), send)

    def _route(self, scope: Scope) -> Route:
        headers = scope["headers"]
        host = _only(headers, b"host")
        if not self.hosts.allow_host(host):
            raise RefusedError(421, "this name is not served here: the setting RAG_ALLOWED_HOSTS lists those that are")
        origins = [value.decode("latin-1") for key, value in headers if key == b"origin"]
        reads = scope["method"] in {"GET", "HEAD"}
        if not reads and not all(self.hosts.allow_origin(origin, host) for origin in origins):
            raise RefusedError(403, "a page of another site may not ask here")
        route = find_route(scope["method"], scope["path"])
        if route is None:
            raise RefusedError(404, "there is nothing here")
        return route

    async def _body(self, scope: Scope, receive: Receive, route: Route) -> bytes:
        if scope["method"] != "POST":
            if _has_body(scope):
                raise RefusedError(400, "nothing can be sent here")
            return b""
        if not _only(scope["headers"], b"content-type").lower().startswith("application/json"):
            raise RefusedError(415, "send JSON, with Content-Type: application/json")
        length = _only(scope["headers"], b"content-length")
        if length.isdecimal() and (len(length) > 12 or int(length) > route.body):
            raise _too_long(route)
        try:
            async with asyncio.timeout(self.seconds):
                body = await self._read(receive, route)
        except TimeoutError:
            raise RefusedError(408, f"the request took longer than {self.seconds:g} seconds to arrive") from None
        if not scope["path"].startswith("/gradio_api/"):
            return body
        try:
            return self.calls.checked(scope["path"], body)
        except CallError as error:
            raise RefusedError(400, str(error)) from None

    async def _read(self, receive: Receive, route: Route) -> bytes:
        body = bytearray()
        try:
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise RefusedError(400, "the request broke off")
                piece = message.get("body", b"")
                body += piece
                self.arriving += len(piece)
                if len(body) > route.body:
                    raise _too_long(route)
                if self.arriving > _ALL_BODIES:
                    raise RefusedError(429, BUSY)
                if not message.get("more_body"):
                    return bytes(body)
        finally:
            self.arriving -= len(body)


def _too_long(route: Route) -> RefusedError:
    return RefusedError(
        413, f"the request is longer than {route.body // 1024} kB: shorten it, or clear the conversation"
    )


def _only(headers: list[tuple[bytes, bytes]], name: bytes) -> str:
    """A header that may be given once; two that differ are as good as none."""
    found = {value for key, value in headers if key == name}
    return found.pop().decode("latin-1") if len(found) == 1 else ""


def _has_body(scope: Scope) -> bool:
    return any(
        key == b"transfer-encoding" or (key == b"content-length" and value != b"0") for key, value in scope["headers"]
    )


def _narrowed(scope: Scope, route: Route, body: bytes) -> Scope:
    """A request with nothing in it that its route does not need."""
    headers = [(key, value) for key, value in scope["headers"] if key not in _NOT_PASSED_ON]
    if scope["method"] == "POST":
        headers.append((b"content-length", str(len(body)).encode()))
    return {**scope, "headers": headers, "query_string": route.narrowed(scope["query_string"])}


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then what the client does."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return messages.pop() if messages else await receive()

    return next_message
