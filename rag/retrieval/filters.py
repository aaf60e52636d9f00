"""Restrictions on the documents that may be found."""

from dataclasses import dataclass, fields
from typing import Any

from rag.corpus.countries import country_code
from rag.corpus.document import date_number, plain_publisher
from rag.corpus.profile import KINDS, STATUSES
from rag.errors import QuestionError
from rag.indexing.passage import Passage
from rag.text.language import LANGUAGES


@dataclass(frozen=True)
class Filters:
    """What a passage's document must be like; an empty field does not restrict.

    ``date_from`` and ``date_to`` are ISO dates or parts of them, both inclusive; a document whose date is only
    known to the month or year is let through if some day of it lies between them, one without a date is not.
    ``parties`` are names or words of names, in any language of the documents; ``countries`` are those that the parties
    come from, as ISO 3166 codes or names; ``kinds`` and ``statuses`` as in ``rag.corpus.profile``.
    """

    languages: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    publishers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, values, known in (
            ("language", self.languages, LANGUAGES),
            ("kind", self.kinds, KINDS),
            ("status", self.statuses, STATUSES),
        ):
            if unknown := next((value for value in values if value not in known), None):
                raise QuestionError(f"the {name} filter {unknown!r} is unknown: use {', '.join(known)}")
        for date in (self.date_from, self.date_to):
            if date and not date_number(date):
                raise QuestionError(f"the date filter {date!r} cannot be read: write it as 2025-09-12, 2025-09 or 2025")
        codes = tuple(country_code(country) for country in self.countries)
        if "" in codes:
            unknown = self.countries[codes.index("")]
            raise QuestionError(f"the country filter {unknown!r} is unknown: use a name or a code such as FR")
        object.__setattr__(self, "countries", codes)

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    def accepts(self, passage: Passage) -> bool:
        """Whether a passage passes; ``parties`` must be full names here, as the retriever makes them."""
        first, last = date_number(passage.date), date_number(passage.date, end=True)
        profile = passage.profile
        publishers = {name for full in passage.publishers for name in (full, plain_publisher(full))}
        return (
            (not self.languages or passage.language in self.languages)
            and (not self.publishers or not publishers.isdisjoint(self.publishers))
            and (not self.documents or passage.document in self.documents)
            and (not self.date_from or last >= date_number(self.date_from))
            and (not self.date_to or 0 < first <= date_number(self.date_to, end=True))
            and (not self.parties or any(party.name in self.parties for party in profile.parties))
            and (not self.countries or any(party.country in self.countries for party in profile.parties))
            and (not self.kinds or not set(self.kinds).isdisjoint(profile.kinds))
            and (not self.statuses or profile.status in self.statuses)
        )

    def where(self) -> dict[str, Any]:
        """The same as a Chroma filter."""
        clauses: list[dict[str, Any]] = [
            {field: {"$in": list(values)}}
            for field, values in (
                ("language", self.languages),
                ("document", self.documents),
                ("status", self.statuses),
            )
            if values
        ]
        for field, values in (
            ("publishers", self.publishers),
            ("parties", self.parties),
            ("countries", self.countries),
            ("kinds", self.kinds),
        ):
            held = [{field: {"$contains": value}} for value in values]
            clauses += [{"$or": held}] if len(held) > 1 else held
        if self.date_from:
            clauses.append({"last_day": {"$gte": date_number(self.date_from)}})
        if self.date_to:
            clauses += [{"first_day": {"$lte": date_number(self.date_to, end=True)}}, {"first_day": {"$gt": 0}}]
        return clauses[0] if len(clauses) == 1 else {"$and": clauses}
