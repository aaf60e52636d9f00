"""Requests as bytes: wrong methods, paths, bodies, calls, headers and framing, and what is no HTTP at all."""

import json
import random
from collections.abc import Iterator
from typing import Any

_PATHS = [
    *("/", "/config", "/theme.css", "/assets/index.js", "/static/img/logo.svg", "/favicon.ico", "/manifest.json"),
    *("/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/heartbeat/abc", "/gradio_api/run/predict"),
    *(
        "/gradio_api/queue/join",
        "/gradio_api/queue/data?session_hash=abc",
        "/gradio_api/cancel",
        "/gradio_api/call/ask",
    ),
    *("/gradio_api/call/v2/ask", "/gradio_api/call/ask/abc", "/gradio_api/upload", "/gradio_api/file=/etc/passwd"),
    *(
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/dev/reload",
        "/gradio_api/run-history/buckets",
        "/monitoring",
    ),
    *("/gradio_api/component_server", "/gradio_api/stream/a/b/0/playlist.m3u8", "/gradio_api/custom_component/0/a/b/c"),
    *(
        "/login",
        "/logout",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/gradio_api/deep_link?session_hash=abc",
        "/svelte/x.js",
    ),
]
_POSTS = [path for path in _PATHS if path.endswith(("/predict", "/join", "/cancel", "/ask", "/upload", "/login"))]
_METHODS = [
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "get",
    "G\x00T",
    "A" * 300,
    "",
]
_ODD: list[Any] = [
    *(None, True, -1, 0, 3.5, 2**63, 10**400, "", "a", "\u202e\u0000", "$$x$$", "<script>alert(1)</script>", [], {}),
    *([None] * 50, {"__type__": "update"}, {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, "x" * 40_000),
    *([{"role": "user", "content": "a"}] * 3, [[["a"]]], "../../etc/passwd", "${7*7}{{7*7}}", {"": {"": {}}}),
]
_TRAVERSALS = [
    "../",
    "..%2f",
    "%2e%2e/",
    "..\\",
    "%5c..%5c",
    "..%c0%af",
    "%252e%252e%252f",
    "//",
    "%00",
    "....//",
    ";/../",
]
_TARGETS = ["etc/passwd", "proc/self/environ", "pyproject.toml", ".env", "index/manifest.json", "C:/Windows/win.ini"]


def raw_requests(rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """Requests as bytes, of every kind in turn."""
    kinds = [_method, _traversal, _wrong_body, _wrong_body, _wrong_call, _wrong_call, _bytes_as_body, _head, _framing]
    kinds += [_mutated, _query, _cut]
    while True:
        for kind in kinds:
            request, name = kind(rng)
            yield f"{kind.__name__[1:]}: {name}"[:100], request


def _request(method: str, path: str, headers: str = "", body: bytes = b"", host: str = "localhost") -> bytes:
    length = f"Content-Length: {len(body)}\r\nContent-Type: application/json\r\n" if body else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{length}{headers}\r\n"
    return head.encode("utf-8", "surrogatepass") + body


def _method(rng: random.Random) -> tuple[bytes, str]:
    method, path = rng.choice(_METHODS), rng.choice(_PATHS)
    return _request(method, path, body=rng.choice([b"", b"{}"])), f"{method!r} {path}"


def _traversal(rng: random.Random) -> tuple[bytes, str]:
    path = rng.choice(
        ["/assets/", "/static/", "/static/img/", "/gradio_api/file=", "/gradio_api/heartbeat/", "/svelte/", "/"]
    )
    path += (
        rng.choice(_TRAVERSALS) * rng.randint(1, 9) + rng.choice(_TARGETS) + rng.choice(["", "%00.js", "?", "#", "%0a"])
    )
    return _request("GET", path), path


def _wrong_body(rng: random.Random) -> tuple[bytes, str]:
    """JSON of any other form."""
    path, depth = rng.choice(_POSTS), rng.choice([10, 1000, 100_000])
    forms = [
        lambda: json.dumps(rng.choice(_ODD)).encode(),
        lambda: b"[" * depth,
        lambda: b'{"a":' * depth + b"1" + b"}" * depth,
        lambda: b'{"data":' + b"[" * depth + b"]" * depth + b',"session_hash":"abc","fn_index":3}',
        lambda: b'{"data":["a"],"data":["' + b"\\ud800" * 3 + b'"]}',
        lambda: json.dumps(
            {name: rng.choice(_ODD) for name in ("data", "fn_index", "session_hash", "event_id")}
        ).encode(),
        lambda: b'{"data": [NaN, Infinity, -0, 1e999]}',
    ]
    body = rng.choice(forms)()
    return _request("POST", path, body=body), f"{path} {body[:40]!r}"


def _wrong_call(rng: random.Random) -> tuple[bytes, str]:
    """The right form, with wrong values: function, session, event and what is handed over."""
    path = rng.choice(
        ["/gradio_api/run/predict", "/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/call/ask"]
    )
    value = lambda: rng.choice([*_ODD, "Who signed?", [{"role": "user", "content": rng.choice(_ODD)}]])  # noqa: E731
    body = {
        "data": [value() for _each in range(rng.choice([0, 1, 1, 2, 2, 3]))],
        "fn_index": rng.choice([*range(60), -1, 2**31, "3", None]),
        "session_hash": rng.choice(["abc", "", "a/b", "x" * 64, "x" * 65, "__class__", "\u0661", None]),
        "event_id": rng.choice(["abc", "0" * 32, None, 3]),
        "event_data": rng.choice([None, {"index": 0, "value": value()}, value()]),
        "trigger_id": rng.choice([None, 0, 4, 5, 10**6, -1, "4"]),
        "batched": rng.choice([False, True]),
        "simple_format": rng.choice([False, True]),
    }
    return _request("POST", path, body=json.dumps(body).encode()), f"{path} {body['fn_index']}"


def _bytes_as_body(rng: random.Random) -> tuple[bytes, str]:
    body = rng.choice([rng.randbytes(500), b"\xff\xfe{}", b"\x00" * 100, '{"data":["é"]}'.encode("utf-16"), b"\xc3("])
    path = rng.choice(_POSTS)
    return _request("POST", path, body=body), f"{path} {body[:20]!r}"


def _head(rng: random.Random) -> tuple[bytes, str]:
    """Headers that are long, many, odd, or tell of another address."""
    headers = [
        f"X: {'a' * rng.choice([100, 20_000, 300_000])}\r\n",
        "".join(f"X-{number}: y\r\n" for number in range(rng.choice([50, 3000]))),
        f"Origin: {rng.choice(['null', 'http://evil.example', 'http://[', 'http://localhost:1', 'x' * 5000])}\r\n",
        f"X-Forwarded-Host: {rng.choice(['evil.example', '[', 'a b', '@', ''])}\r\nX-Forwarded-Proto: https\r\n",
        f"X-Gradio-Server: {rng.choice(['http://evil.example', 'http://[x', '١', ''])}\r\n",
        f"X-Forwarded-For: {rng.choice(['1.2.3.4', 'x', ',', '::'])}\r\nX-Forwarded-Proto: x\r\n",
        "Cookie: " + "a=b; " * 500 + "\r\n",
        f"Accept-Encoding: {rng.choice(['br;q=x', 'ÿ', 'br, ' * 500])}\r\nRange: bytes=9-1,-,x\r\n",
        "X\x00: y\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAA\r\n",
        "Expect: 100-continue\r\n",
        "If-None-Match: x\r\nIf-Modified-Since: x\r\n",
    ]
    header, path = rng.choice(headers), rng.choice(_PATHS)
    host = rng.choice(["localhost", "localhost", "localhost", "evil.example", "[x", "a b", "", "localhost\r\nHost: b"])
    return _request("GET", path, header, host=host), f"{path} {header[:30]!r} {host!r}"


def _framing(rng: random.Random) -> tuple[bytes, str]:
    """Where a body ends: shapes that two programs could read in two ways."""
    other = _request("GET", "/gradio_api/upload")
    shapes = [
        ("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n" + other),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", b"0\r\n\r\n" + other),
        ("Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n" + other),
        ("Transfer-Encoding : chunked\r\n", b"0\r\n\r\n" + other),
        ("Transfer-Encoding:\tchunked\r\n", b"zz\r\n" + other),
        ("Transfer-Encoding: chunked\r\n", b"-1\r\nabc\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"ffffffffffffffffff\r\nabc"),
        ("Transfer-Encoding: chunked\r\n", b"3\r\nabcdef\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"3;" + b"x" * 100_000 + b"\r\nabc\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"1\r\n[\r\n" * 5000),
        ("Transfer-Encoding: chunked\r\n", b"0\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"),
        ("Content-Length: 2\r\nContent-Length: 40\r\n", b"{}" + other),
        ("Content-Length: -5\r\n", b"{}"),
        ("Content-Length: 1_0\r\n", b"{}"),
        ("Content-Length: 99999999999999999999\r\n", b"{}"),
        ("Content-Length: 2\r\n X: folded\r\n", b"{}"),
        ("Content-Length: 2\n", b"{}"),
    ]
    path, (headers, body) = rng.choice(_POSTS), rng.choice(shapes)
    head = f"{rng.choice(['POST', 'POST', 'GET'])} {path} HTTP/1.{rng.choice('01')}\r\nHost: localhost\r\n"
    return f"{head}Content-Type: application/json\r\n{headers}\r\n".encode() + body, f"{path} {headers!r}"


def _mutated(rng: random.Random) -> tuple[bytes, str]:
    """An honest request with some bytes changed."""
    body = json.dumps({"data": ["Who signed?"], "session_hash": "abc"}).encode()
    request = bytearray(_request("POST", "/gradio_api/call/ask", "Accept: */*\r\n", body))
    for _each in range(rng.randint(1, 8)):
        at = rng.randrange(len(request))
        request[at : at + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
    return bytes(request), f"{bytes(request[:40])!r}"


def _query(rng: random.Random) -> tuple[bytes, str]:
    names = [
        "session_hash",
        "deep_link",
        "page",
        "serialize",
        "all_endpoints",
        "__theme",
        "view",
        "upload_id",
        "%00",
        "[",
    ]
    values = ["abc", "../../x", "%ff%fe", "\u0661", "", "a" * 3000, "%00", "abc&session_hash=def", "{}", "%0d%0aX:y"]
    query = "&".join(f"{rng.choice(names)}={rng.choice(values)}" for _each in range(rng.randint(1, 4)))
    path = f"{rng.choice(_PATHS).partition('?')[0]}?{query}"
    return _request("GET", path), path


def _cut(rng: random.Random) -> tuple[bytes, str]:
    """A request that ends before its end, or is none."""
    whole = _request("POST", rng.choice(_POSTS), body=b'{"data": ["a"]}')
    others = [
        b"\r\n" * 50,
        b"\x16\x03\x01\x02\x00\x01" + rng.randbytes(80),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
    ]
    others += [
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x00" * 9,
    ]
    request = rng.choice([whole[: rng.randrange(len(whole))], rng.choice(others), whole * 5])
    return request, f"{request[:40]!r}"
