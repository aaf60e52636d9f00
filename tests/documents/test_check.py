"""The check finds what it is there for: articles of one id are clean, and each change of them is reported."""

import shutil
from collections.abc import Callable
from pathlib import Path

import frontmatter
import pytest

from rag.text.language import LANGUAGES

from .articles import read_articles, read_facts
from .changes import ID, append, change, reports
from .check import CHECKS, files, front_matter, links, same_dates, same_everywhere, same_numbers, supported
from .wording import leftovers, length, markup, own_words

OTHER = "african-supercomputing-center"
JANUARY = {"fr": "14 janvier 2021", "en": "14 January 2021", "ar": "14 يناير 2021"}
FEBRUARY = {"fr": "14 février 2021", "en": "14 February 2021", "ar": "14 فبراير 2021"}
PERCENT = {"fr": "45 % des projets.", "en": "45 percent of the projects.", "ar": "45 في المائة من المشاريع."}
every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_real_articles_are_clean(folder: Path) -> None:
    articles, facts = read_articles(folder), read_facts(folder)
    assert [problem for check in CHECKS for problem in check(articles, facts)] == []


@every_language
def test_changed_figure(folder: Path, language: str) -> None:
    change(folder, language, "251", "252")
    assert reports(folder, language, supported)
    assert reports(folder, language, same_numbers)


@every_language
def test_figure_of_the_facts_in_the_wrong_place(folder: Path, language: str) -> None:
    change(folder, language, "251", "45")
    assert not reports(folder, language, supported)
    assert reports(folder, language, same_numbers)


@every_language
def test_changed_month(folder: Path, language: str) -> None:
    change(folder, language, JANUARY[language], FEBRUARY[language])
    assert reports(folder, language, supported)
    assert reports(folder, language, same_dates)


@every_language
def test_invented_percentage(folder: Path, language: str) -> None:
    append(folder, language, PERCENT[language])  # 45 is a number of projects in the facts, no percentage
    assert reports(folder, language, supported)
    assert reports(folder, language, same_numbers)


@every_language
def test_missing_language(folder: Path, language: str) -> None:
    (folder / language / f"{ID}.md").unlink()
    assert reports(folder, language, files)


def test_unknown_id(folder: Path) -> None:
    shutil.move(folder / "fr" / f"{ID}.md", folder / "fr" / "another.md")
    assert files(read_articles(folder), read_facts(folder)) == [
        f"fr/{ID}.md: it is missing",
        "fr/another.md: no facts have this id",
    ]


@every_language
@pytest.mark.parametrize("link", ["https://leseco/?p=76675", "https:/leseco.ma", "https://.ma/"])
def test_broken_link(folder: Path, language: str, link: str) -> None:
    change(folder, language, "https://leseco.ma/?p=76675", link)
    assert reports(folder, language, links) or reports(folder, language, files)


@every_language
@pytest.mark.parametrize("link", ["ftp://leseco.ma/", "https://leseco.ma/a b", "leseco.ma"])
def test_link_that_the_reader_refuses(folder: Path, language: str, link: str) -> None:
    change(folder, language, "https://leseco.ma/?p=76675", link)
    assert reports(folder, language, files)


@every_language
def test_broken_link_in_the_text(folder: Path, language: str) -> None:
    append(folder, language, "https://localhost/x")
    assert reports(folder, language, links)


@every_language
@pytest.mark.parametrize("written", [*LANGUAGES, "de"])
def test_wrong_language(folder: Path, language: str, written: str) -> None:
    change(folder, language, f"\nlanguage: {language}\n", f"\nlanguage: {written}\n")
    found = reports(folder, language, front_matter) or reports(folder, language, files)
    assert found == (written != language)


@every_language
def test_copied_sentence(copy: Callable[..., Path], language: str) -> None:
    folder = copy(ID, OTHER)
    copied = frontmatter.load(str(folder / language / f"{OTHER}.md")).content.split(".[^")[1].split("] ")[1]
    append(folder, language, f"{copied.upper()}.")
    assert reports(folder, language, own_words)


def test_names_may_stand_in_two_articles(copy: Callable[..., Path]) -> None:
    folder = copy(ID, OTHER)
    name = "the Ministry of National Education and of Higher Education of the Kingdom"
    for article in (ID, OTHER):
        path = folder / "en" / f"{article}.md"
        post = frontmatter.load(str(path))
        post["parties"] = [{"name": name.removeprefix("the "), "country": "MA", "kind": "state"}]
        post.content += f"\n\n- {name};\n"
        path.write_text(frontmatter.dumps(post), encoding="utf-8")
    assert not reports(folder, "en", own_words)


@every_language
@pytest.mark.parametrize(
    "field",
    "id title language date updated kinds status events parties people sources".split(),
)
def test_missing_field(folder: Path, language: str, field: str) -> None:
    path = folder / language / f"{ID}.md"
    post = frontmatter.load(str(path))
    del post[field]
    path.write_text(frontmatter.dumps(post), encoding="utf-8")
    assert reports(folder, language, front_matter)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('    role: "', '    post: "'),
        ('    publisher: "Maroc Hebdo"\n', ""),
        ('    publisher: "Maroc Hebdo"\n', '    publisher: ""\n'),
        ('date: "2024"', "date: 2024"),
        ('updated: "', 'updated: "on '),
        ("kinds: [programme", "kinds: [plan"),
        ("kinds: [programme", "kinds: [[programme]"),
        ("status: ", "status: un"),
        ("{what: ", "{what: un"),
        ("{what: ", "{why: "),
        ('country: "MA"', 'country: "Morocco"'),
        ("kind: state", "kind: ministry"),
        ('  - id: "', '  - id: "No '),
        ("\nlanguage: en\n", "\nlanguage: en\nauthor: someone\n"),
    ],
)
def test_field_of_the_wrong_form(folder: Path, old: str, new: str) -> None:
    change(folder, "en", old, new)
    assert reports(folder, "en", front_matter) or reports(folder, "en", files)


@every_language
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('date: "2019-03"', 'date: "2019-04"'),
        (f"id: {ID}", "id: another"),
        ('publisher: "Maroc', 'publisher: "Le Maroc'),
        ("kinds: [programme", "kinds: [law, programme"),
        ("status: ", "status: planned #"),
        ('date: "2018-12"}', 'date: "2018-11"}'),
        ('country: "MA"', 'country: "FR"'),
        ("kind: state", "kind: agency"),
        ('{name: "', '{name: "X '),
    ],
)
def test_translations_that_disagree(folder: Path, language: str, old: str, new: str) -> None:
    change(folder, language, old, new)
    assert reports(folder, language, same_everywhere)


@pytest.mark.parametrize(
    "text",
    ["### Third", "#No space", "**bold**", "* item", "1. item", "> quote", "[a](b)", "a | b\n| c", "```", "<br>"],
)
def test_other_markdown(folder: Path, text: str) -> None:
    append(folder, "en", text)
    assert reports(folder, "en", markup)


@pytest.mark.parametrize("text", ["The seed article says so.", "As in source 3.", "Ce dossier est clos."])
def test_leftover_words(folder: Path, text: str) -> None:
    append(folder, "fr", text)
    assert reports(folder, "fr", leftovers)


def test_length(folder: Path) -> None:
    append(folder, "ar", "كلمة " * 600)
    assert reports(folder, "ar", length)
    path = folder / "fr" / f"{ID}.md"
    post = frontmatter.load(str(path))
    post.content = "Trop court."
    path.write_text(frontmatter.dumps(post), encoding="utf-8")
    assert reports(folder, "fr", length)
