import time

import pytest

from rag.corpus.markup import markdown_to_text, read_marked


@pytest.mark.parametrize(
    "markdown",
    ["# Les axes", "## Les axes", "###### Les axes", "Les axes\n========", "Les axes\n---", "## Les axes ##"],
)
def test_headings_of_every_level_become_one(markdown):
    assert markdown_to_text(f"{markdown}\n\nUn axe.") == "## Les axes\n\nUn axe."


@pytest.mark.parametrize(
    "markdown", ["- un\n- deux", "* un\n* deux", "1. un\n2. deux", "1) un\n2) deux", "- un\n\n- deux"]
)
def test_lists_of_every_kind_become_one(markdown):
    assert markdown_to_text(f"{markdown}\n\nFin.") == "- un\n- deux\n\nFin."


def test_nested_items_become_items():
    assert markdown_to_text("- un\n  - deux\n  - trois") == "- un\n- deux\n- trois"


def test_lines_of_a_paragraph_are_joined():
    assert markdown_to_text("Un accord\nest  \nsigné.") == "Un accord est signé."


def test_lines_of_an_item_are_joined():
    assert markdown_to_text("- un accord\n  est signé") == "- un accord est signé"


def test_paragraphs_stay_apart():
    assert markdown_to_text("Un.\n\n\nDeux.") == "Un.\n\nDeux."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("un *accord* **signé**", "un accord signé"),
        ("un `accord` signé", "un accord signé"),
        ("un [accord](https://cndp.ma) signé", "un accord signé"),
        ("<https://cndp.ma>", "https://cndp.ma"),
        ("un ![logo](logo.png) accord", "un accord"),
        (r"5 \* 3 \# 2", "5 * 3 # 2"),
        ("R&amp;D", "R&D"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_a_reader_sees_the_text_of_inline_marks(markdown, text):
    assert markdown_to_text(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("un <b>accord</b> signé", "un accord signé"),
        ("un<br>deux", "un deux"),
        ("un <!-- note --> deux", "un deux"),
        ("<!-- note -->\n\nUn accord.", "Un accord."),
        ("<div>Un accord.</div>\n\nFin.", "Un accord.\n\nFin."),
        ("<div>R&amp;D</div>", "R&D"),
        ("<script>\nalert(1)\n</script>\n\nUn accord.", "Un accord."),
    ],
)
def test_raw_html_is_dropped_and_its_text_kept(markdown, text):
    assert markdown_to_text(markdown) == text


def test_a_table_is_a_line_for_each_row():
    table = "| Pays | Année |\n|---|---|\n| France | **2025** |\n\nFin."
    assert markdown_to_text(table) == "Pays | Année\nFrance | 2025\n\nFin."


def test_an_empty_cell_keeps_its_place():
    assert markdown_to_text("| a | b | c |\n|---|---|---|\n| 1 | | 3 |") == "a | b | c\n1 | | 3"


def test_quotations_are_paragraphs():
    assert markdown_to_text("> un accord\n> signé\n\nFin.") == "un accord signé\n\nFin."


def test_code_keeps_its_lines():
    assert markdown_to_text("```\nun\ndeux\n```\nFin.") == "un\ndeux\n\nFin."


def test_a_rule_is_dropped():
    assert markdown_to_text("Un.\n\n***\n\nDeux.") == "Un.\n\nDeux."


@pytest.mark.parametrize("empty", ["##", "-", "# ![logo](logo.png)", "- ![logo](logo.png)"])
def test_an_empty_heading_or_item_does_not_pass_its_mark_on(empty):
    assert markdown_to_text(f"{empty}\n\nUn accord.") == "Un accord."


def test_arabic_structure():
    assert markdown_to_text("# المحاور\n\n- **البحث**\n- التكوين") == "## المحاور\n\n- البحث\n- التكوين"


@pytest.mark.parametrize("markdown", ["", "   \n", "***", "![logo](logo.png)"])
def test_nothing_to_read_is_nothing(markdown):
    assert markdown_to_text(markdown) == ""


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("<div>Un.<!-- note", "Un."),
        ("<div>Un.<script>alert(1)", "Un."),
        ("<div>Un.<SCRIPT src=a", "Un."),
        ("<div>3 < 5", "3 < 5"),
        ("<div>Un <a title='x < y'>accord</a>", "Un accord"),
        ("<div>Un.<!-- a --> Deux.<!-- b", "Un. Deux."),
    ],
)
def test_what_is_not_closed_hides_what_a_browser_would_hide(markdown, text):
    assert " ".join(markdown_to_text(f"{markdown}\n</div>" if "3 <" not in markdown else markdown).split()) == text


@pytest.mark.parametrize("piece", ["<!--", "<script ", "<style>", "<", "[^", "&", "<!-- a", "</script", "&#x", "[^a"])
def test_ten_thousand_of_a_piece_in_a_block_of_html_take_no_time(piece):
    started = time.process_time()
    read_marked("<div>\n" + piece * 10_000)
    assert time.process_time() - started < 2  # it took five seconds and more


@pytest.mark.parametrize(
    "text",
    [
        "[" * 16_000 + "]" * 16_000,
        "![" * 5000 + "](b)" * 5000,
        "> " * 16_000,
        "*a **a " * 4500,
        "<a " * 10_000,
        "[^a] " * 6000,
    ],
)
def test_markdown_that_is_nested_or_never_closed_takes_little_time(text):
    started = time.process_time()
    read_marked(text)
    assert time.process_time() - started < 5
