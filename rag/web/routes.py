"""What the server answers: a short list. Everything else that Gradio brings is refused before it sees it."""

import re
from dataclasses import dataclass

KB = 1024
SESSION = "[A-Za-z0-9_-]{1,64}"
_FILE = r"(?:[A-Za-z0-9_@-][A-Za-z0-9_@.-]*/)*[A-Za-z0-9_@-][A-Za-z0-9_@.-]*"


@dataclass(frozen=True)
class Route:
    """A kind of request that is answered, and why it must be."""

    method: str
    path: str  # a regular expression for the whole path
    reason: str
    query: str = ""  # the one parameter that is passed on, a session
    body: int = 64 * KB  # longest, in bytes

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is of this kind."""
        return method == self.method and re.fullmatch(self.path, path, re.ASCII) is not None

    def narrowed(self, query: bytes) -> bytes:
        """A query string with nothing in it that this kind of request does not need."""
        wanted = re.compile(rf"{self.query}={SESSION}")
        found = (pair for pair in query.decode("latin-1").split("&") if self.query and wanted.fullmatch(pair))
        return next(found, "").encode()


# The page sends its conversation along, which grows. All else is no longer than what a reader types.
_CONVERSATION = 1024 * KB

ROUTES = (
    Route("GET", "/", "the page"),
    Route("HEAD", "/", "asked by programs that watch whether the page is there"),
    Route("GET", r"/theme\.css", "colours of the page"),
    Route("GET", f"/assets/{_FILE}", "scripts and styles of the page"),
    Route("GET", f"/static/(?:js|img|fonts)/{_FILE}", "scripts, icons and fonts of the page"),
    Route("GET", r"/favicon\.ico", "every browser asks for it"),
    Route("GET", r"/manifest\.json", "the page names it"),
    Route("GET", r"/robots\.txt", "every crawler asks for it"),
    Route("GET", "/config", "the page and clients of the API learn what there is"),
    Route("GET", "/gradio_api/info", "clients of the API learn what can be called"),
    Route("GET", r"/gradio_api/openapi\.json", "the same, as OpenAPI"),
    Route("GET", f"/gradio_api/heartbeat/{SESSION}", "tells that a page is still open"),
    Route("POST", "/gradio_api/run/predict", "steps of the page that wait for nothing", body=_CONVERSATION),
    Route("POST", "/gradio_api/queue/join", "a question is asked"),
    Route("GET", "/gradio_api/queue/data", "its answer is read", query="session_hash"),
    Route("POST", "/gradio_api/cancel", "a client takes its question back"),
    Route("POST", "/gradio_api/call/(?:v2/)?ask", "a question is asked without a client library"),
    Route("GET", f"/gradio_api/call/(?:v2/)?ask/{SESSION}", "its answer is read"),
)


def find_route(method: str, path: str) -> Route | None:
    """The kind of a request, or None if it is not answered."""
    return next((route for route in ROUTES if route.matches(method, path)), None)
