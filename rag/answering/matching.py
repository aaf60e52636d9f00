"""Which documents a question about the collection means, by what is known of each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rag.corpus.document import date_number
from rag.corpus.profile import Event, Party, Profile
from rag.question.collection import CollectionQuery, PartyWanted
from rag.question.period import Period
from rag.retrieval.catalogue import Entry


@dataclass(frozen=True)
class Match:
    """A document with the date by which it matches; empty where none is known."""

    entry: Entry
    date: str


@dataclass(frozen=True)
class Matches:
    """The documents in order, and how many more match but for a date that is not known."""

    found: tuple[Match, ...]
    undated: int = 0


def find_matches(
    query: CollectionQuery, entries: Iterable[Entry], mentioning: Collection[str] | None = None
) -> Matches:
    """All documents that a query means, by date, those without one last; the latest first where it asks for these.

    Args:
        query: what is wanted.
        entries: the documents to choose from.
        mentioning: ids of those with the words that are to be mentioned.
    """
    found: list[Match] = []
    undated = 0
    for entry in entries:
        profile = entry.any.profile
        if mentioning is not None and entry.document not in mentioning:
            continue
        if not _has_parties(entry, query.parties) or not _is_of_kind(query, profile):
            continue
        steps = _steps(query, profile)
        dates = [step.date for step in steps] or ([] if query.status or profile.events else [entry.any.date])
        dates = [date for date in dates if date]
        inside = [date for date in dates if _overlaps(date, query.period)]
        if inside:
            last = query.operation == "latest"
            found.append(Match(entry, max(inside, key=_last) if last else min(inside, key=_first)))
        elif not dates and _has_status(query, profile):
            if query.period or query.operation in ("latest", "earliest"):
                undated += 1
            else:
                found.append(Match(entry, ""))
    latest = query.operation == "latest"
    dated = sorted((m for m in found if m.date), key=lambda m: -_last(m.date) if latest else _first(m.date))
    return Matches((*dated, *(match for match in found if not match.date)), undated)


def _has_parties(entry: Entry, wanted: Sequence[PartyWanted]) -> bool:
    """Of several names one is enough, and of several countries; a name and a country must both be met."""
    named, described = [w for w in wanted if w.names], [w for w in wanted if not w.names]
    return all(not group or any(_has_party(entry, each) for each in group) for group in (named, described))


def _has_party(entry: Entry, wanted: PartyWanted) -> bool:
    return any(
        not wanted.names.isdisjoint(entry.names_of(at)) if wanted.names else _fits(party, wanted)
        for at, party in enumerate(entry.any.profile.parties)
    )


def _fits(party: Party, wanted: PartyWanted) -> bool:
    at_home = {"": True, "abroad": party.country not in ("", "MA"), "none": not party.country}[wanted.home]
    return at_home and wanted.country in ("", party.country) and wanted.kind in ("", party.kind)


def _is_of_kind(query: CollectionQuery, profile: Profile) -> bool:
    if not query.kinds or not set(query.kinds).isdisjoint(profile.kinds):
        return True
    return query.agreements and any(event.what == "signed" for event in profile.events)


def _steps(query: CollectionQuery, profile: Profile) -> list[Event]:
    """The steps that count: those of the status that is asked for; of agreements, the signings if there are any."""
    if query.status:
        return [event for event in profile.events if event.what == query.status]
    signed = [event for event in profile.events if event.what == "signed"]
    # Memoranda and conventions have a date by being signed, as agreements in general.
    if query.agreements or (query.kinds and set(query.kinds) <= {"memorandum", "convention"}):
        inside = [event for event in signed if _overlaps(event.date, query.period)]
        ordered = query.operation in ("latest", "earliest")
        return signed if ordered else inside or list(profile.events)
    return list(profile.events)


def _has_status(query: CollectionQuery, profile: Profile) -> bool:
    """Whether a document without a date can be meant."""
    return not query.status or profile.status == query.status


def _overlaps(date: str, period: Period) -> bool:
    """Whether some day of a date lies in a period."""
    return (not period.first or _last(date) >= _first(period.first)) and (
        not period.last or _first(date) <= _last(period.last)
    )


def _first(date: str) -> int:
    return date_number(date)


def _last(date: str) -> int:
    return date_number(date, end=True)
