"""Restrictions on the documents that may be found."""

from dataclasses import dataclass
from typing import Any

from rag.corpus.document import date_number
from rag.errors import QuestionError
from rag.indexing.passage import Passage
from rag.text.language import LANGUAGES


@dataclass(frozen=True)
class Filters:
    """What a passage's document must be like; an empty field does not restrict.

    ``date_from`` and ``date_to`` are ISO dates or parts of them, both inclusive; a document whose date is only
    known to the month or year is let through if some day of it lies between them, one without a date is not.
    """

    languages: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    publishers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for language in self.languages:
            if language not in LANGUAGES:
                raise QuestionError(f"the language filter {language!r} is unknown: use {', '.join(LANGUAGES)}")
        for date in (self.date_from, self.date_to):
            if date and not date_number(date):
                raise QuestionError(f"the date filter {date!r} cannot be read: write it as 2025-09-12, 2025-09 or 2025")

    def __bool__(self) -> bool:
        return self != Filters()

    def accepts(self, passage: Passage) -> bool:
        """Whether a passage passes."""
        first, last = date_number(passage.date), date_number(passage.date, end=True)
        return (
            (not self.languages or passage.language in self.languages)
            and (not self.publishers or passage.publisher in self.publishers)
            and (not self.documents or passage.document in self.documents)
            and (not self.date_from or last >= date_number(self.date_from))
            and (not self.date_to or 0 < first <= date_number(self.date_to, end=True))
        )

    def where(self) -> dict[str, Any]:
        """The same as a Chroma filter."""
        clauses: list[dict[str, Any]] = [
            {field: {"$in": list(values)}}
            for field, values in (
                ("language", self.languages),
                ("publisher", self.publishers),
                ("document", self.documents),
            )
            if values
        ]
        if self.date_from:
            clauses.append({"last_day": {"$gte": date_number(self.date_from)}})
        if self.date_to:
            clauses += [{"first_day": {"$lte": date_number(self.date_to, end=True)}}, {"first_day": {"$gt": 0}}]
        return clauses[0] if len(clauses) == 1 else {"$and": clauses}
