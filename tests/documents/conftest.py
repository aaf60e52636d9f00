"""Copies of articles that a test may change."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.text.language import LANGUAGES

from .articles import DOCUMENTS, read_facts
from .changes import ID


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
