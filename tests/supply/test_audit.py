from pathlib import Path

import pytest

from supply.audit import audit


def test_a_database_out_of_reach_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pip_audit", reason="pip-audit comes with `make lint`")
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    (tmp_path / "pins.txt").write_text("rich==15.0.0\n")
    assert audit(tmp_path / "pins.txt") == 0
    assert capfd.readouterr().out == "Known vulnerabilities: not checked, the database could not be reached.\n"
