"""What a run of indexing has to do with each document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rag.corpus.document import Document
from rag.corpus.listing import Unreadable
from rag.corpus.reading import reason_of
from rag.indexing.panics import panics_as_exceptions
from rag.indexing.passage import Passage
from rag.indexing.store import IndexedDocument


@dataclass(frozen=True)
class Notice:
    """Something that a person should know about a file that was read; ``str()`` is one line."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


@dataclass(frozen=True)
class Plan:
    """The passages of documents to write, by key, the keys of those that stay as they are, and what could not be read.

    ``notices`` are those of the documents to write.
    """

    changed: Mapping[str, list[Passage]]
    kept: frozenset[str]
    unreadable: tuple[Unreadable, ...]
    notices: tuple[Notice, ...]

    @classmethod
    def of(
        cls,
        corpus: Iterable[Document | Unreadable],
        indexed: Mapping[str, IndexedDocument],
        cut: Callable[[Document], list[Passage]],
    ) -> "Plan":
        """Compares a corpus with what is indexed of it; whatever is wrong with one document is that document's line.

        Args:
            corpus: what was read.
            indexed: what the store holds, by key.
            cut: makes the passages of a document.
        """
        changed: dict[str, list[Passage]] = {}
        unreadable: list[Unreadable] = []
        kept: set[str] = set()
        notices: list[Notice] = []
        for item in corpus:
            if isinstance(item, Unreadable):
                unreadable.append(item)
                if not item.refused:
                    kept |= _under(item.path, indexed)
                continue
            try:
                with panics_as_exceptions():
                    if is_indexed(item, indexed.get(item.key)):
                        kept.add(item.key)
                        continue
                    changed[item.key] = cut(item)
                    notices += notices_of(item)
            except Exception as error:  # a library may trip over one text; all others are indexed
                unreadable.append(Unreadable(item.path, f"it cannot be indexed ({reason_of(error)})"))
                kept |= _under(item.path, indexed)
        return cls(changed, frozenset(kept - changed.keys()), tuple(unreadable), tuple(notices))


def is_indexed(document: Document, entry: IndexedDocument | None) -> bool:
    """Whether the store holds a document as it is now."""
    return entry is not None and entry.complete and entry.content_hash == document.content_hash()


def notices_of(document: Document) -> list[Notice]:
    """What a person should know about a document's file."""
    return [Notice(document.path, text) for text in document.notices]


def _under(path: str, indexed: Mapping[str, IndexedDocument]) -> set[str]:
    """The documents that came from a file, or from any file of a folder that cannot be looked into."""
    return {key for key, each in indexed.items() if each.path == path or each.path.startswith(f"{path}/")}
