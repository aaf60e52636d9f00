import re
import unicodedata

import docx
import pytest

from rag.corpus import readers
from rag.corpus.footnotes import Footnote
from rag.corpus.metadata import make_document
from rag.corpus.readers import RawDocument
from rag.errors import DocumentError

from . import make
from .make import ARTICLE, page, pdf

MENUS = ("Accueil", "Sport", "Abonnez-vous", "Tous droits réservés", "Contact")


def read_markdown(path):
    return readers.read_markdown(path.read_bytes())


def read_plain(path):
    return readers.read_plain(path.read_bytes())


def read_html(path):
    return readers.read_html(path.read_bytes())


def read_pdf(path):
    return readers.read_pdf(path.read_bytes())


def read_docx(path):
    return readers.read_docx(path.read_bytes())


def test_markdown_with_front_matter(write):
    path = write("a.md", "---\nid: accord\nparties:\n  - OCP\n---\n# Accord\n\nUn *accord*.\n")
    assert read_markdown(path) == RawDocument("## Accord\n\nUn accord.", {"id": "accord", "parties": ["OCP"]})


def test_markdown_without_front_matter(write):
    assert read_markdown(write("a.md", "# Accord\n\nUn accord.")) == RawDocument("## Accord\n\nUn accord.", {})


@pytest.mark.parametrize("data", ["\ufeff---\nid: a\n---\nUn.".encode(), b"---\r\nid: a\r\n---\r\nUn.\r\n"])
def test_front_matter_after_a_byte_order_mark_and_with_windows_line_ends(write, data):
    assert read_markdown(write("a.md", data=data)) == RawDocument("Un.", {"id": "a"})


def test_references_to_sources_are_read_with_their_places(write):
    path = write("a.md", "---\nsources:\n- id: cndp\n- id: 1\n---\nUn.[^cndp] Deux.[^1][^note]\n\n[^note]: Trois.")
    raw = read_markdown(path)
    assert raw.text == "Un. Deux.\n\nTrois."
    assert raw.references == ((3, "cndp"), (9, "1"), (9, "note"))


def test_a_reference_that_names_none_of_the_sources_is_an_error(write):
    text = "---\nsources:\n- id: cndp\n- publisher: MAP\n- id: ocp\n---\nUn.[^ocp] Deux.[^z] Trois.[^onu]"
    with pytest.raises(
        DocumentError, match=r"^its footnote \[\^onu\] names none of its sources: their ids are cndp, ocp$"
    ):
        read_markdown(write("a.md", text))


@pytest.mark.parametrize("label", ["presse-é", unicodedata.normalize("NFD", "presse-é")])
@pytest.mark.parametrize("identifier", ["presse-é", unicodedata.normalize("NFD", "'  presse-é '")])
def test_a_reference_finds_its_source_in_every_form_of_unicode(write, label, identifier):
    path = write("a.md", f"---\nsources:\n- id: {identifier}\n---\nUn accord est signé.[^{label}]")
    assert read_markdown(path).references == ((20, "presse-é"),)
    assert make_document(read_markdown(path), "a.md").footnotes == (Footnote(20, 0),)


@pytest.mark.parametrize("identifier", ["0", "360", "'360'", "1.5"])
def test_a_source_may_have_a_number_for_an_id(write, identifier):
    label = identifier.strip("'")
    raw = read_markdown(write("a.md", f"---\nsources:\n- id: {identifier}\n---\nUn accord.[^{label}]"))
    assert raw.references == ((10, label),)


@pytest.mark.parametrize(
    "head", ["", "sources:\n- publisher: MAP\n", "sources: MAP\n", "sources:\n- MAP\n", "sources:\n"]
)
def test_where_no_source_has_an_id_a_reference_stays_as_it_was_typed(write, head):
    raw = read_markdown(write("a.md", f"---\ntitle: Accord\n{head}---\nUn.[^cndp]"))
    assert (raw.text, raw.references) == ("Un.[^cndp]", ())


def test_plain_text_has_no_references(write):
    assert read_plain(write("a.txt", "Un.[^1]\n\n[^1]: Deux.")) == RawDocument("Un.[^1]\n\n[^1]: Deux.")


def test_a_rule_in_the_text_is_not_front_matter(write):
    assert read_markdown(write("a.md", "Un.\n\n---\n\nid: deux\n\n---\n")).metadata == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: b: c\n---\nUn.", 2),
        ("---\nid: a\ntitle: b: c\n---\nUn.", 3),
        ("---\nid: a\n\n# note\ntitle: b: c\n---\nUn.", 5),
        ("---\nid: a\n\ttitle: b\n---\nUn.", 3),
        ("\n\n---\nid: a\ntitle: b: c\n---\nUn.", 5),
    ],
)
def test_broken_front_matter_is_an_error_that_names_the_line_of_the_file(write, text, line):
    with pytest.raises(DocumentError, match=f"^its front matter is not valid YAML in line {line}$"):
        read_markdown(write("a.md", text))


@pytest.mark.parametrize("date", ["2025-13-01", "2025-02-30"])
def test_a_day_that_does_not_exist_is_an_error(write, date):
    with pytest.raises(DocumentError, match="front matter"):
        read_markdown(write("a.md", f"---\ndate: {date}\n---\nUn."))


def test_front_matter_cannot_run_code(write):
    with pytest.raises(DocumentError, match=r"^its front matter is not valid YAML in line 2$"):
        read_markdown(write("a.md", "---\nid: !!python/object/apply:os.getcwd []\n---\nUn."))


@pytest.mark.parametrize(
    "data",
    [
        "Un accord signé. نعم".encode(),
        "Un accord signé. نعم".encode("utf-8-sig"),
        "Un accord signé. نعم".encode("utf-16"),
        b"\xff\xfe" + "Un accord signé. نعم".encode("utf-16-le"),
        b"\xfe\xff" + "Un accord signé. نعم".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 little endian", "utf-16 big endian"],
)
def test_plain_text_in_the_encodings_of_unicode(write, data):
    assert read_plain(write("a.txt", data=data)) == RawDocument("Un accord signé. نعم", {})


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16-le"])
def test_text_in_another_encoding_is_an_error(write, encoding):
    with pytest.raises(
        DocumentError, match=r"^it is not text in UTF-8: convert it, or give it the ending of what it is$"
    ):
        read_plain(write("a.txt", data="Un accord signé.".encode(encoding)))


def test_half_a_character_of_utf_16_is_an_error(write):
    with pytest.raises(DocumentError, match=r"^it is not text in UTF-8"):
        read_plain(write("a.txt", data=b"\xff\xfea"))


def test_plain_text_is_cleaned_but_no_markdown(write):
    text = "Un  *accord*\r\nsigné.\x07\n\n\n\n- un"
    assert read_plain(write("a.txt", text)).text == "Un *accord*\nsigné.\n\n- un"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\x14\0\0\0"])
@pytest.mark.parametrize("read", [read_markdown, read_plain, read_html])
def test_a_renamed_binary_file_is_an_error(write, read, data):
    with pytest.raises(DocumentError, match=r"give it the ending of what it is$"):
        read(write("a", data=data))


def test_a_web_page_is_its_article(write):
    assert read_html(write("a.html", page())).text == (
        "## Accord avec Mistral AI\n\n"
        "Le ministère et Mistral AI ont signé un protocole d'accord à Rabat. Le texte porte sur la recherche.\n\n"
        "## Les axes\n\n"
        "Le premier axe est la recherche appliquée dans les universités du pays, et le deuxième la formation.\n\n"
        "- la recherche appliquée\n"
        "- la formation des agents\n\n"
        "Pays | Année\n"
        "France | 2025"
    )


@pytest.mark.parametrize("menu", MENUS)
def test_menus_are_in_the_page_but_not_in_its_text(write, menu):
    path = write("a.html", page())
    assert menu in path.read_text(encoding="utf-8")
    assert menu not in read_html(path).text


def test_scripts_and_comments_of_a_web_page_are_dropped(write):
    text = read_html(write("a.html", page(ARTICLE + "<script>alert(1)</script><!-- note -->"))).text
    assert "France" in text
    assert "alert" not in text
    assert "note" not in text


def test_a_web_page_names_its_source(write):
    head = """<meta property="og:site_name" content="Barlamane">
        <link rel="canonical" href="https://barlamane.com/accord">
        <meta property="article:published_time" content="2025-09-12T10:00:00+01:00">"""
    title, date = "Accord avec Mistral AI", "2025-09-12"
    assert read_html(write("a.html", page(head=head))).metadata == {
        "title": title,
        "date": date,
        "sources": [{"title": title, "publisher": "Barlamane", "url": "https://barlamane.com/accord", "date": date}],
    }


@pytest.mark.parametrize("html", ["", "  \n", "<html><body></body></html>"])
def test_a_web_page_without_an_article_is_an_error(write, html):
    with pytest.raises(DocumentError, match=r"^no article text was found in it$"):
        read_html(write("a.html", html))


def test_pdf(write):
    path = write("a.pdf", data=pdf([["Un accord est signé à Rabat."]], "Accord"))
    assert read_pdf(path) == RawDocument("Un accord est signé à Rabat.", {"title": "Accord"})


def test_pages_of_a_pdf_are_paragraphs(write):
    path = write("a.pdf", data=pdf([["Un accord est signé."], ["Il dure un an."]]))
    assert read_pdf(path) == RawDocument("Un accord est signé.\n\nIl dure un an.", {})


def test_lines_of_a_paragraph_of_a_pdf_are_joined(write):
    lines = ["Les axes", "Le ministère et Mistral AI ont signé à Rabat", "un accord.", "Il dure un an."]
    assert read_pdf(write("a.pdf", data=pdf([lines]))).text == (
        "Les axes\nLe ministère et Mistral AI ont signé à Rabat un accord.\nIl dure un an."
    )


def test_arabic_of_a_pdf_is_in_reading_order(write):
    lines = ["وقعت الوزارة مذكرة تفاهم مع شركة.", "انتهى الأمر."]
    path = write("a.pdf", data=pdf([[line[::-1] for line in lines]]))
    assert read_pdf(path).text == "وقعت الوزارة مذكرة تفاهم مع شركة. انتهى الأمر."


def test_a_word_broken_at_the_end_of_a_line_of_a_pdf_breaks_no_sentence(write):
    lines = [
        "Le ministère et Mistral AI ont signé",
        "un accord sur la recherche en intelli-",
        "gence artificielle pour trois années.",
    ]
    assert read_pdf(write("a.pdf", data=pdf([lines]))).text == (
        "Le ministère et Mistral AI ont signé "
        "un accord sur la recherche en intelligence artificielle pour trois années."
    )


@pytest.mark.parametrize("marks", ["---", ("1.", "2.", "3.")], ids=["dashes", "numbers"])
def test_items_of_a_pdf_stay_apart(write, marks):
    items = ["la recherche appliquée", "la formation des agents", "les données"]
    lines = ["Les axes de cet accord sont :", *(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))]
    assert read_pdf(write("a.pdf", data=pdf([lines]))).text == "\n".join(lines)


@pytest.mark.parametrize("pages", [[[]], [[], []]])
def test_a_pdf_without_text_is_an_error(write, pages):
    with pytest.raises(DocumentError, match=r"^it holds no text, only pictures: run text recognition on it first$"):
        read_pdf(write("a.pdf", data=pdf(pages)))


@pytest.mark.parametrize("data", [b"", b"Un accord.", pdf([["Un accord."]])[:200]])
def test_a_damaged_pdf_is_an_error(write, data):
    with pytest.raises(DocumentError, match=r"^it is not a readable PDF$"):
        read_pdf(write("a.pdf", data=data))


@pytest.fixture
def word(tmp_path):
    """Makes a Word document with the real library and reads it."""

    def read(fill):
        document = docx.Document()
        fill(document)
        document.save(str(tmp_path / "a.docx"))
        return read_docx(tmp_path / "a.docx")

    return read


def add_table(document, *rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def test_headings_and_paragraphs_of_a_word_document(word):
    def fill(document):
        document.add_heading("Accord", 0)
        document.add_heading("Les axes", 1)
        document.add_paragraph("Un accord\nest signé.")
        document.add_paragraph("")
        document.add_paragraph("Il dure.")

    assert word(fill) == RawDocument("## Accord\n\n## Les axes\n\nUn accord est signé.\n\nIl dure.", {})


@pytest.mark.parametrize("style", ["List Bullet", "List Number", "List Paragraph"])
def test_lists_of_a_word_document(word, style):
    def fill(document):
        document.add_paragraph("la recherche", style=style)
        document.add_paragraph("la formation", style=style)

    assert word(fill).text == "- la recherche\n- la formation"


def test_a_table_of_a_word_document_stands_where_it_was(word):
    def fill(document):
        document.add_paragraph("Avant.")
        add_table(document, ("Pays", "Année"), ("France", "2025"))
        document.add_paragraph("Après.")

    assert word(fill).text == "Avant.\n\nPays | Année\nFrance | 2025\nAprès."


def test_a_cell_of_two_lines_stays_in_its_row(word):
    assert word(lambda document: add_table(document, ("France\nMaroc", "2025"))).text == "France Maroc | 2025"


def test_the_title_of_a_word_document(word):
    def fill(document):
        document.core_properties.title = "Accord"
        document.add_paragraph("وقعت الوزارة.")

    assert word(fill) == RawDocument("وقعت الوزارة.", {"title": "Accord"})


@pytest.mark.parametrize("data", [b"", b"Un accord.", b"PK\x03\x04\x14\0\0\0"])
def test_a_damaged_word_document_is_an_error(write, data):
    with pytest.raises(DocumentError, match=r"^it is not a readable Word document$"):
        read_docx(write("a.docx", data=data))


def edited(pattern, new, part="word/document.xml"):
    """The text of a Word document with a table, of which a part is changed."""

    def fill(document):
        document.add_paragraph("Avant.")
        add_table(document, ("Pays", "Année"), ("France", "2025"))
        document.add_paragraph("Après.", style="List Bullet")

    def edit(name, data):
        return re.sub(pattern, new, data) if name == part else data

    return readers.read_docx(make.word(fill, edit)).text


TABLE = "Avant.\n\nPays | Année\nFrance | 2025\n- Après."


def test_a_word_style_without_a_name_is_no_reason_not_to_read_the_document():
    assert edited(rb"<w:name [^>]*/>", b"", "word/styles.xml") == TABLE.replace("- ", "")


def test_a_word_document_without_styles_is_read():
    assert edited(rb"(?s)<w:style .*</w:style>", b"", "word/styles.xml") == TABLE.replace("- ", "")


@pytest.mark.parametrize("width", [b"abc", b"", b"-1", b"20000000", b"9" * 5000])
def test_a_cell_as_wide_as_no_table_is_one_cell(width):
    assert edited(rb"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="%b"/>' % width) == TABLE


def test_a_top_row_that_is_merged_with_nothing_above_is_read():
    merged = edited(rb"<w:tcPr>", b"<w:tcPr><w:vMerge/>")
    assert merged == "Avant.\n\nPays | Année\nPays | Année\n- Après."


def test_merged_cells_stand_in_every_column_and_row_that_they_cover(word):
    def fill(document):
        table = document.add_table(3, 3)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = str(number)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "large"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "haut"

    assert word(fill).text == "large | large | 2\n3 | 4 | haut\n6 | 7 | haut"


def test_a_word_document_without_properties_is_read():
    assert edited(rb"(?s)<dc:title>.*</dc:title>", b"<dc:title", "docProps/core.xml")


def test_a_pdf_with_half_a_character_in_its_title_is_read(write):
    data = re.sub(rb"/Title <[^>]*>", b"/Title <FEFFD8000041>", pdf([["Un accord est signé."]], "Accord"))
    assert read_pdf(write("a.pdf", data=data)) == RawDocument("Un accord est signé.", {})


def test_a_long_title_of_a_page_is_cut(write):
    raw = read_html(write("a.html", page().replace("<title>Accord avec Mistral AI", f"<title>{'Accord ' * 1000}")))
    assert len(make_document(raw, "a.html").title) <= 200
