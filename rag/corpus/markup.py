"""Markdown to the light structure of stored texts: headings, items and paragraphs, and where its footnotes stood."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from rag.corpus.left_out import DEEPEST, LeftOut, leave_out
from rag.corpus.marks import MARK, take_out
from rag.text.normalise import clean_line, without_private
from rag.text.sentences import HEADING, ITEM

# What is not closed goes to the end of its block, as in a browser: to try again at each of thousands would take hours.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)|<[^>]*(?:>|\Z)", re.DOTALL | re.IGNORECASE
)
_CONTAINERS = ("blockquote_open", "list_item_open", "footnote_reference_open")
_HIDING = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")  # in a block of HTML, where the parser looks for none


@dataclass(frozen=True)
class MarkedText:
    """A text, and the references to footnotes that stood in it.

    ``references`` are (characters of the text before it, label) in reading order, without those that stand on a line
    of their own; ``undefined`` are labels of which nothing is known, left in the text as they were typed.
    """

    text: str
    references: tuple[tuple[int, str], ...] = ()
    undefined: frozenset[str] = frozenset()
    left_out: LeftOut = field(default_factory=LeftOut)


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
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.inline.ruler.at("footnote_ref", _footnote)
    tokens = parser.parse(without_private(markdown))
    for token in tokens:
        if token.type == "html_block":
            token.children = list(_html(token.content))
    defined = (token.meta["label"] for token in tokens if token.type == "footnote_reference_open")
    known = set(map(clean_line, (*labels, *defined)))
    found = [
        (child, clean_line(child.meta["label"]))
        for token in tokens
        for child in token.children or []
        if child.type == "footnote_ref"
    ]
    for child, label in found:
        if label not in known:
            child.type, child.content = "text", f"[^{child.meta['label']}]"
    marked, left_out = leave_out("\n".join(_blocks(tokens)))
    text, references = take_out(marked, (label for _child, label in found if label in known))
    # The parser drops what is deeper.
    nested = any(token.level >= DEEPEST - 1 and token.type in _CONTAINERS for token in tokens)
    left_out += LeftOut(nested=nested)
    return MarkedText(text, references, frozenset(label for _child, label in found) - known, left_out)


def _footnote(state: StateInline, silent: bool) -> bool:
    """Every reference, defined or not.

    The parser asks silently where it looks for the end of a link, and would take a reference there for another link.
    """
    return not silent and footnote_ref(state, silent, always_match=True)


def _html(content: str) -> Iterator[Token]:
    """What a block of HTML shows, and the references in it, as the parser gives those of a paragraph."""
    for at, part in enumerate(_REFERENCE.split(_TAG.sub(_without_tag, content))):
        if at % 2:
            yield Token("footnote_ref", "", 0, meta={"label": part})
        else:
            yield Token("text", "", 0, content=html.unescape(part))


def _without_tag(found: re.Match[str]) -> str:
    """A space, or what only looks like a tag, as in "3 < 5"."""
    tag = found[0]
    is_tag = tag.endswith(">") or tag.startswith("<!--") or _HIDING.match(tag)
    return " " if is_tag else tag


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
            yield "".join(map(_shown, token.children or [])).strip() + "\n"
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
    if child.type in ("softbreak", "hardbreak"):
        return " "
    if child.type == "html_inline":
        return " " if child.content.lower().startswith("<br") else ""
    if child.type == "footnote_ref":
        return MARK
    # An entity may stand for a private character, too.
    return without_private(child.content) if child.type in ("text", "code_inline") else ""
