"""Markdown to the light structure of stored texts: headings, items and paragraphs, and where its footnotes stood."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from rag.text.normalise import clean, without_private
from rag.text.sentences import HEADING, ITEM

_TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# While the text is being made, a private character stands where a footnote does: no document can type one, since
# they are dropped from what it says.
_MARK = "\ue000"
_MARKS = re.compile(rf"^{_MARK}+[ \t]*|[ \t]*{_MARK}+", re.MULTILINE)


@dataclass(frozen=True)
class MarkedText:
    """A text, and the references to footnotes that stood in it.

    ``references`` are (characters of the text before it, label) in reading order; ``undefined`` are labels of which
    nothing is known, left in the text as they were typed.
    """

    text: str
    references: tuple[tuple[int, str], ...] = ()
    undefined: frozenset[str] = frozenset()


def markdown_to_text(markdown: str) -> str:
    """Drops emphasis, links' addresses, images and raw HTML; keeps what a reader reads, line by line."""
    return read_marked(markdown).text


def read_marked(markdown: str, labels: Collection[str] = ()) -> MarkedText:
    """The same, with the places of references such as ``[^barlamane]``, which are no part of the text.

    Args:
        markdown: without front matter.
        labels: the footnotes that are known beside those that the text defines itself (``[^1]: …``), which become
            paragraphs of it.
    """
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    tokens = parser.parse(without_private(markdown))
    known = {*labels, *(token.meta["label"] for token in tokens if token.type == "footnote_reference_open")}
    found = [child for token in tokens for child in token.children or [] if child.type == "footnote_ref"]
    undefined = frozenset(child.meta["label"] for child in found) - known
    for child in (child for child in found if child.meta["label"] in undefined):
        child.type, child.content = "text", f"[^{child.meta['label']}]"
    marked = clean("\n".join(_blocks(tokens)), keep=_MARK)
    places: list[int] = []
    shorter = 0
    for mark in _MARKS.finditer(marked):
        places += [mark.start() - shorter] * mark.group().count(_MARK)
        shorter += len(mark.group())
    standing = [child.meta["label"] for child in found if child.type == "footnote_ref"]
    return MarkedText(_MARKS.sub("", marked), tuple(zip(places, standing, strict=True)), undefined)


def _blocks(tokens: list[Token]) -> Iterator[str]:
    prefix = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            prefix = HEADING
        elif token.type == "list_item_open":
            prefix = ITEM
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield " | ".join(cells or [])
            cells = None
        elif token.type == "inline":
            content = _inline(token.children or [])
            if cells is not None:
                cells.append(content)
            elif content:
                yield prefix + content
                prefix = ""
        elif token.type in ("fence", "code_block"):
            yield token.content + "\n"
        elif token.type == "html_block":
            yield html.unescape(_TAG.sub(" ", token.content)).strip() + "\n"
        if token.type in ("heading_close", "list_item_close"):
            prefix = ""  # an empty heading or item does not pass its mark on
        if token.type in (
            "heading_close",
            "blockquote_close",
            "bullet_list_close",
            "ordered_list_close",
            "table_close",
            "footnote_reference_close",
        ) or (token.type == "paragraph_close" and not token.hidden and token.level == 0):
            yield ""


def _inline(children: list[Token]) -> str:
    return " ".join("".join(_shown(child) for child in children).split(" ")).strip()


def _shown(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
        return " "
    if child.type == "footnote_ref":
        return _MARK
    return child.content if child.type in ("text", "code_inline") else ""
