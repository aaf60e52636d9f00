"""A passage: the piece of a document that is embedded, found and cited from."""

import hashlib
from dataclasses import dataclass

from rag.corpus.document import Source
from rag.corpus.profile import Profile
from rag.text.language import Language
from rag.text.sentences import Sentence


@dataclass(frozen=True)
class Passage:
    """A slice of a document's stored text with what a citation must say about the document.

    ``text`` is exactly ``document_text[start:end]``; ``sentences`` are spans of ``text``. ``position`` counts
    the passages of the document from 0, ``parts`` is how many there are, ``content_hash`` is the document's.
    ``said_by`` has for each of the sentences the positions in ``sources`` of those that say it, best first; none where
    only the document as a whole has sources, which then all are in ``sources``.
    """

    document: str
    language: Language
    title: str
    date: str
    sources: tuple[Source, ...]
    path: str
    heading: str
    text: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    said_by: tuple[tuple[int, ...], ...]
    profile: Profile
    position: int
    parts: int
    content_hash: str

    @property
    def id(self) -> str:
        """A hash of the content, so that indexing the same document twice writes the same passages."""
        return hashlib.sha256(f"{self.content_hash}\0{self.start}\0{self.end}".encode()).hexdigest()[:32]

    @property
    def key(self) -> str:
        """The document's key, ``language/id``."""
        return f"{self.language}/{self.document}"

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published its sources, each once."""
        return tuple(dict.fromkeys(source.publisher for source in self.sources if source.publisher))

    def sources_of(self, start: int, end: int) -> tuple[Source, ...]:
        """The sources of the sentences between two positions of ``text``, best first; empty if none is known for them.

        Then only the document as a whole can be named, with all of its ``sources``.
        """
        cited = [
            said
            for each, said in zip(self.sentences, self.said_by, strict=True)
            if each.start < end and start < each.end
        ]
        return tuple(dict.fromkeys(self.sources[at] for said in cited for at in said))

    @property
    def context(self) -> str:
        """What the passage is about: the title of its document and the heading that it stands under."""
        return f"{self.title}. {self.heading}" if self.heading else self.title

    def quote(self, sentence: Sentence) -> str:
        """The words of one of its sentences."""
        return self.text[sentence.start : sentence.end]
