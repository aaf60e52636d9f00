"""The README says what is true: its settings are those that exist, its commands and names are there."""

import re

from rag.cli import app
from rag.settings import PREFIX, Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_settings_table_is_the_settings() -> None:
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
        if name != "cache"
    ]
    assert [row for row in rows if row not in README] == []
    assert len(re.findall(rf"^\| `{PREFIX}", README, re.MULTILINE)) == len(rows) + 1


def test_every_command_is_described() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    names += [str(group.name) for group in app.registered_groups]
    assert [name for name in names if f"`rag {name}" not in README] == []


def test_files_that_it_shows_exist() -> None:
    for path in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / path).exists(), path


def _default(value: object) -> str:
    return "" if value in (None, "", ()) else f"`{value}`"
