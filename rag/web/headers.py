"""What every response tells the browser to refuse."""

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'",
    # Gradio writes its configuration into scripts inside the page: those that have the nonce of this one response.
    "script-src 'self'{nonce}",
    # Gradio's components set style attributes, and its style sheet arrives as text in that configuration.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",  # icons in style sheets
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",  # the page sets its base to its own folder
    "form-action 'none'",
    "frame-ancestors {ancestors}",
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the headers to all that an application answers (ASGI).

    Args:
        app: the application.
        frame_ancestors: the sites that may show the page in a frame, as in a Content-Security-Policy.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self.app, self.ancestors = app, frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"] != "/":
            await self.app(scope, receive, self._sender(send, ""))
            return
        nonce = secrets.token_urlsafe(16)
        # Scripts can only be marked in text that is not compressed.
        headers = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, _marker(self._sender(send, nonce), nonce))

    def _sender(self, send: Send, nonce: str) -> Send:
        policy = "; ".join(_POLICY).format(nonce=f" 'nonce-{nonce}'" if nonce else "", ancestors=self.ancestors)

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers["Content-Security-Policy"] = policy
                if self.ancestors == "'none'":
                    headers["X-Frame-Options"] = "DENY"  # for browsers that do not know frame-ancestors
            await send(message)

        return add


def _marker(send: Send, nonce: str) -> Send:
    """Gives the page's own scripts the nonce. Text in the configuration cannot look like one: its ``<`` is escaped."""
    held: list[Message] = []
    body = bytearray()

    async def mark(message: Message) -> None:
        if message["type"] == "http.response.start":
            held.append(message)
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        start = held.pop()
        if Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
            body[:] = body.replace(b"<script", f'<script nonce="{nonce}"'.encode())
            MutableHeaders(scope=start)["Content-Length"] = str(len(body))
        await send(start)
        await send({"type": "http.response.body", "body": bytes(body)})

    return mark
