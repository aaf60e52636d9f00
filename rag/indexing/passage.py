"""A passage: the piece of a document that is embedded, found and cited from."""

import hashlib
from dataclasses import dataclass

from rag.corpus.document import Source
from rag.text.language import Language
from rag.text.sentences import Sentence


@dataclass(frozen=True)
class Passage:
    """A slice of a document's stored text with what a citation must say about the document.

    ``text`` is exactly ``document_text[start:end]``; ``sentences`` are spans of ``text``. ``position`` counts
    the passages of the document from 0, ``parts`` is how many there are, ``content_hash`` is the document's.
    ``sources`` are the document's first source and those that the passage names.
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
    def publisher(self) -> str:
        """Who published the document's first source; empty if unknown."""
        return self.sources[0].publisher if self.sources else ""

    def source_of(self, quote: str) -> Source:
        """The source that a quote from this passage names, otherwise the document's first one."""
        named = (source for source in self.sources if source.is_named_in(quote))
        return next(named, self.sources[0] if self.sources else Source())

    @property
    def context(self) -> str:
        """What the passage is about: the title of its document and the heading that it stands under."""
        return f"{self.title}. {self.heading}" if self.heading else self.title

    def quote(self, sentence: Sentence) -> str:
        """The words of one of its sentences."""
        return self.text[sentence.start : sentence.end]
