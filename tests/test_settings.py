from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.settings import Settings


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("RAG_PORT=1111\nRAG_HOST=127.0.0.2\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("RAG_PORT", "2222")
    settings = Settings.load(tmp_path / ".env")
    assert (settings.port, settings.host) == (2222, "127.0.0.2")


def test_an_unknown_variable_is_named_with_those_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_DOCUMENT", "x")
    with pytest.raises(SettingsError, match=r"unknown setting RAG_DOCUMENT: known are .*RAG_DOCUMENTS"):
        Settings.load(None)


def test_an_unknown_line_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("RAG_COLOUR=red\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"unknown setting RAG_COLOUR in .*\.env: known are"):
        Settings.load(tmp_path / ".env")


@pytest.mark.parametrize(
    ("name", "value"),
    [("RAG_PORT", "http"), ("RAG_EVIDENCE", "2"), ("RAG_UNCERTAIN", "-0.1"), ("RAG_PASSAGE_TOKENS", "1")],
)
def test_a_value_that_cannot_be_used_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"setting {name}='{value}' cannot be used: ") as caught:
        Settings.load(None)
    assert "\n" not in str(caught.value)


def test_the_token_is_not_shown() -> None:
    assert "secret" not in repr(Settings.load(None, chroma_token="secret"))


def test_the_two_thresholds_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.load(None)
    assert (settings.uncertain, settings.evidence) == (0.4, 0.5)
    monkeypatch.setenv("RAG_UNCERTAIN", "0.2")
    monkeypatch.setenv("RAG_EVIDENCE", "0.6")
    settings = Settings.load(None)
    assert (settings.uncertain, settings.evidence) == (0.2, 0.6)


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        ("chat.example.org", ("chat.example.org",)),
        (" Chat.example.org , *.rabat.ma,::1,", ("chat.example.org", "*.rabat.ma", "[::1]")),
        ('["chat.example.org", "[::1]"]', ("chat.example.org", "[::1]")),
        ("*", ("*",)),
        ("", ()),
    ],
)
def test_hosts_are_a_list_with_commas_or_in_json(
    monkeypatch: pytest.MonkeyPatch, given: str, hosts: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RAG_ALLOWED_HOSTS", given)
    assert Settings.load(None).allowed_hosts == hosts


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RAG_ALLOWED_HOSTS", "https://chat.example.org"),
        ("RAG_ALLOWED_HOSTS", "chat.example.org:7860"),
        ("RAG_ALLOWED_HOSTS", "a b"),
        ("RAG_ALLOWED_HOSTS", '["a"'),
        ("RAG_FRAME_ANCESTORS", "'none'; script-src *"),
        ("RAG_FRAME_ANCESTORS", "example.org"),
        ("RAG_ROOT_PATH", "chat"),
        ("RAG_ROOT_PATH", "/chat/"),
        ("RAG_QUEUE", "0"),
    ],
)
def test_a_setting_of_the_server_that_cannot_be_used_is_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"setting {name}=.* cannot be used: ") as caught:
        Settings.load(None)
    assert "\n" not in str(caught.value)
