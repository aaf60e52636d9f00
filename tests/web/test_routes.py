"""Every route of the installed Gradio is either open for a reason, or known to be closed."""

import re
from collections.abc import Iterator
from typing import Any

import gradio as gr
import httpx
import pytest
from gradio.routes import App

from rag.web.loops import in_a_loop
from rag.web.routes import ROUTES, find_route

# What Gradio answers besides, and why the page does without. A route of a new version is in neither list.
CLOSED = {
    "/gradio_api/upload": "nothing is uploaded",
    "/gradio_api/upload_progress": "nothing is uploaded",
    "/gradio_api/file=": "no file of this machine is shown",
    "/gradio_api/file/": "no file of this machine is shown",
    "/gradio_api/proxy=": "asks another server",
    "/gradio_api/run-history": "asks a model hub",
    "/gradio_api/runs": "asks a model hub",
    "/gradio_api/stream/": "no sound and no picture",
    "/gradio_api/process_recording": "no sound and no picture",
    "/gradio_api/custom_component/": "there are none",
    "/gradio_api/component_server": "no component has functions of its own",
    "/gradio_api/dev/reload": "for developers",
    "/gradio_api/vibe": "edits the program",
    "/gradio_api/undo-vibe-edit": "edits the program",
    "/gradio_api/profiling": "for developers",
    "/gradio_api/startup-events": "the server has started by itself",
    "/gradio_api/deep_link": "writes a conversation to this machine",
    "/gradio_api/login_check": "nobody signs in here",
    "/gradio_api/user": "nobody signs in here",
    "/gradio_api/token": "nobody signs in here",
    "/login": "nobody signs in here",
    "/logout": "nobody signs in here",
    "/gradio_api/app_id": "for reloading while developing",
    "/gradio_api/theme.css": "the page takes /theme.css",
    "/gradio_api/queue/status": "how many wait is told to those who wait",
    "/gradio_api/reset": "does nothing",
    "/gradio_api/api/": "around the queue",
    "/gradio_api/run/": "around the queue; but for the page's own steps",
    "/gradio_api/call/": "but for `ask`",
    "/monitoring": "who asked what",
    "/pwa_icon": "the page is no application of its own",
    "/svelte/": "for components that there are none of",
    "/openapi.json": "of the server's own parts; the page's is /gradio_api/openapi.json",
}


def routes_of_gradio() -> list[tuple[str, str]]:
    @in_a_loop
    def create() -> App:
        with gr.Blocks() as page:
            gr.Textbox()
        return App.create_app(page)

    found = list(methods_of(create()))
    assert len(found) > 60
    return found


def methods_of(router: Any) -> Iterator[tuple[str, str]]:
    for route in router.routes:
        yield from ((method, route.path) for method in getattr(route, "methods", None) or ())
        if hasattr(route, "original_router"):
            yield from methods_of(route.original_router)


def test_every_route_of_gradio_is_decided() -> None:
    undecided = []
    for method, path in routes_of_gradio():
        example = path.replace("{api_name}", "predict" if "/run/" in path else "ask")
        example = re.sub(r"{path:path}", "js/x.js" if path.startswith("/static") else "index.js", example)
        example = re.sub(r"{[^}]*}", "abc", example)
        closed = any(path.startswith(start) for start in CLOSED)
        trailing = path != "/" and path.endswith("/")  # the same as without
        other_method = any(find_route(each, example) for each in ("GET", "POST"))
        if not (find_route(method, example) or closed or trailing or other_method):
            undecided.append((method, path))
    assert not undecided


@pytest.mark.parametrize("start", [each for each in CLOSED if not each.endswith(("/run/", "/call/"))])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_closed_is_closed(start: str, method: str) -> None:
    for path in (start, start + "x", start + "/x", start + "x/y.js"):
        assert find_route(method, path) is None


def test_every_open_route_says_why() -> None:
    assert all(route.reason for route in ROUTES)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../pyproject.toml",
        "/assets//etc/passwd",
        "/assets/.env",
        "/assets/a/../../b",
        "/static/js/..\\x",
        "/assets/\u0661.js",
        "/assets/a\n",
        "/static/../x",
        "/gradio_api/heartbeat/" + "a" * 65,
    ],
)
def test_paths_that_lead_elsewhere_are_no_route(path: str) -> None:
    assert find_route("GET", path) is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/gradio_api/run-history/buckets"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://example.org/"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/monitoring"),
    ],
)
def test_the_server_has_nothing_there(client: httpx.Client, method: str, path: str) -> None:
    found = client.request(method, path, json={} if method == "POST" else None)
    assert found.status_code == 404
    assert found.json()["detail"] == "there is nothing here"
