import pytest

from rag.corpus.front_matter import split_front_matter
from rag.corpus.reading import to_document
from rag.errors import DocumentError

FRENCH = "Le ministère a signé un accord."


def read(head, text=FRENCH):
    return to_document(f"---\n{head}\n---\n{text}".encode(), ".md", "a.md", 1e6)


@pytest.mark.parametrize(
    "head",
    [
        "content: hello",
        "handler: x\nself: y",
        "null: a",
        "~: a\n1: b\ntrue: c",
        "a: &a\n  <<: *a\n  b: 1",
        "",
        "# note",
    ],
)
def test_keys_of_every_kind_are_read(head):
    assert read(head).text == FRENCH


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("title: 0x" + "F" * 20_000, "its field title is a number of thousands of digits: shorten it"),
        ("sources:\n- id: 0x" + "F" * 20_000, "its field sources.id is a number of thousands of digits: shorten it"),
        ("title: .nan", "its field title must be a text: put it between quotation marks"),
        ("id: -.inf", "its field id must be a text: put it between quotation marks"),
        ("title: !!binary aGVsbG8=", "its field title must be a text"),
        ("title: 2025-09-12", "its field title must be a text"),
        ("title: !foo bar", "its front matter is not valid YAML in line 2"),
        ("title: [[a]]", "its field title must be a text"),
        ("sources: &a\n- *a", "each item of its field sources must have named fields"),
        ("sources:\n- &a\n  title: *a", "its field sources.title must be a text"),
        ("a: " + "[" * 10_000, "its front matter is nested more than 20 deep: write it flatter"),
        ("- " * 10_000, "its front matter is nested more than 20 deep: write it flatter"),
        ("title: " + "a" * 3000, "its field title has 3,000 characters: shorten it to 2,000"),
        ("people:\n" + "- name: a\n" * 501, "its field people has 501 items: no more than 500 are possible"),
        ("a: " + "b" * 64_000, "its front matter has 64,005 characters, more than 64,000: shorten it"),
    ],
)
def test_a_value_that_cannot_be_is_an_error_in_one_line(head, reason):
    with pytest.raises(DocumentError) as caught:
        read(head)
    assert str(caught.value) == reason


@pytest.mark.parametrize("value", ["9" * 5000, "1:" * 2000 + "1.5", "2025-09-12T10:00:00+99:99"])
def test_a_value_that_python_refuses_is_an_error_in_one_line(value):
    with pytest.raises(DocumentError, match=r"^its front matter has a value that cannot be: [^\n]+$"):
        read(f"date: {value}")


def test_merged_mappings_cannot_grow_without_end():
    lines = [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 30)]
    with pytest.raises(DocumentError, match="a mapping of more than 1,000 fields"):
        read("\n".join(["a0: &a0 {x: 1, y: 2}", *lines]))


def test_a_few_merged_fields_are_read():
    metadata, _text = split_front_matter("---\na: &a {x: 1}\nb: {<<: *a, y: 2}\n---\nUn.")
    assert metadata["b"] == {"x": 1, "y": 2}


def test_lists_of_lists_of_references_cost_nothing():
    lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 18)]
    assert read("\n".join(["a0: &a0 [lol]", *lines])).text == FRENCH


@pytest.mark.parametrize("head", ["Un accord.", "- un", "5"])
def test_text_between_two_rules_is_no_front_matter(head):
    text = f"---\n{head}\n---\n{FRENCH}"
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize("text", ["---\nid: a", "{\n}\n", "+++\nid = 1\n+++\nUn.", "a\n---\nb\n---\n"])
def test_what_is_no_front_matter_is_text(text):
    assert split_front_matter(text) == ({}, text.strip())
