from pathlib import Path

from .documents import attacks
from .forged_documents import KINDS


def test_what_documents_forge_is_only_quoted(tmp_path: Path) -> None:
    attempts = list(attacks(len(KINDS), 1, tmp_path))
    assert len(attempts) == len(KINDS)
    assert [each for each in attempts if not each.held] == []
