"""Markdown to the light structure of stored texts: headings, items and paragraphs, nothing else."""

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.text.normalise import clean
from rag.text.sentences import HEADING, ITEM

_TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def markdown_to_text(markdown: str) -> str:
    """Drops emphasis, links' addresses, images and raw HTML; keeps what a reader reads, line by line."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return clean("\n".join(_blocks(parser.parse(markdown))))


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
        ) or (token.type == "paragraph_close" and not token.hidden and token.level == 0):
            yield ""


def _inline(children: list[Token]) -> str:
    return " ".join("".join(_shown(child) for child in children).split(" ")).strip()


def _shown(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
        return " "
    return child.content if child.type in ("text", "code_inline") else ""
