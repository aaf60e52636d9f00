import pytest

from rag.answering.matching import find_matches
from rag.corpus.document import Document
from rag.corpus.profile import Event, Kind, Party, Profile
from rag.indexing.chunker import chunk
from rag.question.collection import CollectionQuery, PartyWanted
from rag.question.period import Period
from rag.retrieval.catalogue import Catalogue, Entry

MISTRAL = Party("Mistral AI", "FR", "company")
ONEPOINT = Party("Onepoint", "FR", "company")
ORACLE = Party("Oracle", "US", "company")
MINISTRY = Party("Ministry", "MA", "state")
UN = Party("UNESCO", "", "organisation")


def entry(name: str, date: str = "", *parties: Party, kind: str = "memorandum", **profile: object) -> Entry:
    known = Profile(kinds=(kind,), parties=parties, **profile)  # type: ignore[arg-type]
    (found,) = Catalogue(chunk(Document(name, "en", "Title", "Text.", "d.md", date, profile=known), 100, len))
    return found


def steps(*dated: str) -> tuple[Event, ...]:
    return tuple(Event(*each.split()) for each in dated)  # type: ignore[arg-type]


def found(query: CollectionQuery, *entries: Entry, mentioning: set[str] | None = None) -> list[tuple[str, str]]:
    return [(match.entry.document, match.date) for match in find_matches(query, entries, mentioning).found]


OLD = entry("old", "2019-05", ORACLE, MINISTRY, events=steps("signed 2019-05"), status="signed")
NEW = entry("new", "2025-09-12", MISTRAL, MINISTRY, events=steps("signed 2025-09-12"), status="signed")
LAW = entry("law", "2021", kind="law", events=steps("announced 2020", "adopted 2021"), status="adopted")
UNDATED = entry("undated", "", UN, kind="programme", status="planned")
ALL = (NEW, LAW, UNDATED, OLD)


def test_all_documents_come_by_date_and_those_without_one_last() -> None:
    assert found(CollectionQuery("list"), *ALL) == [
        ("old", "2019-05"),
        ("law", "2020"),
        ("new", "2025-09-12"),
        ("undated", ""),
    ]


def test_the_latest_are_ordered_backwards_by_their_last_step_and_what_has_no_date_is_only_counted() -> None:
    matches = find_matches(CollectionQuery("latest"), ALL)
    assert [(match.entry.document, match.date) for match in matches.found] == [
        ("new", "2025-09-12"),
        ("law", "2021"),
        ("old", "2019-05"),
    ]
    assert matches.undated == 1


def test_the_earliest_are_ordered_forwards() -> None:
    matches = find_matches(CollectionQuery("earliest"), ALL)
    assert ([match.entry.document for match in matches.found], matches.undated) == (["old", "law", "new"], 1)


@pytest.mark.parametrize(
    ("period", "documents"),
    [
        (Period("2025", "2025"), ["new"]),
        (Period("2025-09-13", ""), []),
        (Period("2025-09-12", "2025-09-12"), ["new"]),
        (Period("", "2019-05-01"), ["old"]),
        (Period("2019-05-31", "2020-01-01"), ["old", "law"]),
        (Period("2021", ""), ["law", "new"]),
        (Period("", "2018"), []),
    ],
)
def test_a_period_takes_in_what_has_a_day_in_it(period: Period, documents: list[str]) -> None:
    matches = find_matches(CollectionQuery("list", period=period), ALL)
    assert ([match.entry.document for match in matches.found], matches.undated) == (documents, 1)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("signed", [("old", "2019-05"), ("new", "2025-09-12")]),
        ("adopted", [("law", "2021")]),
        ("announced", [("law", "2020")]),
        ("planned", [("undated", "")]),
        ("held", []),
    ],
)
def test_a_status_counts_the_steps_of_that_kind(status: str, expected: list[tuple[str, str]]) -> None:
    assert found(CollectionQuery("list", status=status), *ALL) == expected  # type: ignore[arg-type]


def test_a_status_without_a_dated_step_is_not_dated_by_the_document() -> None:
    known = entry("known", "2024-01", status="signed")
    assert found(CollectionQuery("list", status="signed"), known) == [("known", "")]
    assert find_matches(CollectionQuery("list", status="signed", period=Period("2024", "2024")), [known]).undated == 1
    assert found(CollectionQuery("list"), known) == [("known", "2024-01")]


def test_agreements_take_in_whatever_was_signed() -> None:
    query = CollectionQuery("list", kinds=("memorandum", "convention"), agreements=True)
    signed = entry("hub", "2024", kind="institution", events=steps("launched 2023", "signed 2024-03"))
    opened = entry("lab", "2024", kind="institution", events=steps("launched 2023"))
    assert found(query, signed, opened, LAW, NEW) == [("hub", "2024-03"), ("new", "2025-09-12")]
    assert found(CollectionQuery("list", kinds=("memorandum", "convention")), signed, NEW) == [("new", "2025-09-12")]


def test_the_latest_agreement_is_dated_by_its_signing_and_not_by_a_later_step() -> None:
    query = CollectionQuery("latest", kinds=("memorandum", "convention"), agreements=True)
    launched = entry("launched", "2020", events=steps("signed 2020-01", "launched 2026-01"))
    assert found(query, launched, NEW) == [("new", "2025-09-12"), ("launched", "2020-01")]


@pytest.mark.parametrize(
    ("kinds", "date"),
    [
        (("memorandum",), "2020-01"),
        (("convention", "memorandum"), "2020-01"),
        (("memorandum", "law"), "2026-01"),
        ((), "2026-01"),
    ],
)
def test_memoranda_and_conventions_are_dated_by_their_signing_too(kinds: tuple[Kind, ...], date: str) -> None:
    launched = entry("launched", "2020", events=steps("signed 2020-01", "launched 2026-01"))
    assert found(CollectionQuery("latest", kinds=kinds), launched) == [("launched", date)]


def test_of_agreements_in_a_period_other_steps_are_listed_but_only_signings_are_ordered() -> None:
    launched = entry("launched", "2020", events=steps("signed 2020-01", "launched 2026-01"))
    for operation, expected in (("list", [("launched", "2026-01")]), ("latest", []), ("earliest", [])):
        query = CollectionQuery(operation, agreements=True, period=Period("2026", "2026"))  # type: ignore[arg-type]
        assert found(query, launched, NEW) == expected


@pytest.mark.parametrize(
    ("wanted", "documents"),
    [
        ((PartyWanted(country="FR"),), ["new"]),
        ((PartyWanted(country="FR"), PartyWanted(country="US")), ["old", "new"]),
        ((PartyWanted(home="abroad"),), ["old", "new"]),
        ((PartyWanted(kind="organisation", home="none"),), ["undated"]),
        ((PartyWanted(country="MA", kind="state"),), ["old", "new"]),
        ((PartyWanted(country="FR", kind="state"),), []),
        ((PartyWanted(names=frozenset({"Oracle"})),), ["old"]),
        ((PartyWanted(names=frozenset({"Oracle"})), PartyWanted(names=frozenset({"Mistral AI"}))), ["old", "new"]),
        ((PartyWanted(names=frozenset({"Oracle"})), PartyWanted(country="FR")), []),
        ((PartyWanted(names=frozenset({"Oracle"})), PartyWanted(country="US")), ["old"]),
    ],
)
def test_one_of_several_names_or_countries_is_enough_but_a_name_and_a_country_must_both_be_met(
    wanted: tuple[PartyWanted, ...], documents: list[str]
) -> None:
    assert [name for name, _date in found(CollectionQuery("list", parties=wanted), *ALL)] == documents


def test_a_party_is_known_by_its_name_in_any_language() -> None:
    openings = [
        chunk(Document("d", at, "T", "Text.", "d", profile=Profile(parties=(Party(name),))), 100, len)[0]  # type: ignore[arg-type]
        for at, name in (("fr", "Mistral AI"), ("ar", "ميسترال"))
    ]
    wanted = PartyWanted(names=frozenset({"ميسترال"}))
    assert found(CollectionQuery("list", parties=(wanted,)), *Catalogue(openings)) == [("d", "")]


def test_only_documents_with_the_words_that_are_to_be_mentioned_match() -> None:
    query = CollectionQuery("mention", mentioned="Dakhla")
    assert found(query, *ALL, mentioning={"law", "elsewhere"}) == [("law", "2020")]
    assert found(query, *ALL, mentioning=set()) == []
