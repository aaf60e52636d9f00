"""One reader for each kind of file. A reader returns the text and whatever the file says about itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rag.corpus.markup import markdown_to_text, read_marked
from rag.errors import DocumentError
from rag.text.normalise import clean, clean_line
from rag.text.sentences import HEADING, ITEM


@dataclass(frozen=True)
class RawDocument:
    """Text in the light structure of stored texts, with unchecked metadata."""

    text: str
    metadata: dict[str, Any] = field(default_factory=dict)
    references: tuple[tuple[int, str], ...] = ()  # to sources, by their ids, with the characters before them


def read_markdown(path: Path) -> RawDocument:
    """Markdown with YAML front matter."""
    import frontmatter
    import yaml

    text = _decode(path)
    try:
        post = frontmatter.loads(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        above = text[: text.find("---")].count("\n")
        line = f" in line {mark.line + above + 1}" if mark else ""
        raise DocumentError(f"its front matter is not valid YAML{line}") from error
    except ValueError as error:  # a day that no calendar has
        raise DocumentError(f"its front matter has a value that cannot be: {error}") from error
    marked = read_marked(post.content, ids := _source_ids(post.metadata))
    if ids and marked.undefined:
        raise DocumentError(
            f"its footnote [^{min(marked.undefined)}] names none of its sources: their ids are {', '.join(ids)}"
        )
    return RawDocument(marked.text, post.metadata, marked.references)


def _source_ids(metadata: dict[str, Any]) -> list[str]:
    """The ids of the sources in front matter that nobody has checked yet."""
    sources = metadata.get("sources")
    items = [item for item in sources if isinstance(item, dict)] if isinstance(sources, list) else []
    return [name for item in items if item.get("id") is not None and (name := clean_line(str(item["id"])))]


def read_plain(path: Path) -> RawDocument:
    """Plain text in UTF-8, or in the encoding that its byte order mark names."""
    return RawDocument(clean(_decode(path)))


def read_html(path: Path) -> RawDocument:
    """The article of a web page, without its menus and footers."""
    import trafilatura

    html = _decode(path)
    markdown = trafilatura.extract(html, output_format="markdown", include_comments=False, include_tables=True)
    if not markdown:
        raise DocumentError("no article text was found in it")
    found = trafilatura.extract_metadata(html)
    metadata = {"title": found.title, "date": found.date} if found else {}
    if found and (found.sitename or found.url):
        metadata["sources"] = [
            {"title": found.title, "publisher": found.sitename, "url": found.url, "date": found.date}
        ]
    return RawDocument(markdown_to_text(markdown), metadata)


def read_pdf(path: Path) -> RawDocument:
    """The text layer of a PDF; a scan without one is an error."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            pages = [page.get_textpage().get_text_bounded() for page in pdf]
            title = pdf.get_metadata_dict().get("Title", "")
    except pypdfium2.PdfiumError as error:
        raise DocumentError("it is not a readable PDF") from error
    text = clean("\n\n".join(_join_lines(page) for page in pages))
    if not text:
        raise DocumentError("it holds no text, only pictures: run text recognition on it first")
    return RawDocument(text, {"title": title} if title else {})


def read_docx(path: Path) -> RawDocument:
    """A Word document: headings, lists, paragraphs and tables in their order."""
    import docx
    from docx.table import Table

    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx passes on whatever zipfile and lxml raise
        raise DocumentError("it is not a readable Word document") from error
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(" ".join(cell.text.split()) for cell in row.cells) for row in block.rows]
            continue
        style = block.style.name if block.style else ""
        prefix = HEADING if style.startswith(("Heading", "Title")) else ITEM if style.startswith("List") else ""
        if block.text.strip():
            lines += [prefix + " ".join(block.text.split()), *([] if prefix == ITEM else [""])]
    properties = document.core_properties
    return RawDocument(clean("\n".join(lines)), {"title": properties.title} if properties.title else {})


READERS: dict[str, Callable[[Path], RawDocument]] = {
    ".md": read_markdown,
    ".txt": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}


def _decode(path: Path) -> str:
    data = path.read_bytes()
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
