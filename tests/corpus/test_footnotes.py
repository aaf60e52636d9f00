import pytest

from rag.corpus.footnotes import Attribution, Footnote, attribute
from rag.corpus.markup import read_marked


def sources(markdown, language="en"):
    """Each sentence of a Markdown text with the labels of what says it; a label is one of the letters a to c."""
    marked = read_marked(markdown, "abc")
    footnotes = [Footnote(position, "abc".index(label)) for position, label in marked.references]
    found = attribute(marked.text, language, footnotes)
    return [(marked.text[each.start : each.end], "".join("abc"[at] for at in each.sources)) for each in found]


def test_an_attribution_has_a_place_and_positions_of_sources():
    assert attribute("## Aims\n\nOne. Two.", "en", [Footnote(13, 2)]) == (
        Attribution(9, 13, (2,)),
        Attribution(14, 18, ()),
    )


def test_a_text_without_sentences_has_no_attributions():
    assert attribute("## Aims", "en", [Footnote(7, 0)]) == ()


def test_without_footnotes_no_sentence_has_sources():
    assert sources("One. Two.\n\n- three") == [("One.", ""), ("Two.", ""), ("three", "")]


@pytest.mark.parametrize(
    "markdown",
    ["One.[^a] Two.[^b]", "One[^a]. Two[^b].", "One. [^a] Two. [^b]", "On[^a]e. Tw[^b]o.", "One [^a]. Two.[^b]"],
)
def test_a_sentence_has_the_references_in_it_and_at_its_end(markdown):
    assert sources(markdown) == [("One.", "a"), ("Two.", "b")]


@pytest.mark.parametrize(
    ("references", "named"),
    [("[^a][^b]", "ab"), ("[^b][^a]", "ba"), ("[^b] [^a][^b]", "ba"), ("[^c][^a][^c][^b][^a]", "cab")],
)
def test_several_sources_keep_their_order_and_are_not_repeated(references, named):
    assert sources(f"One.{references}") == [("One.", named)]


def test_references_within_a_sentence_come_before_those_at_its_end():
    assert sources("One[^b] is here.[^a]") == [("One is here.", "ba")]


@pytest.mark.parametrize(
    ("markdown", "named"),
    [
        ("One. Two. Three.[^a]", ["a", "a", "a"]),
        ("One. Two.[^a] Three.", ["a", "a", ""]),
        ("One.[^a] Two. Three.[^b]", ["a", "b", "b"]),
        ("One. Two.[^b][^a] Three.[^c]", ["ba", "ba", "c"]),
        ("One.[^a] Two.[^a][^b] Three.", ["a", "ab", ""]),
    ],
)
def test_a_sentence_without_shares_those_of_the_next_that_has_some(markdown, named):
    assert sources(markdown) == list(zip(["One.", "Two.", "Three."], named, strict=True))


@pytest.mark.parametrize("between", ["\n\n", "\n\n## Aims\n\n", "\n\n- item\n\n"])
def test_nothing_is_shared_across_lines(between):
    found = dict(sources(f"One.{between}Two.[^a]"))
    assert (found["One."], found["Two."]) == ("", "a")


def test_a_heading_has_no_sources_and_passes_none_on():
    assert sources("One.\n\n## Aims[^a]\n\nTwo.") == [("One.", ""), ("Two.", "")]


def test_a_reference_before_the_first_word_of_a_line_is_not_that_of_the_line_above():
    assert sources("One.\n\n[^a] Two.")[0] == ("One.", "")


@pytest.mark.parametrize("space", ["", " ", "\u00a0"])
@pytest.mark.parametrize("above", ["", "Zero.\n\n", "# Aims\n\n"])
def test_a_reference_at_the_start_of_a_line_is_that_of_its_first_sentence(above, space):
    assert sources(f"{above}[^a]{space}One. Two.[^b]")[-2:] == [("One.", "a"), ("Two.", "b")]


@pytest.mark.parametrize("space", ["", " "])
def test_a_reference_at_the_start_of_an_item_is_its_own(space):
    assert sources(f"Aims:[^c]\n\n- [^a]{space}one\n- [^b]{space}two[^a]") == [
        ("Aims:", "c"),
        ("one", "a"),
        ("two", "ba"),
    ]


def test_a_reference_on_a_line_of_its_own_is_that_of_no_sentence():
    assert sources("One.\n\n[^a]\n\nTwo.") == [("One.", ""), ("Two.", "")]


@pytest.mark.parametrize("heading", ["# More", "# More[^b]", "# [^b] More"])
def test_an_item_below_a_heading_has_nothing_of_the_sentence_above_it(heading):
    assert sources(f"Aims:[^a]\n\n{heading}\n\n- one\n- two[^c]") == [("Aims:", "a"), ("one", ""), ("two", "c")]


@pytest.mark.parametrize("marks", ["-", "*", "1."])
def test_items_without_have_the_sources_of_the_sentence_that_introduces_them(marks):
    assert sources(f"Two aims:[^a][^b]\n\n{marks} one;\n{marks} two.") == [
        ("Two aims:", "ab"),
        ("one;", "ab"),
        ("two.", "ab"),
    ]


def test_an_item_with_sources_of_its_own_has_only_those_and_shares_them_with_none():
    assert sources("Three aims:[^a]\n\n- one;\n- two;[^b]\n- three.") == [
        ("Three aims:", "a"),
        ("one;", "a"),
        ("two;", "b"),
        ("three.", "a"),
    ]


@pytest.mark.parametrize(
    ("introduction", "named"),
    [("Lead.[^a] Aims:", ""), ("Lead.[^a] Aims:[^b]", "b"), ("Lead. Aims:[^b]", "b"), ("Lead.[^b]\n\nAims:", "")],
)
def test_only_the_last_sentence_before_a_list_introduces_it(introduction, named):
    assert sources(f"{introduction}\n\n- one")[-1] == ("one", named)


def test_items_do_not_give_sources_to_the_sentence_that_introduces_them():
    assert sources("Aims:\n\n- one[^a]\n- two[^a]")[0] == ("Aims:", "")


def test_nested_items_have_the_sources_of_the_introduction():
    assert sources("Aims:[^a]\n\n- one[^b]\n  - two\n- three") == [
        ("Aims:", "a"),
        ("one", "b"),
        ("two", "a"),
        ("three", "a"),
    ]


def test_a_second_list_has_its_own_introduction():
    found = sources("Aims:[^a]\n\n- one\n\nMore:\n\n- two\n\nLast:[^b]\n\n- three")
    assert found == [("Aims:", "a"), ("one", "a"), ("More:", ""), ("two", ""), ("Last:", "b"), ("three", "b")]


def test_a_list_at_the_start_of_a_text_has_no_introduction():
    assert sources("- one\n- two[^a]\n\nLead.[^b]") == [("one", ""), ("two", "a"), ("Lead.", "b")]


def test_rows_of_a_table_share_nothing():
    assert sources("| x[^a] | y |\n|---|---|\n| z | w |") == [("x | y", "a"), ("z | w", "")]


@pytest.mark.parametrize(
    ("markdown", "language", "expected"),
    [
        (
            "وقعت الوزارة اتفاقية.[^a] ثم أعلنت مشروعا.[^b]",
            "ar",
            [("وقعت الوزارة اتفاقية.", "a"), ("ثم أعلنت مشروعا.", "b")],
        ),
        (
            "M. Alami a signé.[^a] Il a dit « oui ».[^b] Fin.",
            "fr",
            [("M. Alami a signé.", "a"), ("Il a dit « oui ».", "b"), ("Fin.", "")],
        ),
        ("It grew in 2025.[^a] 12 firms came.[^b]", "en", [("It grew in 2025.", "a"), ("12 firms came.", "b")]),
    ],
)
def test_sentences_of_the_three_languages(markdown, language, expected):
    assert sources(markdown, language) == expected
