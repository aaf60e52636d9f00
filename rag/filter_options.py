"""The options of the command line that say which documents may be found, said once for all commands that search."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from rag.corpus.profile import KINDS, STATUSES
from rag.retrieval.filters import Filters

# By the field of Filters that an option fills.
_OPTIONS: dict[str, Any] = {
    "languages": Annotated[
        list[str] | None, typer.Option("--language", "-l", help="Only sources in fr, ar or en; repeatable.")
    ],
    "date_from": Annotated[
        str, typer.Option("--from", help="Only documents from this date on: 2025-09-12, 2025-09 or 2025.")
    ],
    "date_to": Annotated[str, typer.Option("--to", help="Only documents up to this date.")],
    "publishers": Annotated[
        list[str] | None, typer.Option("--publisher", help="Only passages that this publisher vouches for; repeatable.")
    ],
    "documents": Annotated[
        list[str] | None, typer.Option("--document", "-d", help="Only the document with this id; repeatable.")
    ],
    "parties": Annotated[
        list[str] | None, typer.Option("--party", help="Only with this party, by words of its name; repeatable.")
    ],
    "countries": Annotated[
        list[str] | None,
        typer.Option("--country", help="Only with a party from this country, by name or code such as FR; repeatable."),
    ],
    "kinds": Annotated[list[str] | None, typer.Option("--kind", help=f"Only {', '.join(KINDS)}; repeatable.")],
    "statuses": Annotated[list[str] | None, typer.Option("--status", help=f"Only {', '.join(STATUSES)}; repeatable.")],
}


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command, which takes ``filters``, the options for them."""

    @functools.wraps(command)
    def run(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in _OPTIONS}
        fields: dict[str, Any] = {name: v if isinstance(v, str) else tuple(v or ()) for name, v in chosen.items()}
        filters = Filters(**fields)
        command(**given, filters=filters)

    own = inspect.signature(command).parameters.values()
    added = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default="" if name.startswith("date") else None, annotation=annotation
        )
        for name, annotation in _OPTIONS.items()
    ]
    parameters = [*(each for each in own if each.name != "filters"), *added]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # which typer reads
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run
