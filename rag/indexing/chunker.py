"""Cuts documents into passages along their structure: sections, paragraphs, lines, sentences."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from langchain_text_splitters import RecursiveCharacterTextSplitter

from rag.corpus.document import Document
from rag.corpus.footnotes import Attribution, attribute
from rag.indexing.passage import Passage
from rag.text.sentences import HEADING, Sentence, split_sentences

# From the strongest boundary to the weakest; the last two only ever cut a sentence longer than a passage.
_BOUNDARIES = [r"\n(?=## )", r"\n\n", r"\n", r"(?<=[.!?؟…»])\s", r"\s", r""]


def chunk(document: Document, size: int, count_tokens: Callable[[str], int]) -> list[Passage]:
    """The passages of a document in reading order, each at most ``size`` tokens by ``count_tokens``.

    They do not overlap, and nothing but white space lies between them.
    """
    splitter = RecursiveCharacterTextSplitter(
        separators=_BOUNDARIES,
        is_separator_regex=True,
        keep_separator="start",
        chunk_size=size,
        chunk_overlap=0,
        length_function=count_tokens,
        add_start_index=True,
    )
    pieces = [
        (piece.metadata["start_index"], piece.page_content) for piece in splitter.create_documents([document.text])
    ]
    pieces = [(start, text) for start, text in _merge_headings(document.text, pieces) if text]
    content_hash = document.content_hash()
    attributions = attribute(document.text, document.language, document.footnotes)
    starts = [each.start for each in attributions]
    passages = []
    heading = ""
    for position, (start, text) in enumerate(pieces):
        sentences = tuple(split_sentences(text, document.language))
        if sentences and sentences[0].kind == "heading":
            heading = text[sentences[0].start : sentences[0].end]
        quoted = quotable(sentences)
        said_by = [_said_by(attributions, starts, start + each.start) for each in quoted]
        # Where each sentence has its own sources, the passage needs no others.
        needed = sorted({at for said in said_by for at in said}) if all(said_by) else range(len(document.sources))
        passages.append(
            Passage(
                document=document.id,
                language=document.language,
                title=document.title,
                date=document.date,
                sources=tuple(document.sources[at] for at in needed),
                path=document.path,
                heading=heading,
                text=text,
                start=start,
                end=start + len(text),
                sentences=quoted,
                said_by=tuple(tuple(needed.index(at) for at in said) for said in said_by),
                profile=document.profile,
                position=position,
                parts=len(pieces),
                content_hash=content_hash,
            )
        )
        heading = _last_heading(text, sentences) or heading
    return passages


def quotable(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The spans that may be quoted in an answer: all but headings."""
    return tuple(sentence for sentence in sentences if sentence.kind != "heading")


def _said_by(attributions: Sequence[Attribution], starts: Sequence[int], position: int) -> tuple[int, ...]:
    """The sources of what stands at a position of the document; a piece of a long sentence has those of the whole."""
    at = bisect_right(starts, position) - 1
    return attributions[at].sources if at >= 0 and position < attributions[at].end else ()


def _last_heading(text: str, sentences: tuple[Sentence, ...]) -> str:
    headings = [text[s.start : s.end] for s in sentences if s.kind == "heading"]
    return headings[-1] if headings else ""


def _merge_headings(text: str, pieces: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Joins a heading that was cut off alone to the piece that follows it; not one that is itself cut into pieces."""
    merged: list[tuple[int, str]] = []
    for start, piece in pieces:
        if merged:
            before_start, before = merged[-1]
            is_line = "\n" in text[before_start + len(before) : start]
            if is_line and before.startswith(HEADING) and "\n" not in before:
                merged[-1] = (before_start, text[before_start : start + len(piece)])
                continue
        merged.append((start, piece))
    return merged
