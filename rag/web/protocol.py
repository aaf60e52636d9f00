"""HTTP on a connection, with patience that ends."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEAD_SECONDS = 15.0


class Protocol(H11Protocol):
    """Closes a connection on which the head of a request does not arrive in time.

    uvicorn limits how long an idle connection is kept, but a client that sends a letter now and then is not idle. h11
    is the stricter of its two parsers: what can be read in two ways is refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts waiting for a request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Reads what has come."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Waits for the next request."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops waiting."""
        super().connection_lost(exc)
        if self._patience:
            self._patience.cancel()

    def send_400_response(self, msg: str) -> None:
        """Ends a connection on which something arrived that is no HTTP; whoever is reading a body of it learns so."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:  # an answer has begun
            self.transport.close()

    def _watch(self) -> None:
        """Runs the clock while the head of a request is missing, from when it began to be."""
        if self.conn.their_state is not h11.IDLE:
            if self._patience:
                self._patience.cancel()
            self._patience = None
        elif self._patience is None:
            self._patience = self.loop.call_later(_HEAD_SECONDS, self.transport.close)
