"""The project's own articles keep to every check."""

from pathlib import Path

import pytest

from .articles import Articles, Facts, read_articles, read_facts
from .check import CHECKS, Check

DOCUMENTS = Path(__file__).parents[2] / "documents"


@pytest.fixture(scope="module")
def articles() -> Articles:
    return read_articles(DOCUMENTS)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(DOCUMENTS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_check(check: Check, articles: Articles, facts: Facts) -> None:
    problems = check(articles, facts)
    assert not problems, "\n" + "\n".join(problems)
