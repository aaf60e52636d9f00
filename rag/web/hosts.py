"""The names under which the server may be called, and which pages may send it something."""

import re
from dataclasses import dataclass

# Host with an optional port. Gradio builds addresses from this header, so its form matters even where any name goes.
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9._-]{0,252}))(?::(?P<port>[0-9]{1,5}))?")
_ORIGIN = re.compile(r"https?://(?P<place>[^/?#@]+)")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Hosts:
    """The names under which the server may be called."""

    named: tuple[str, ...]  # by the setting; empty: only this machine's, and the address listened on
    listening: str

    def allow_host(self, header: str) -> bool:
        """Whether a ``Host`` header names this server.

        A page of another name that resolves to this machine (DNS rebinding) sends its own name here.
        """
        found = _HOST.fullmatch(header.lower())
        if found is None:
            return False
        own = self.named or (*LOOPBACK, _bracketed(self.listening.lower()))
        return any(_matches(found["name"], each) for each in own)

    def allow_origin(self, origin: str, host: str) -> bool:
        """Whether a page at ``origin`` may send something to ``host``: it must be a page of this server.

        Behind a proxy that changes ``Host``, the page's own host counts if the setting names it; the names of this
        machine do not, since other programs serve pages there too, on other ports.
        """
        found = _ORIGIN.fullmatch(origin.lower())
        place = _HOST.fullmatch(found["place"]) if found else None
        if found is None or place is None:
            return False
        named = [each for each in self.named if each not in {*LOOPBACK, "*"}]
        return found["place"] == host.lower() or any(_matches(place["name"], each) for each in named)


def _matches(name: str, pattern: str) -> bool:
    return pattern in {"*", name} or (pattern.startswith("*.") and name.endswith(pattern[1:]))


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address and not address.startswith("[") else address
