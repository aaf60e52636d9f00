"""Markdown to the light structure of stored texts: headings, items and paragraphs, nothing else."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.text.normalise import clean
from rag.text.sentences import HEADING, ITEM


def markdown_to_text(markdown: str) -> str:
    """Drops emphasis, links' addresses, images and raw HTML; keeps what a reader reads, line by line."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
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
            yield token.content
        elif token.type in ("heading_close", "bullet_list_close", "ordered_list_close", "table_close") or (
            token.type == "paragraph_close" and not token.hidden and token.level == 0
        ):
            yield ""


def _inline(children: list[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        breaks.get(child.type, child.content if child.type in ("text", "code_inline") else "") for child in children
    ).strip()
