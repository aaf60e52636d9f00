"""The way to Chroma: opening and closing it, and what its failures mean."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import NotFoundError
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_exponential

from rag.errors import DamageError, StoreError
from rag.indexing.panics import panics_as_exceptions
from rag.settings import Settings

DATABASE = "chroma.sqlite3"
_PATIENCE = 4.0  # seconds for which a server may be gone before a person is told
_TIMEOUT = httpx.Timeout(60.0, connect=3.0)
# What an embedded Chroma says where its files are good and the system is not.
_NOT_DAMAGE = ("locked", "busy", "readonly", "read-only", "disk is full", "no space", "permission", "too many open")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Calls:
    """Makes calls of Chroma; each failure becomes one line that says what to do about it.

    ``server`` is the address of a server, or None where Chroma is embedded.
    """

    server: str | None = None

    def __call__(self, what: str, call: Callable[[], Result]) -> Result:
        """The result of a call, which must be one that can be made twice.

        A server that is gone for a moment is asked again for a few seconds.

        Args:
            what: is being done, such as ``reading the index``.
            call: does it.

        Raises:
            DamageError: the embedded database is damaged.
            StoreError: the server does not answer, or Chroma cannot do it now.
        """
        try:
            with panics_as_exceptions():
                return self._patiently(call) if self.server else call()
        except StoreError:
            raise
        except Exception as error:  # the embedded and the remote client raise different things
            raise self._told(what, error) from error

    @staticmethod
    def _patiently(call: Callable[[], Result]) -> Result:
        attempts = Retrying(
            retry=retry_if_exception_type(httpx.TransportError),
            stop=stop_after_delay(_PATIENCE),
            wait=wait_exponential(0.1, max=1.0),
            reraise=True,
        )
        return attempts(call)

    def _told(self, what: str, error: Exception) -> StoreError:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        if self.server and isinstance(error, httpx.TransportError):
            return unreachable(self.server, reason)
        if self.server:
            return StoreError(f"{what} failed: the Chroma server at {self.server} says {reason!r}; try again")
        if isinstance(error, (OSError, MemoryError)) or any(words in reason.lower() for words in _NOT_DAMAGE):
            return StoreError(f"{what} failed ({reason}): mend that and try again")
        return DamageError(f"{what} failed, for it is damaged ({reason}): run `rag index`")


def unreachable(server: str, reason: str) -> StoreError:
    """That a server does not answer, and what to do."""
    return StoreError(
        f"no Chroma server answers at RAG_CHROMA_URL={server} ({reason}): start it, or unset RAG_CHROMA_URL"
    )


def connect(settings: Settings, folder: Path) -> Any:
    """A Chroma client: embedded in ``folder``, or of the server of the settings.

    Raises:
        DamageError: the folder is damaged.
        StoreError: the server does not answer.
    """
    calls = Calls(settings.chroma_url)
    if settings.chroma_url is None:
        try:
            return calls("opening the index", lambda: _embedded(folder))
        except StoreError:
            forget_embedded(folder)
            raise
    client = calls("opening the index", lambda: _remote(settings))
    for session in _sessions(client):
        session.timeout = _TIMEOUT  # Chroma waits for ever, and a reader with it
    return client


def _embedded(folder: Path) -> Any:
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))


def _remote(settings: Settings) -> Any:
    url = urlsplit(settings.chroma_url or "")
    token = settings.chroma_token.get_secret_value() if settings.chroma_token else None
    try:
        return chromadb.HttpClient(
            host=url.hostname or "",
            port=url.port or (443 if url.scheme == "https" else 8000),
            ssl=url.scheme == "https",
            headers={"x-chroma-token": token} if token else None,
            tenant=settings.chroma_tenant,
            database=settings.chroma_database,
            settings=ChromaSettings(anonymized_telemetry=False),
        )
    except ValueError as error:  # how Chroma says that it reached no server, whatever kept it from that
        cause = error.__cause__ or error.__context__
        raise cause if isinstance(cause, httpx.TransportError) else error from error


def open_collection(client: Any, name: str, calls: Calls, create: bool) -> Any:
    """A collection of a client; with ``create`` it is made where it does not exist.

    Raises:
        StoreError: it does not exist or cannot be read.
    """

    def opened() -> Any:
        if not create:
            return client.get_collection(name, embedding_function=None)
        # With the 100 that Chroma looks at by default, an index grown step by step finds other passages than one
        # built anew: 55 of 80 questions with the same 200 of 457 passages, and all 80 with this.
        shape = {"space": "cosine", "ef_search": 1000}
        return client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": shape})

    try:
        return calls("opening the index", opened)
    except StoreError as error:
        if isinstance(error.__cause__, NotFoundError):
            raise StoreError(f"the index has no collection {name}: run `rag index`") from error
        raise


def disconnect(client: Any) -> None:
    """Closes a client; Chroma itself leaves the sockets to a server open until they are garbage."""
    sessions = list(_sessions(client))
    with suppress(Exception), panics_as_exceptions():  # of a damaged database there is nothing to save
        client.close()
    for session in sessions:
        session.close()


def forget_embedded(folder: Path) -> None:
    """Makes the next client of a folder open it anew, also where another could not be opened or is still open."""
    SharedSystemClient._identifier_to_system.pop(str(folder), None)
    SharedSystemClient._identifier_to_refcount.pop(str(folder), None)


def _sessions(client: Any) -> list[Any]:
    owners = (client, getattr(client, "_admin_client", None))
    found = (getattr(getattr(owner, "_server", None), "_session", None) for owner in owners)
    return [session for session in found if session is not None]
