"""Changes of a copy of the documents folder, and whether a check reports them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .articles import read_articles, read_facts
from .check import Check

ID = "al-khawarizmi"


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


def change_facts(folder: Path, change_entry: Callable[[dict[str, Any]], object]) -> None:
    facts = read_facts(folder)
    change_entry(facts[ID])
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
