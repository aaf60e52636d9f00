"""Where the parts of an index lie, and who may change them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import StoreError
from rag.indexing.manifest import Manifest
from rag.settings import Settings


def chroma_folder(settings: Settings) -> Path:
    """Where the embedded Chroma keeps its files."""
    return settings.index / "chroma"


def lexical_folder(settings: Settings, manifest: Manifest) -> Path:
    """Where the lexical index of an identity is kept."""
    return settings.index / f"lexical-{manifest.name}"


def collection_name(settings: Settings, manifest: Manifest) -> str:
    """The Chroma collection of an identity."""
    return f"{settings.collection}-{manifest.name}"


def lock(settings: Settings) -> FileLock:
    """Held by whoever changes the index; taking it raises ``Timeout`` where another holds it."""
    return FileLock(settings.index / "lock", timeout=0)


@contextmanager
def sole_writer(settings: Settings) -> Iterator[None]:
    """Keeps all others from changing the index.

    Raises:
        StoreError: another process changes it, or its folder cannot be written to.
    """
    try:
        settings.index.mkdir(parents=True, exist_ok=True)
        with lock(settings):
            yield
    except Timeout as error:
        raise StoreError(f"another `rag index` is at work on {settings.index}: wait for it to end") from error
