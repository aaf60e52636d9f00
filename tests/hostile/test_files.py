from pathlib import Path
from random import Random

from .files import attacks, odd_names


def test_odd_files_are_read_or_named(tmp_path: Path) -> None:
    attempts = list(attacks(60, 1, tmp_path))
    assert len(attempts) > 60
    assert [each for each in attempts if not each.held] == []


def test_the_same_seed_makes_the_same_files() -> None:
    assert odd_names(30, Random(2)) == odd_names(30, Random(2))
