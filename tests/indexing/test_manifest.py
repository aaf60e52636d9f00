from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import StoreError
from rag.indexing.manifest import Manifest

MANIFEST = Manifest("model", "f" * 64, 384, "query: ", "passage: ", 256, "embedded/morocco-ai")


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    MANIFEST.save(tmp_path)
    assert Manifest.load(tmp_path) == MANIFEST


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert Manifest.load(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": 1}'])
def test_a_damaged_file_says_what_to_run(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"manifest\.json is damaged: run `rag index`"):
        Manifest.load(tmp_path)


def test_differences_name_the_field_and_both_values() -> None:
    other = replace(MANIFEST, passage_tokens=200)
    assert MANIFEST.differences(other) == ["passage_tokens: 256, now 200"]
    assert MANIFEST.digest != other.digest
