"""What former indexes left behind is removed when a new one is complete; what is damaged is moved aside."""

import logging
import time
from functools import partial
from typing import Any

from rag.errors import DamageError, StoreError
from rag.indexing.chroma import Calls, forget_embedded
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import Manifest
from rag.indexing.places import chroma_folder, collection_name, lexical_folder
from rag.settings import Settings

_log = logging.getLogger(__name__)
_DRAFT = "draft"  # names the collections that will have to go; it is left behind where the process is killed


def begin_draft(settings: Settings, manifest: Manifest, before: Manifest | None) -> None:
    """Notes that a collection is going to be filled beside the one that is in use.

    One of both goes when the index is next changed, whenever the process is killed.
    """
    former = _noted(settings) | ({collection_name(settings, before)} if before else set())
    lines = sorted(former | {collection_name(settings, manifest)})
    (settings.index / _DRAFT).write_text("\n".join(lines), encoding="utf-8")


def forget_others(settings: Settings, client: Any, current: Manifest, before: Manifest | None) -> None:
    """Removes all collections and lexical indexes of this index folder but the current ones.

    On a server only those that are known to be of this folder are removed: others may use the server, too.
    """
    keep = lexical_folder(settings, current)
    for folder in settings.index.glob("lexical-*"):
        if folder != keep:
            LexicalIndex.discard(folder)
    known = _noted(settings)
    if before and before.store == current.store:
        known.add(collection_name(settings, before))
    for name in sorted((known if settings.chroma_url else _collections(client)) - {collection_name(settings, current)}):
        try:
            Calls(settings.chroma_url)("removing from the index", partial(client.delete_collection, name))
        except StoreError:  # it may never have been made
            _log.debug("the collection %s was not removed", name, exc_info=True)
    (settings.index / _DRAFT).unlink(missing_ok=True)


def _noted(settings: Settings) -> set[str]:
    try:
        return set((settings.index / _DRAFT).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError):
        return set()


def _collections(client: Any) -> set[str]:
    return {collection.name for collection in Calls()("reading the index", client.list_collections)}


def set_aside(settings: Settings, error: DamageError) -> str:
    """Moves a damaged embedded database out of the way; returns what to tell a person."""
    folder = chroma_folder(settings)
    forget_embedded(folder)
    moment = time.strftime("%Y%m%d-%H%M%S")
    names = (f"{folder.name}-damaged-{moment}{more}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    aside = next(path for path in map(folder.with_name, names) if not path.exists())
    folder.rename(aside)
    what = str(error).removesuffix(": run `rag index`")
    return f"{what}. The database is now in {aside} (delete it when you like), and everything was indexed anew"
