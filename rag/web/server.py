"""The web server: one application that holds the page, and whatever else is served beside it."""

import errno
import importlib.resources
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from rag.errors import RagError
from rag.settings import Settings
from rag.web.calls import Calls
from rag.web.guard import Guard
from rag.web.headers import SecurityHeaders
from rag.web.hosts import Hosts
from rag.web.loops import in_a_loop
from rag.web.protocol import Protocol
from rag.web.waiting import Waiting, limit_queue

_FONTS = ["system-ui", "Noto Sans", "Noto Sans Arabic", "sans-serif"]  # of the reader's machine: none is fetched
_MOST_CONNECTIONS = 800  # a page that is open holds two or three
_HEAD_BYTES = 16 * 1024


@in_a_loop
def build_app(page: gr.Blocks, settings: Settings) -> FastAPI:
    """The application: Gradio's, behind what refuses all that the page does not need.

    Routes that are added to it must be on the list in ``rag.web.routes``.
    """
    style = importlib.resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    limit_queue(page)
    waiting = Waiting(page, settings.queue)
    app = FastAPI(openapi_url=None, lifespan=waiting.watch)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        root_path=settings.root_path or None,
        theme=gr.themes.Soft(font=_FONTS, font_mono=["ui-monospace", "monospace"]),
        css=style,
        footer_links=[],
        run_history=False,  # it would call a model hub
        max_file_size="1b",  # nothing on the page takes a file
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    # The last one added sees a request first.
    app.add_middleware(CORSMiddleware)  # allows no other site; without it Gradio allows nearly all
    app.add_middleware(waiting.around)
    app.add_middleware(Guard, hosts=Hosts(settings.allowed_hosts, settings.host), calls=Calls(page))
    return app


class _Server(uvicorn.Server):
    """Says when it has started, and nothing when it ends."""

    def __init__(self, page: gr.Blocks, settings: Settings, started: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                SecurityHeaders(build_app(page, settings), settings.frame_ancestors),
                http=Protocol,
                ws="none",
                log_level="error",
                access_log=False,
                server_header=False,
                limit_concurrency=_MOST_CONNECTIONS,
                timeout_graceful_shutdown=1,
                h11_max_incomplete_event_size=_HEAD_BYTES,
            )
        )
        self.when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Opens the sockets."""
        await super().startup(sockets)
        if self.started:
            self.when_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends what is open: pages always hold a connection, and that they lose it is no error."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def launch(page: gr.Blocks, settings: Settings) -> None:
    """Serves the page on the address of the settings until Ctrl+C.

    Raises:
        RagError: the port is in use, or the address is none of this machine.
    """
    with _listening(settings) as listener:
        address = _address(settings, listener)
        line = f"The chat is at {address} (Ctrl+C ends it)"
        if settings.host in {"0.0.0.0", "::"} and not settings.allowed_hosts:
            line += "\nOther machines are refused until RAG_ALLOWED_HOSTS lists the names that they call this one by"
        server = _Server(page, settings, lambda: print(line, flush=True))  # noqa: T201
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


@contextmanager
def served(page: gr.Blocks, settings: Settings) -> Iterator[str]:
    """Serves the page beside what this process does; the address, while the block lasts.

    Raises:
        RagError: the port is in use, or the address is none of this machine.
    """
    with _listening(settings) as listener:
        started = threading.Event()
        server = _Server(page, settings, started.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            if not started.wait(30):
                raise RagError("the chat did not start: the log says why")
            yield _address(settings, listener)
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    host = settings.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, settings.port))
            listener.listen(2048)
        except OSError as error:
            raise RagError(_why(error, settings)) from error
        yield listener


def _why(error: OSError, settings: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} of {settings.host} is in use: choose another with --port or RAG_PORT"
    if error.errno == errno.EACCES:
        return f"port {settings.port} may not be opened: choose one above 1023 with --port or RAG_PORT"
    return f"{settings.host} is no address of this machine: choose another with --host or RAG_HOST"


def _address(settings: Settings, listener: socket.socket) -> str:
    host = {"0.0.0.0": "localhost", "::": "localhost"}.get(settings.host, settings.host)
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{host}:{listener.getsockname()[1]}/"
