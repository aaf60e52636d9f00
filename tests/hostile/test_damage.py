"""A few of the damages; `make hostile` does all of them."""

from pathlib import Path

from .damage import attacks


def test_a_damaged_index_answers_as_before_or_says_what_mends_it(tmp_path: Path) -> None:
    assert [f"{each.name}: {each.detail}" for each in attacks(2, 5, tmp_path) if not each.held] == []
