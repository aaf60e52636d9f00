"""The text of a Word document, also of one that another program wrote with less care than Word."""

import io
from collections.abc import Iterator
from typing import Any

from rag.errors import DocumentError
from rag.text.sentences import HEADING, ITEM

_MOST_COLUMNS = 63  # that Word allows; a cell may claim to be millions wide


def read_word(data: bytes) -> tuple[str, str]:
    """Headings, lists, paragraphs and tables in their order, and the title, empty where there is none.

    Raises:
        DocumentError: it is no Word document.
    """
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(document.iter_inner_content())
    except MemoryError:
        raise
    except Exception as error:  # python-docx passes on whatever zipfile and lxml raise
        raise DocumentError("it is not a readable Word document") from error
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += _rows(block)
        elif text := " ".join(block.text.split()):
            prefix = _prefix(block)
            lines += [prefix + text, *([] if prefix == ITEM else [""])]
    return "\n".join(lines), _title(document)


def _prefix(paragraph: Any) -> str:
    """The mark of a heading or an item, by the paragraph's style, which may be missing or have no name."""
    try:
        style = (paragraph.style.name if paragraph.style else None) or ""
    except Exception:  # python-docx: styles that are none, or hold what it does not know
        return ""
    return HEADING if style.startswith(("Heading", "Title")) else ITEM if style.startswith("List") else ""


def _title(document: Any) -> str:
    try:
        return document.core_properties.title or ""
    except Exception:  # the part of properties may be missing or damaged, which takes nothing from the text
        return ""


def _rows(table: Any) -> Iterator[str]:
    """A line for each row; a cell that is merged stands in every column and row that it covers."""
    above: list[str] = []
    for row in table._tbl.tr_lst:  # python-docx's own cells fail on a merge that begins nowhere
        before = _number(row, "./w:trPr/w:gridBefore", 0)
        columns: list[str] = [""] * before
        for cell in row.tc_lst:
            at = len(columns)
            text = " ".join(" ".join(paragraph.text for paragraph in cell.p_lst).split())
            if _continues(cell) and at < len(above):
                text = above[at]
            columns += [text] * _number(cell, "./w:tcPr/w:gridSpan", 1)
        above = columns
        yield " | ".join(columns[before:])


def _continues(cell: Any) -> bool:
    """Whether a cell is part of the one above it."""
    return any(value in ("", "continue") for value in _values(cell, "./w:tcPr/w:vMerge"))


def _number(element: Any, path: str, default: int) -> int:
    """A number of columns that an element names; ``default`` where it is none or more than there can be."""
    given = next(iter(_values(element, path)), "")
    return int(given) if given.isdecimal() and len(given) < 3 and int(given) <= _MOST_COLUMNS else default


def _values(element: Any, path: str) -> list[str]:
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
    return [found.get(name, "") for found in element.xpath(path)]
