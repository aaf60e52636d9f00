"""One reader for each kind of file. A reader returns the text and whatever the file says about itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rag.corpus.fields import as_line
from rag.corpus.front_matter import split_front_matter
from rag.corpus.left_out import LeftOut, leave_out
from rag.corpus.markup import read_marked
from rag.corpus.word import read_word
from rag.errors import DocumentError
from rag.text.normalise import clean
from rag.text.sentences import ITEM

_TITLE_LENGTH = 500  # characters; what a title shows of it is decided later


@dataclass(frozen=True)
class RawDocument:
    """Text in the light structure of stored texts, with unchecked metadata."""

    text: str
    metadata: dict[str, Any] = field(default_factory=dict)
    references: tuple[tuple[int, str], ...] = ()  # to sources, by their ids, with the characters before them
    left_out: LeftOut = field(default_factory=LeftOut)  # of the text


def read_markdown(data: bytes) -> RawDocument:
    """Markdown with YAML front matter."""
    metadata, content = split_front_matter(_decode(data))
    marked = read_marked(content, ids := _source_ids(metadata))
    if ids and marked.undefined:
        raise DocumentError(
            f"its footnote [^{min(marked.undefined)}] names none of its sources: their ids are {', '.join(ids)}"
        )
    return RawDocument(marked.text, metadata, marked.references, marked.left_out)


def _source_ids(metadata: dict[str, Any]) -> list[str]:
    """The ids of the sources in front matter that nobody has checked yet."""
    sources = metadata.get("sources")
    items = [item for item in sources if isinstance(item, dict)] if isinstance(sources, list) else []
    return [name for item in items if (name := as_line(item.get("id"), "sources.id"))]


def read_plain(data: bytes) -> RawDocument:
    """Plain text in UTF-8, or in the encoding that its byte order mark names."""
    return _plain(_decode(data))


def _plain(text: str, metadata: dict[str, Any] | None = None) -> RawDocument:
    text, left_out = leave_out(text)
    return RawDocument(clean(text), metadata or {}, left_out=left_out)


def read_html(data: bytes) -> RawDocument:
    """The article of a web page, without its menus and footers."""
    import trafilatura

    html = _decode(data)
    markdown = trafilatura.extract(html, output_format="markdown", include_comments=False, include_tables=True)
    if not markdown:
        raise DocumentError("no article text was found in it")
    found = trafilatura.extract_metadata(html)
    metadata: dict[str, Any] = _title(found.title) | {"date": found.date} if found else {}
    if found and (found.sitename or found.url):
        source = {"publisher": found.sitename, "url": found.url, "date": found.date}
        metadata["sources"] = [_title(found.title) | source]
    marked = read_marked(markdown)
    return RawDocument(marked.text, metadata, left_out=marked.left_out)


def read_pdf(data: bytes) -> RawDocument:
    """The text layer of a PDF; a scan without one is an error."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            pages = [page.get_textpage().get_text_bounded() for page in pdf]
            title = _pdf_title(pdf)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("it is not a readable PDF") from error
    raw = _plain("\n\n".join(_join_lines(page) for page in pages), _title(title))
    if not raw.text and not raw.left_out.notices():
        raise DocumentError("it holds no text, only pictures: run text recognition on it first")
    return raw


def _pdf_title(pdf: Any) -> str:
    try:
        return str(pdf.get_metadata_value("Title"))
    except UnicodeDecodeError:  # half a surrogate pair, which takes nothing from the text
        return ""


def read_docx(data: bytes) -> RawDocument:
    """A Word document: headings, lists, paragraphs and tables in their order."""
    text, title = read_word(data)
    return _plain(text, _title(title))


def _title(title: str | None) -> dict[str, str]:
    """A title that a program wrote into a file, which may be a whole page."""
    return {"title": title[:_TITLE_LENGTH]} if title else {}


READERS: dict[str, Callable[[bytes], RawDocument]] = {
    ".md": read_markdown,
    ".txt": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}


def _decode(data: bytes) -> str:
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
    encoding = next((name for mark, name in marks.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError("it is not text in UTF-8: convert it, or give it the ending of what it is") from error
    if "\0" in text:
        raise DocumentError("it is a binary file, not text: give it the ending of what it is")
    return text


_HYPHEN = "\x02"  # PDFium: a word broken at the end of a line
_BULLET = re.compile(r"[-•▪◦]\s+")
_NUMBERED = re.compile(r"\d{1,2}[.)] ")


def _join_lines(page: str) -> str:
    """Joins the lines of a laid-out paragraph; a line that ends a sentence or is short ends a paragraph."""
    lines = [line.strip() for line in page.splitlines()]
    widest = max((len(part) for line in lines for part in line.split(_HYPHEN)), default=0)
    joined: list[str] = []
    open_paragraph = False
    for line in lines:
        item = _BULLET.match(line)
        if item:
            joined.append(ITEM + line[item.end() :])
        elif _NUMBERED.match(line):
            joined.append(line)
        elif open_paragraph and line:
            joined[-1] += " " + line
        else:
            joined.append(line)
        open_paragraph = bool(line) and len(line.split(_HYPHEN)[-1]) > 0.6 * widest
    return "\n".join(joined)
