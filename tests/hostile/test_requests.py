from pathlib import Path

import pytest

from .requests import attacks


@pytest.mark.filterwarnings("ignore::DeprecationWarning:schemathesis", "ignore::DeprecationWarning:jsonschema")
def test_the_server_survives_malformed_requests(tmp_path: Path) -> None:
    attempts = list(attacks(60, 1, tmp_path))
    assert len(attempts) >= 50
    assert [each for each in attempts if not each.held] == []
