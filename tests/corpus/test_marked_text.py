import unicodedata

import pytest

from rag.corpus.markup import MarkedText, markdown_to_text, read_marked
from rag.text.normalise import clean


def places(markdown, *labels):
    """Each reference with the text that stands before it."""
    marked = read_marked(markdown, labels)
    return marked.text, [(marked.text[:position], label) for position, label in marked.references]


def test_a_text_without_references_has_none():
    assert read_marked("Un accord.", ["a"]) == MarkedText("Un accord.", (), frozenset())


@pytest.mark.parametrize(
    ("markdown", "text", "position"),
    [
        ("Un accord.[^a]", "Un accord.", 10),
        ("Un accord[^a].", "Un accord.", 9),
        ("Un accord [^a].", "Un accord.", 9),
        ("Un accord. [^a] Il dure.", "Un accord. Il dure.", 10),
        ("Un accord.[^a] Il dure.", "Un accord. Il dure.", 10),
        ("Un accord.[^a]\nIl dure.", "Un accord. Il dure.", 10),
        ("Un **accord.**[^a]", "Un accord.", 10),
        ("Un [accord](https://cndp.ma).[^a]", "Un accord.", 10),
        ("Un <b>accord.[^a]</b>", "Un accord.", 10),
        ("Un  accord.[^a]", "Un accord.", 10),
        ("Un accord\u00a0[^a].", "Un accord.", 9),
        ("Un accord&nbsp;[^a] dure.", "Un accord dure.", 9),
        ("Un accord. \u202f[^a]\u00a0Il dure.", "Un accord.\u00a0Il dure.", 10),
        ("Un accord. [^a]Il dure.", "Un accord. Il dure.", 10),
        ("[^a] Un accord.", "Un accord.", 0),
        ("[^a]\u00a0Un accord.", "Un accord.", 0),
        ("- [^a] un", "- un", 2),
        ("- [^a]un", "- un", 2),
        ("# [^a] Accord", "## Accord", 3),
        ("Un [accord[^a]](https://cndp.ma).", "Un accord.", 9),
        ("[**Un**[^a] accord](https://cndp.ma 'CNDP')", "Un accord", 2),
        ("[Un accord[^a]][1]\n\n[1]: https://cndp.ma", "Un accord", 9),
        ("<div>Un accord.[^a]</div>", "Un accord.", 10),
        ("<div>\nUn accord.\n[^a]\nFin.\n</div>", "Un accord.\nFin.", 10),
        ("- un ;\n\n  [^a]\n- deux.", "- un ;\n- deux.", 6),
        ("&lt;br&gt;[^a]", "<br>", 4),
        ("signe\u0301.[^a]", "signé.", 6),
        ("Un\x00\ue000 accord.[^a]", "Un\ufffd accord.", 11),
        ("وقعت اتفاقية.[^a]", "وقعت اتفاقية.", 13),
        ("# Accord[^a]\n\nIl dure.", "## Accord\n\nIl dure.", 9),
        ("- un ;[^a]\n- deux.", "- un ;\n- deux.", 6),
        ("1. un ;\n2. deux.[^a]", "- un ;\n- deux.", 14),
        ("> un accord.[^a]", "un accord.", 10),
        ("| a | b |\n|---|---|\n| c[^a] | d |", "a | b\nc | d", 7),
    ],
)
def test_a_reference_is_taken_out_and_its_place_kept(markdown, text, position):
    assert read_marked(markdown, ["a"]) == MarkedText(text, ((position, "a"),))


def test_each_place_counts_the_text_without_the_references_before_it():
    assert places("Un.[^a] Deux. [^b] Trois[^a].", "a", "b") == (
        "Un. Deux. Trois.",
        [("Un.", "a"), ("Un. Deux.", "b"), ("Un. Deux. Trois", "a")],
    )


@pytest.mark.parametrize("markdown", ["Un.[^a][^b]", "Un.[^a] [^b]", "Un. [^a][^b] "])
def test_references_side_by_side_have_one_place_in_their_order(markdown):
    assert places(markdown, "a", "b") == ("Un.", [("Un.", "a"), ("Un.", "b")])


def test_places_hold_across_paragraphs_headings_and_items():
    assert places("Un.[^a]\n\n# Deux\n\nTrois :\n\n- quatre[^b]", "a", "b") == (
        "Un.\n\n## Deux\n\nTrois :\n\n- quatre",
        [("Un.", "a"), ("Un.\n\n## Deux\n\nTrois :\n\n- quatre", "b")],
    )


@pytest.mark.parametrize("label", ["a", "1", "mre-news", "le360.ma", "a_b", "هسبريس", "é"])
def test_labels_of_every_form_of_source_ids(label):
    assert places(f"Un.[^{label}]", label) == ("Un.", [("Un.", label)])


def test_a_definition_becomes_a_paragraph_and_makes_its_label_known():
    assert places("Un.[^1] Deux.\n\n[^1]: Barlamane, 2025.\n[^2]: CNDP.") == (
        "Un. Deux.\n\nBarlamane, 2025.\n\nCNDP.",
        [("Un.", "1")],
    )


def test_a_definition_may_hold_references():
    assert places("Un.[^1]\n\n[^1]: Deux.[^a]", "a") == ("Un.\n\nDeux.", [("Un.", "1"), ("Un.\n\nDeux.", "a")])


def test_a_reference_of_which_nothing_is_known_stays_as_it_was_typed():
    marked = read_marked("Un.[^z] Deux.[^a][^y]", ["a"])
    assert marked == MarkedText("Un.[^z] Deux.[^y]", ((13, "a"),), frozenset({"y", "z"}))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("of_label", ["NFC", "NFD"])
def test_labels_are_the_same_in_every_form_of_unicode(form, of_label):
    label, known = unicodedata.normalize(of_label, "presse-é"), unicodedata.normalize(form, " presse-é ")
    assert read_marked(f"Un.[^{label}]", [known]) == MarkedText("Un.", ((3, "presse-é"),))


def test_labels_differ_by_the_case_of_letters():
    assert read_marked("Un.[^A]", ["a"]).undefined == {"A"}


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Un `[^a]` deux.", "Un [^a] deux."),
        ("```\nUn[^a]\n```", "Un[^a]"),
        ("    Un[^a]", "Un[^a]"),
        (r"Un \[^a] deux.", "Un [^a] deux."),
        ("Un [^ a] deux.", "Un [^ a] deux."),
        ("Un [^] deux.", "Un [^] deux."),
        ("Un.^[^a deux]", "Un.^[^a deux]"),
        ("[accord](https://cndp.ma/[^a])", "accord"),
        ("![accord[^a]](logo.png) Un.", "Un."),
    ],
)
def test_what_only_looks_like_a_reference_is_none(markdown, text):
    assert read_marked(markdown, ["a"]) == MarkedText(text)


@pytest.mark.parametrize("code", ["&#xE000;", "&#57344;", "&#xF8FF;", "&#x10FFFD;"])
@pytest.mark.parametrize(
    ("opening", "closing"), [("", ""), ("<div>", "</div>"), ("- ", ""), ("| a |\n|---|\n| ", " |")]
)
def test_private_characters_written_as_entities_are_no_references(code, opening, closing):
    text, places_of = places(f"{opening}Un{code} deux.{code}[^a]{closing}", "a")
    assert text.endswith("Un deux.")
    assert places_of == [(text, "a")]


@pytest.mark.parametrize(
    "markdown", ["[^a]", "[^a][^b]\n", "[^a]\n\n- [^b]\n\n# **[^a]**", "<div>[^a]</div>", "> [^a]"]
)
def test_a_text_of_references_alone_is_empty(markdown):
    assert read_marked(markdown, "ab") == MarkedText("")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Un.\n\n[^b]\n\nDeux.[^a]", "Un.\n\nDeux."),
        ("Un.\n\n[^b]\n\n# [^b]\n\n- [^b] [^b]\n\nDeux.[^a]", "Un.\n\nDeux."),
        ("- un\n- [^b]\n- deux[^a]", "- un\n- deux"),
        ("<pre>\nUn.\n\n[^b]\n\nDeux.[^a]\n</pre>", "Un.\n\nDeux."),
        ("[^b]\n\nDeux.[^a]", "Deux."),
        ("Deux.[^a]\n\n[^b]", "Deux."),
    ],
)
def test_a_line_of_references_alone_goes_with_them(markdown, text):
    assert read_marked(markdown, "ab") == MarkedText(text, ((len(text), "a"),))


@pytest.mark.parametrize(
    "markdown",
    ["[^a] [^b] Un [^a] deux\u00a0[^b]\u00a0: [^a]trois [^b].", "[^a]\n\n- [^a] [^b]un\n- [^b]\n\n\n[^a]\n\n# Un [^a]"],
)
def test_the_text_that_is_left_is_clean(markdown):
    text = read_marked(markdown, "ab").text
    assert clean(text) == text


@pytest.mark.parametrize("private", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_private_characters_of_a_document_are_no_references(private):
    assert read_marked(f"{private}Un.{private} Deux.[^a]", ["a"]) == MarkedText("Un. Deux.", ((9, "a"),))


def test_the_text_alone_knows_the_definitions_and_no_other_label():
    assert markdown_to_text("Un.[^1] Deux.[^a]\n\n[^1]: Trois.") == "Un. Deux.[^a]\n\nTrois."
