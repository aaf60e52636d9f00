import base64
import json

import pytest

from rag.corpus.document import Document
from rag.corpus.left_out import LONGEST_RUN, LeftOut, count_hidden, leave_out
from rag.corpus.reading import to_document
from rag.errors import DocumentError

FRENCH = "Le ministère a signé un accord."
HIDDEN = (
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb\U000e0001\U000e007f"
)


def read(text, ending=".md"):
    return to_document(text.encode(), ending, f"a{ending}", 1e6)


@pytest.mark.parametrize("character", HIDDEN)
@pytest.mark.parametrize("ending", [".md", ".txt"])
def test_characters_that_turn_text_are_left_out_and_the_file_is_named(character, ending):
    document = read(f"{FRENCH} {character}21 mill{character}ions", ending)
    assert document.text == f"{FRENCH} 21 millions"
    assert document.notices == (
        "left out: 2 invisible characters for turning the direction of text or hiding some of it",
    )


def test_they_are_left_out_of_everything_that_a_document_says_about_itself():
    turned = "a\u202eb"
    head = f"""
id: {turned}
title: {turned}
sources:
- publisher: {turned}
  url: https://{turned}.ma/
people:
- name: {turned}
parties:
- {turned}
"""
    document = read(f"---{head}---\n{FRENCH}")
    assert "\u202e" not in document.to_json().encode("ascii").decode("unicode_escape")
    assert document.id == document.title == document.people[0].name == document.profile.parties[0].name == "ab"
    assert document.sources[0].url == "https://ab.ma/"
    assert document.notices[0].startswith("left out: 6 invisible characters")


@pytest.mark.parametrize("written", ["&#x202e;", "<div>\n&#x202e;\n</div>\n\n"])
def test_they_may_be_written_as_entities(written):
    document = read(f"{written}{FRENCH}")
    assert "\u202e" not in document.text
    assert document.notices == (
        "left out: 1 invisible character for turning the direction of text or hiding some of it",
    )


def test_joiners_that_letters_need_stay():
    assert read("می\u200cخواهم وقعت الوزارة اتفاقية").text == "می\u200cخواهم وقعت الوزارة اتفاقية"


def test_notices_are_no_part_of_what_is_indexed():
    plain, noticed = (Document("a", "fr", "A", FRENCH, "a.md", notices=notices) for notices in ((), ("left out",)))
    assert plain == noticed
    assert plain.content_hash() == noticed.content_hash()


def test_a_document_travels_as_json():
    head = """sources:
- id: a
  url: https://a.ma/
people:
- name: A
parties:
- name: B
  country: MA
kinds:
- law
events:
- what: signed
  date: 2025
"""
    document = read(f"---\n{head}---\n{FRENCH}[^a]\u202e")
    again = Document.from_dict(json.loads(document.to_json()))
    assert again == document
    assert again.notices == document.notices
    assert again.content_hash() == document.content_hash()


def test_half_a_surrogate_pair_has_a_hash():
    one, other = (Document("a", "fr", title, FRENCH, "a.md").content_hash() for title in ("\ud800", "\ud801"))
    assert one != other


@pytest.mark.parametrize(
    "run", ["a" * 1_000_000, "b." * 100_000, base64.b64encode(bytes(3000)).decode(), "\u0301" * 301]
)
@pytest.mark.parametrize("ending", [".md", ".txt"])
def test_a_run_that_no_word_can_be_is_left_out_and_the_file_is_named(run, ending):
    document = read(f"{FRENCH} {run} Il dure.", ending)
    assert document.text == f"{FRENCH} Il dure."
    assert document.notices == ("left out: 1 run of more than 300 characters without a space, as no word has them",)


def test_the_longest_run_that_is_kept():
    assert leave_out("a" * LONGEST_RUN) == ("a" * LONGEST_RUN, LeftOut())
    assert leave_out("a" * (LONGEST_RUN + 1)) == ("", LeftOut(runs=1))


def test_a_footnote_is_no_part_of_a_run():
    run = "a" * 200
    document = read(f"---\nsources:\n- id: n\n---\n{FRENCH} {run}[^n]{run} Il dure.[^n]")
    assert run in document.text
    assert len(document.footnotes) == 2


def test_footnotes_stay_in_their_places():
    document = read(f"---\nsources:\n- id: n\n---\n{'a' * 400} {FRENCH}[^n] Il dure.[^n]")
    assert document.text == f"{FRENCH} Il dure."
    assert [note.position for note in document.footnotes] == [len(FRENCH), len(document.text)]


@pytest.mark.parametrize(
    ("text", "what"), [("a" * 400, "1 run of more"), ("> " * 10_000 + "Un accord.", "what is nested")]
)
def test_a_file_of_which_nothing_is_left_says_why(text, what):
    with pytest.raises(DocumentError, match=rf"^it is empty; left out: {what}"):
        read(text)


def test_what_is_nested_too_deeply_is_told():
    document = read(f"{FRENCH}\n\n" + "> " * 30 + "Un accord.")
    assert document.text == FRENCH
    assert document.notices == ("left out: what is nested more than 20 deep",)
    assert read("> " * 19 + FRENCH).notices == ()


def test_metadata_that_holds_itself_is_counted_once():
    items: list[object] = ["\u202e"]
    items.append(items)
    assert count_hidden({"a": items, "b": items}) == LeftOut(hidden=1)
