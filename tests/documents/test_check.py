"""The check finds what it is there for: articles of one id are clean, and each change of them is reported."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import frontmatter
import pytest

from rag.text.language import LANGUAGES

from .articles import read_articles, read_facts
from .check import (
    CHECKS,
    Check,
    files,
    front_matter,
    leftovers,
    length,
    links,
    markup,
    own_words,
    same_dates,
    same_everywhere,
    same_numbers,
    supported,
)
from .figures import figures

DOCUMENTS = Path(__file__).parents[2] / "documents"
ID = "al-khawarizmi"
OTHER = "african-supercomputing-center"
JANUARY = {"fr": "14 janvier 2021", "en": "14 January 2021", "ar": "14 يناير 2021"}
FEBRUARY = {"fr": "14 février 2021", "en": "14 February 2021", "ar": "14 فبراير 2021"}
PERCENT = {"fr": "45 % des projets.", "en": "45 percent of the projects.", "ar": "45 في المائة من المشاريع."}
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def copy(tmp_path: Path) -> Callable[..., Path]:
    """Copies the articles and the facts of some ids into a folder of the test's own."""

    def copy_ids(*ids: str) -> Path:
        for language in LANGUAGES:
            (tmp_path / language).mkdir()
            for name in ids:
                shutil.copy(DOCUMENTS / language / f"{name}.md", tmp_path / language)
        facts = {name: entry for name, entry in read_facts(DOCUMENTS).items() if name in ids}
        (tmp_path / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
        return tmp_path

    return copy_ids


@pytest.fixture
def folder(copy: Callable[..., Path]) -> Path:
    return copy(ID)


def change(folder: Path, language: str, old: str, new: str) -> None:
    path = folder / language / f"{ID}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(folder: Path, language: str, text: str) -> None:
    path = folder / language / f"{ID}.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{text}\n", encoding="utf-8")


def reports(folder: Path, language: str, check: Check) -> bool:
    """Whether a check reports the file by its name."""
    problems = check(read_articles(folder), read_facts(folder))
    return any(f"{language}/{ID}.md" in problem for problem in problems)


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
    copied = frontmatter.load(str(folder / language / f"{OTHER}.md")).content.split(". ")[1]
    append(folder, language, f"{copied.upper()}.")
    assert reports(folder, language, own_words)


def test_names_may_stand_in_two_articles(copy: Callable[..., Path]) -> None:
    folder = copy(ID, OTHER)
    name = "the Ministry of National Education and of Higher Education of the Kingdom"
    for article in (ID, OTHER):
        path = folder / "en" / f"{article}.md"
        post = frontmatter.load(str(path))
        post["parties"] = [name.removeprefix("the ")]
        post.content += f"\n\n- {name};\n"
        path.write_text(frontmatter.dumps(post), encoding="utf-8")
    assert not reports(folder, "en", own_words)


@every_language
@pytest.mark.parametrize("field", ["id", "title", "language", "date", "updated", "parties", "people", "sources"])
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
        ("\nlanguage: en\n", "\nlanguage: en\nauthor: someone\n"),
    ],
)
def test_field_of_the_wrong_form(folder: Path, old: str, new: str) -> None:
    change(folder, "en", old, new)
    assert reports(folder, "en", front_matter)


@every_language
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('date: "2019-03"', 'date: "2019-04"'),
        (f"id: {ID}", "id: another"),
        ('publisher: "Maroc', 'publisher: "Le Maroc'),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,000 square metres", {"2000"}),
        ("2 000 mètres", {"2000"}),
        ("2\u00a0000 mètres", {"2000"}),
        ("100\u202f000 jeunes", {"100000"}),
        ("1,250,000 and 12,5", {"1250000", "12.5"}),
        ("٢٬٠٠٠ متر", {"2000"}),
        ("1,4 milliard", {"1.4"}),
        ("1.40 billion", {"1.4"}),
        ("١٫٤ مليار", {"1.4"}),
        ("17.9 to 40 billion", {"17.9", "40"}),
        ("42%, 43 % et 44\u202f%", {"42%", "43%", "44%"}),
        ("٤٢٪", {"42%"}),
        ("42 percent, 43 per cent, 44 pour cent", {"42%", "43%", "44%"}),
        ("42 في المائة و43 بالمئة", {"42%", "43%"}),
        ("35 و25 مليون، ب10 ملايين", {"35", "25", "10"}),
        ("le 98e rang, the 26th rank", {"98", "26"}),
        ("loi 09-08, résolution 78/265", {"09", "08", "78", "265"}),
        ("en 2025 300 personnes", {"2025", "300"}),
        ("UM6P, D4SD, X.0, Le360 و«لو360»", set()),
        ("le 12 septembre 2025", {"2025-09-12"}),
        ("on 12 September 2025", {"2025-09-12"}),
        ("يوم ١٢ شتنبر ٢٠٢٥", {"2025-09-12"}),
        ("1er août 2025 / 2 غشت 2025", {"2025-08-01", "2025-08-02"}),
        ("en juillet 2025, ماي 2026, December 2018", {"2025-07", "2026-05", "2018-12"}),
        ("du 31 mai au 2 juin 2023", {"2023-05-31", "2023-06-02"}),
        ("on 16 February 2019, cancelled on 5 February", {"2019-02-16", "2019-02-05"}),
        ("2025-07-01/2025-07-02, 2024-09", {"2025-07-01", "2025-07-02", "2024-09"}),
        ("it may be 1136-1206 in march", {"1136", "1206"}),
    ],
)
def test_figures(text: str, expected: set[str]) -> None:
    assert figures(text) == expected
