"""Files of every format, made in memory."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx

ARTICLE = """
<p>Le ministère et Mistral AI ont signé un protocole d'accord à Rabat. Le texte porte sur la recherche.</p>
<h2>Les axes</h2>
<p>Le premier axe est la recherche appliquée dans les universités du pays, et le deuxième la formation.</p>
<ul><li>la recherche appliquée</li><li>la formation des agents</li></ul>
<table><tr><th>Pays</th><th>Année</th></tr><tr><td>France</td><td>2025</td></tr></table>
"""


def page(article: str = ARTICLE, head: str = "") -> str:
    """A web page with menus around its article."""
    return f"""<!doctype html>
    <html><head><meta charset="utf-8"><title>Accord avec Mistral AI</title>{head}</head><body>
    <nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <main><article><h1>Accord avec Mistral AI</h1>{article}</article></main>
    <aside>Abonnez-vous à notre lettre</aside>
    <footer><p>Tous droits réservés</p><a href="/contact">Contact</a></footer></body></html>"""


def stream(data: bytes) -> bytes:
    """A stream of a PDF."""
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(data), data)


def pdf(pages: list[list[str]], title: str = "") -> bytes:
    """A PDF whose glyphs lie on each line in the order seen on paper, so Arabic lines are given mirrored."""
    to_unicode = b"""begincmap /CMapName /U def /CMapType 2 def
        1 begincodespacerange <0000> <FFFF> endcodespacerange
        2 beginbfrange <0000> <00FF> <0000> <0600> <06FF> <0600> endbfrange endcmap"""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (7 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream(to_unicode),
        b"<< /Title <%b> >>" % title.encode("utf-16").hex().encode(),
    ]
    for lines in pages:
        shown = b"".join(b"<%b> Tj T*\n" % line.encode("utf-16-be").hex().encode() for line in lines)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (len(objects) + 2),
            stream(b"BT /F1 9 Tf 50 750 Td 14 TL\n" + shown + b"ET"),
        ]
    data = b"%PDF-1.4\n"
    entries = b"0000000000 65535 f \n"
    for number, content in enumerate(objects, 1):
        entries += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    size = len(objects) + 1
    return data + b"xref\n0 %d\n%b" % (size, entries) + trailer % (size, len(data))


def word(fill: Callable[[Any], object] | None = None, edit: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """A Word document that ``fill`` writes, with parts of its archive changed by ``edit``."""
    document = docx.Document()
    if fill:
        fill(document)
    file = io.BytesIO()
    document.save(file)
    edited = io.BytesIO()
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(edited, "w") as written:
        for name in parts.namelist():
            part = parts.read(name)
            dateless = zipfile.ZipInfo(name)  # the same bytes every time
            written.writestr(dateless, edit(name, part) if edit else part, zipfile.ZIP_DEFLATED)
    return edited.getvalue()
