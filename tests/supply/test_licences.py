import re

import pytest

from supply.licences import Licensed, Policy, data, packages, unknown_origins, unlisted_files
from tests.conftest import ROOT

POLICY = Policy.load()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_pinned_package_has_a_known_and_allowed_licence() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {plain(line.partition("==")[0]) for line in lines if "==" in line}
    found = [each for each in packages() if plain(each.name) in pinned]
    assert len(found) > 100
    assert [each for each in found if not POLICY.allows(each)] == []


def test_data_has_an_allowed_licence() -> None:
    assert [each for each in data() if not POLICY.allows(each)] == []


def test_every_shipped_data_file_is_in_the_table() -> None:
    assert unlisted_files() == []
    assert unknown_origins() == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 AND (MIT OR BSD-3-Clause)", True),
        ("Apache Software License; MIT License", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_if_all_its_names_are(licence: str, allowed: bool) -> None:
    assert POLICY.allows(Licensed("some-package", licence)) is allowed
