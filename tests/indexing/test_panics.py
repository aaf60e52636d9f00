"""Panics become exceptions; what ends a program does not."""

import random
from pathlib import Path

import pytest

from rag.errors import DamageError
from rag.indexing.lexical import LexicalIndex
from rag.indexing.panics import PanicError, panics_as_exceptions

from .test_lexical import passage


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit, ValueError])
def test_everything_else_passes_through(error: type[BaseException]) -> None:
    with pytest.raises(error), panics_as_exceptions():
        raise error


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A lexical index whose postings are noise, which Tantivy only finds out by an index out of range."""
    many = [passage(f"n{number}", f"La convention {number} a été signée à Rabat.") for number in range(40)]
    LexicalIndex(tmp_path).write(many)
    (postings,) = tmp_path.glob("*.idx")
    data = postings.read_bytes()
    half = len(data) // 2
    postings.write_bytes(random.Random(1).randbytes(half) + data[half:])
    return tmp_path


def test_a_panic_is_an_exception_that_says_what_to_run(damaged: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DamageError, match="the lexical index .* is damaged .*: run `rag index`") as caught:
        LexicalIndex(damaged).search("convention Rabat", 5)
    assert isinstance(caught.value.__cause__, PanicError)
    assert "panicked" in capfd.readouterr().err  # what a library writes there is not ours to keep back
