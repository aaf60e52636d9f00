"""A few of the kills; `make hostile` makes all of them."""

from pathlib import Path

from .kills import attacks


def test_whoever_is_killed_leaves_an_index_that_answers_and_the_next_run_completes_it(tmp_path: Path) -> None:
    assert [f"{each.name}: {each.detail}" for each in attacks(2, 11, tmp_path) if not each.held] == []
