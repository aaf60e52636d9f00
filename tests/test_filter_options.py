"""The options of the command line that fill filters, on a command of the test's own."""

import dataclasses
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from rag.errors import QuestionError
from rag.filter_options import with_filters
from rag.retrieval.filters import Filters

app = typer.Typer()
seen: dict[str, Any] = {}


@app.command()
@with_filters
def find(question: str, *, k: int = 5, filters: Filters) -> None:
    """Finds."""
    seen.update(question=question, k=k, filters=filters)


def run(*arguments: str) -> dict[str, Any]:
    seen.clear()
    result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return dict(seen)


def test_without_options_nothing_is_filtered() -> None:
    assert run("Qui ?") == {"question": "Qui ?", "k": 5, "filters": Filters()}


@pytest.mark.parametrize(
    ("arguments", "filters"),
    [
        (["-l", "fr", "--language", "ar"], Filters(languages=("fr", "ar"))),
        (["--from", "2025-09"], Filters(date_from="2025-09")),
        (["--to", "2025"], Filters(date_to="2025")),
        (["--publisher", "MAP", "--publisher", "Le 360"], Filters(publishers=("MAP", "Le 360"))),
        (["-d", "a", "--document", "b"], Filters(documents=("a", "b"))),
        (["--party", "Mistral AI", "--party", "ميسترال"], Filters(parties=("Mistral AI", "ميسترال"))),
        (["--country", "France", "--country", "US"], Filters(countries=("FR", "US"))),
        (["--kind", "law", "--kind", "talks"], Filters(kinds=("law", "talks"))),
        (["--status", "signed", "--status", "held"], Filters(statuses=("signed", "held"))),
        (["--kind", "law", "-l", "en", "--to", "2026"], Filters(languages=("en",), date_to="2026", kinds=("law",))),
    ],
)
def test_each_option_fills_a_filter(arguments: list[str], filters: Filters) -> None:
    assert run(*arguments, "Qui ?") == {"question": "Qui ?", "k": 5, "filters": filters}


def test_the_options_of_the_command_itself_stay() -> None:
    assert run("Qui ?", "--k", "7", "--kind", "law") == {
        "question": "Qui ?",
        "k": 7,
        "filters": Filters(kinds=("law",)),
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kind", "treaty"], "kind filter 'treaty'"),
        (["--status", "done"], "status filter 'done'"),
        (["--country", "Atlantis"], "country filter 'Atlantis'"),
        (["--from", "hier"], "date filter 'hier'"),
    ],
)
def test_a_wrong_value_is_an_error_of_the_filters(arguments: list[str], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        run(*arguments, "Qui ?")


def test_every_filter_has_an_option_and_filters_itself_is_none() -> None:
    text = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"}).output
    options = ["language", "from", "to", "publisher", "document", "party", "country", "kind", "status"]
    assert len(options) == len(dataclasses.fields(Filters))
    assert [option for option in options if f"--{option} " not in text] == []
    assert "--filters" not in text
    assert "memorandum, convention, declaration, law" in " ".join(text.split())
