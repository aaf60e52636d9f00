"""Odd files: those that a person thinks of, one by one, and those that chance makes of good ones."""

import copy
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from lxml import etree

from tests.corpus.make import page, pdf, word

FRENCH = "Le ministère a signé un accord avec la société. "
ARABIC = "وقعت الوزارة اتفاقية مع الشركة. "
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_BIDI = "\u202e\u202d\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufff9\ufffa\ufffb\U000e0041\U000e007f"


def named() -> Iterator[tuple[str, bytes]]:
    """Every odd file that has broken something, or might."""
    for name, head in _heads():
        yield f"head {name}.md", f"---\n{head}\n---\n{FRENCH}".encode("utf-8", "surrogatepass")
    for name, text in _texts():
        yield f"text {name}.md", text.encode("utf-8", "surrogatepass")
        yield f"text {name}.txt", text.encode("utf-8", "surrogatepass")
        yield f"text {name}.html", page(f"<p>{FRENCH * 5}</p>{text}").encode("utf-8", "surrogatepass")
    yield from _words()
    yield from _pdfs()
    for name in (
        "a\nb.md",
        "a\\nb.md",
        "\x1b[31mred.md",
        "\u202efdp.md",
        "\x7f\x85.txt",
        "é.md",
        "e\u0301.md",
        "-rf.md",
        " .md",
    ):
        yield name, FRENCH.encode()


def _heads() -> Iterator[tuple[str, str]]:
    yield "keyword", "content: hello\nhandler: x\nself: y\nmetadata: z"
    yield "null key", "null: a\n~: b"
    yield "number", "title: 0x" + "F" * 20_000
    yield "source number", "sources:\n- id: 0x" + "F" * 20_000
    yield "digits", "title: " + "9" * 5000
    yield "base 60", "title: " + "1:" * 5000 + "1"
    yield "base 60 float", "title: " + "1:" * 5000 + "1.5"
    yield "nan", "title: .nan\nid: -.inf"
    yield "deep flow", "a: " + "[" * 20_000
    yield "deep block", "- " * 10_000
    yield "deep mapping", "\n".join(" " * depth + "a:" for depth in range(200))
    lines = [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 20)]
    yield "merge bomb", "\n".join(["a0: &a0 {x: 1, y: 2}", *lines])
    laughs = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20)]
    yield "laughs", "\n".join(["a0: &a0 [lol]", *laughs, "sources: *a19"])
    yield "merge itself", "a: &a\n  <<: *a\n  b: 1"
    yield "list in itself", "sources: &a\n- *a"
    yield "mapping in itself", "sources:\n- &a\n  title: *a"
    yield "tag", "title: !!python/object/apply:os.getcwd []"
    yield "own tag", "title: !foo bar"
    yield "binary", "title: !!binary aGVsbG8="
    yield "set", "parties: !!set {a, b}"
    yield "offset", "date: 2025-09-12T10:00:00+99:99"
    yield "no day", "date: 2025-02-30"
    yield "long", "title: " + "a" * 10_000
    yield "many", "sources:\n" + "- publisher: a\n" * 1000
    yield "address", "url: https://[x"
    yield "turned address", f'url: "https://a{_BIDI}.ma/"'
    yield "turned title", f"title: un {_BIDI} accord"
    yield "escaped", 'title: "\\u202e\\e[31m\\ud800"\nid: "\\n\\u202e"'
    yield "script", "title: <script>alert(1)</script>"
    yield "no end", "a: 1\n--\nb"
    yield "twice", "a: 1\n---\n---\nb: 2"


def _texts() -> Iterator[tuple[str, str]]:
    yield "comments", "<div>\n" + "<!--" * 5000
    yield "scripts", "<div>\n" + "<script " * 3000
    yield "lesses", "<div>\n" + "<" * 30_000
    yield "labels", "<div>\n" + "[^" * 15_000
    yield "brackets", "[" * 15_000 + "a" + "]" * 15_000
    yield "images", "![" * 3000 + "a" + "](b)" * 3000
    yield "quotations", "> " * 10_000 + FRENCH
    yield "lists", "- " * 10_000 + FRENCH
    yield "emphasis", "*a **a " * 4000
    yield "ticks", " ".join("`" * length for length in range(1, 240))
    yield "table", "|".join("a" * 3000) + "\n" + "|".join("-" * 3000) + "\n" + "x\n" * 3000
    yield "notes", "[^a] " * 5000 + "\n\n[^a]: b"
    yield "marks", "\ue000" * 1000 + FRENCH
    yield "accents", "a" + "\u0301\u0327" * 10_000 + f" {FRENCH}"
    yield "word", FRENCH + "a" * 300_000
    yield "no space", FRENCH + "b." * 100_000
    yield "turned", f"{FRENCH}{_BIDI}21 million"
    yield "entities", FRENCH + "&#x202e;&#0;&#xd800;&#x1b;[31m"
    yield "controls", FRENCH + "".join(map(chr, range(1, 32)))
    yield "surrogate", FRENCH + "\ud800"
    yield "spaces", FRENCH + " " * 100_000 + "\n" * 100_000
    yield "stops", "AB. Ab " * 4000
    yield "quotes", "“a. " * 6000
    yield "headings", "## a\n\n" * 4000


def _words() -> Iterator[tuple[str, bytes]]:
    def edit(pattern: bytes, new: bytes, part: str = _DOCUMENT) -> Callable[[str, bytes], bytes]:
        return lambda name, data: re.sub(pattern, new, data) if name == part else data

    cell = rb"<w:tcPr>"
    yield "style.docx", word(_fill, edit(rb"<w:name [^>]*/>", b"", _STYLES))
    yield "no styles.docx", word(_fill, edit(rb"(?s)<w:style .*</w:style>", b"", _STYLES))
    yield "merged.docx", word(_fill, edit(cell, b"<w:tcPr><w:vMerge/>"))
    for width in (b"20000000", b"abc", b"-1", b"", b"9" * 5000):
        yield f"span {width[:9].decode()}.docx", word(_fill, edit(cell, b'<w:tcPr><w:gridSpan w:val="%b"/>' % width))
    yield (
        "bomb.docx",
        word(_fill, edit(rb"</w:body>", b"<w:p><w:r><w:t>%b</w:t></w:r></w:p></w:body>" % (b"a " * 8_000_000))),
    )
    laughs = b"<!DOCTYPE a [<!ENTITY a0 'lol'>%b]>" % b"".join(
        b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    yield "laughs.docx", word(_fill, edit(rb"<w:document", laughs + b"<w:document"))
    outside = b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document"
    yield (
        "outside.docx",
        word(_fill, lambda name, data: edit(rb"Maroc", b"&a;")(name, edit(rb"<w:document", outside)(name, data))),
    )
    yield "deep.docx", word(_fill, edit(rb"<w:body>", b"<w:body>" + b"<w:sdt><w:sdtContent>" * 5000))


def _fill(document: Any) -> None:
    document.add_heading("Accord", 1)
    document.add_paragraph(FRENCH)
    document.add_paragraph("un", style="List Bullet")
    table = document.add_table(2, 2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "Maroc"


def _pdfs() -> Iterator[tuple[str, bytes]]:
    good = pdf([[FRENCH]], "Accord")
    title = re.search(rb"/Title <[^>]*>", good)
    assert title is not None
    yield "title.pdf", good.replace(title[0], b"/Title <FEFFD8000041>")
    yield "pages.pdf", good.replace(b"/Count 1", b"/Count 99999999")
    yield "length.pdf", re.sub(rb"/Length \d+", b"/Length 999999999", good)
    yield "loop.pdf", good.replace(b"/Kids [7 0 R]", b"/Kids [2 0 R 2 0 R]")
    yield "turned.pdf", pdf([[f"{FRENCH}{_BIDI[:9]}"]], _BIDI[:9])


def samples() -> list[tuple[str, bytes]]:
    """Good files of every format, with their endings."""
    head = "id: accord\ntitle: Accord\ndate: 2025-09-12\nsources:\n- id: cndp\n  publisher: CNDP\n  url: https://cndp.ma/a\n"
    body = f"# Accord\n\n{FRENCH}[^cndp]\n\n- un\n- *deux*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{ARABIC}\n"
    markdown = f"---\n{head}---\n{body}"

    return [
        (".md", markdown.encode()),
        (".md", markdown.encode()),
        (".txt", (FRENCH * 3).encode()),
        (".html", page().encode()),
        (".pdf", pdf([[FRENCH, FRENCH], [FRENCH]], "Accord")),
        (".docx", word(_fill)),
    ]


def mutated(random: Random, ending: str, data: bytes, others: list[bytes]) -> bytes:
    """A file with one to four accidents, most of them where its reader comes to see them."""
    code = "latin-1" if ending == ".pdf" or random.random() < 0.1 else "utf-8"

    def change(part: bytes) -> bytes:
        text = part.decode(code, "replace")
        for _ in range(random.randint(1, 4)):
            text = random.choice(_ACCIDENTS)(random, text, random.choice(others).decode(code, "replace"))
        return text[:500_000].encode(code, "replace" if code == "latin-1" else "surrogatepass")

    if ending == ".docx" and code == "utf-8":
        parts = random.sample((_DOCUMENT, _DOCUMENT, _STYLES, "docProps/core.xml"), 2)
        return word(_fill, lambda name, part: _rearranged(random, part) if name in parts else part)
    return change(data)


def _rearranged(random: Random, part: bytes) -> bytes:
    """A part of a Word document that is still XML, with elements and attributes that no program writes."""
    root = etree.fromstring(part)
    for _ in range(random.randint(1, 8)):
        one, other = (random.choice([*root.iter("*")]) for _ in range(2))
        above = one.getparent()
        if random.random() < 0.4 and one.attrib:
            one.attrib[random.choice(one.keys())] = random.choice(["", "abc", "-1", "20000000", "9" * 400, "continue"])
        elif random.random() < 0.3:
            one.tag = other.tag
        elif above is not None and random.random() < 0.5:
            above.remove(one)
        else:
            other.insert(0, copy.deepcopy(one))
    return etree.tostring(root)[:500_000]


def _flip(random: Random, text: str, _other: str) -> str:
    for _ in range(random.randint(1, 8) if text else 0):
        at = random.randrange(len(text))
        text = text[:at] + chr(ord(text[at]) ^ 1 << random.randrange(7)) + text[at + 1 :]
    return text


def _cut(random: Random, text: str, _other: str) -> str:
    return text[: random.randint(0, len(text))]


def _splice(random: Random, text: str, other: str) -> str:
    at, start = random.randint(0, len(text)), random.randint(0, len(other))
    return text[:at] + other[start : start + random.randint(1, 500)] + text[at:]


def _repeat(random: Random, text: str, _other: str) -> str:
    start = random.randint(0, len(text))
    piece = text[start : start + random.randint(1, 60)]
    return text[:start] + piece * random.choice([2, 10, 500]) + text[start:]


def _drop(random: Random, text: str, _other: str) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start + random.randint(1, 200) :]


def _insert(random: Random, text: str, _other: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(_NASTY) + text[at:]


_ACCIDENTS = (_flip, _flip, _cut, _splice, _repeat, _drop, _insert, _insert)
_NASTY = (
    *_BIDI,
    *"\0 \ud800 \ufeff \u2028 \ue000 \x1b[31m : - &a *a <<: !!int { [ ]]> <!-- --> [^ ]( ``` |-| %PDF endobj".split(
        " "
    ),
    *("\n---\n", "\n", ": ", "- ", "<script ", "PK\x03\x04", "9" * 400, "&#x202e;"),
)
