import datetime

import pytest

from rag.corpus.metadata import make_document
from rag.corpus.profile import KINDS, PARTY_KINDS, STATUSES, Event, Party, Profile
from rag.corpus.readers import RawDocument
from rag.errors import DocumentError

KIND_LIST = "memorandum, convention, declaration, law, programme, institution, project, event, talks"
STATUS_LIST = "signed, adopted, launched, held, announced, planned, talks"
PARTY_KIND_LIST = "state, company, university, agency, organisation"


def profile(**metadata):
    return make_document(RawDocument("Le ministère a signé un accord.", metadata), "a.md").profile


def test_what_a_document_does_not_say_is_empty():
    assert profile() == Profile(kinds=(), status="", parties=(), events=())


@pytest.mark.parametrize("empty", [None, "", []])
@pytest.mark.parametrize("name", ["kinds", "status", "parties", "events"])
def test_an_empty_field_says_nothing(name, empty):
    assert profile(**{name: empty}) == Profile()


def test_every_kind_and_status_is_taken_in_the_order_given():
    assert profile(kinds=list(reversed(KINDS))).kinds == KINDS[::-1]
    assert [profile(status=status).status for status in STATUSES] == list(STATUSES)


def test_a_party_has_named_fields_or_only_a_name():
    parties = ["ONU", {"name": "CNDP"}, {"name": "مايكروسوفت", "country": "US", "kind": "company"}, 360]
    assert profile(parties=parties).parties == (
        Party("ONU", "", ""),
        Party("CNDP", "", ""),
        Party("مايكروسوفت", "US", "company"),
        Party("360", "", ""),
    )


def test_every_kind_of_party_is_taken():
    parties = [{"name": "X", "kind": kind} for kind in PARTY_KINDS]
    assert [party.kind for party in profile(parties=parties).parties] == list(PARTY_KINDS)


def test_a_name_of_a_party_is_one_clean_line():
    assert profile(parties=[{"name": " OCP\n Group\x07 "}]).parties == (Party("OCP Group"),)


@pytest.mark.parametrize("date", ["2025-09-12", "2025-09", "2025", 2025, datetime.date(2025, 9, 12)])
def test_an_event_has_what_happened_and_a_date(date):
    assert profile(events=[{"what": "signed", "date": date}]).events == (Event("signed", str(date)),)


def test_events_keep_their_order():
    events = [{"what": "announced", "date": "2025"}, {"what": "signed", "date": "2024"}]
    assert profile(events=events).events == (Event("announced", "2025"), Event("signed", "2024"))


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"kinds": ["treaty"]}, f"its field kinds is 'treaty': use one of {KIND_LIST}"),
        ({"kinds": ["law", "Law"]}, f"its field kinds is 'Law': use one of {KIND_LIST}"),
        ({"kinds": [None]}, f"its field kinds is '': use one of {KIND_LIST}"),
        ({"kinds": [5]}, f"its field kinds is '5': use one of {KIND_LIST}"),
        ({"status": "done"}, f"its field status is 'done': use one of {STATUS_LIST}"),
        ({"status": 5}, f"its field status is '5': use one of {STATUS_LIST}"),
        ({"parties": [{"country": "MA"}]}, "its field parties.name is missing"),
        ({"parties": [{"name": " "}]}, "its field parties.name is missing"),
        ({"parties": [None]}, "its field parties.name is missing"),
        ({"parties": ["ONU", ""]}, "its field parties.name is missing"),
        ({"parties": [{}]}, "its field parties.name is missing"),
        ({"kinds": {}}, "its field kinds must be a list"),
        ({"kinds": False}, "its field kinds must be a list"),
        ({"events": 0}, "its field events must be a list"),
        ({"status": False}, "its field status must be a text"),
        ({"status": {}}, "its field status must be a text"),
        ({"status": 0}, f"its field status is '0': use one of {STATUS_LIST}"),
        ({"parties": [{"name": "X", "kind": False}]}, "its field parties.kind must be a text"),
        (
            {"parties": [{"name": "X", "kind": 0}]},
            f"its field parties.kind is '0': use one of {PARTY_KIND_LIST}",
        ),
        (
            {"parties": [{"name": "X", "kind": "bank"}]},
            f"its field parties.kind is 'bank': use one of {PARTY_KIND_LIST}",
        ),
        ({"events": [{"date": "2025"}]}, f"its field events.what is '': use one of {STATUS_LIST}"),
        (
            {"events": [{"what": "born", "date": "2025"}]},
            f"its field events.what is 'born': use one of {STATUS_LIST}",
        ),
        ({"events": [{"what": "signed"}]}, "its field events.date is missing"),
        ({"events": [{"what": "signed", "date": ""}]}, "its field events.date is missing"),
        (
            {"events": [{"what": "signed", "date": "hier"}]},
            "its field events.date is 'hier': write it as 2025-09-12, 2025-09 or 2025",
        ),
    ],
)
def test_a_wrong_value_is_one_line_that_names_its_field(metadata, message):
    with pytest.raises(DocumentError) as caught:
        profile(**metadata)
    assert str(caught.value) == message


@pytest.mark.parametrize("empty", [None, "", []])
def test_an_empty_kind_of_a_party_says_nothing(empty):
    assert profile(parties=[{"name": "OCP", "kind": empty}]).parties == (Party("OCP"),)


@pytest.mark.parametrize("country", ["MAR", "M", "504", "XX", "ZZ", "Congo"])
def test_a_country_is_two_capitals_that_the_cldr_knows(country):
    with pytest.raises(DocumentError) as caught:
        profile(parties=[{"name": "OCP", "country": country}])
    assert str(caught.value) == (
        f"its field parties.country is {country!r}: write the two letters of ISO 3166, such as MA"
    )


@pytest.mark.parametrize(
    ("country", "code"), [("UK", "GB"), ("ma", "MA"), ("Maroc", "MA"), ("المغرب", "MA"), ("Etats-Unis", "US")]
)
def test_a_country_in_another_form_is_told_its_code(country, code):
    with pytest.raises(DocumentError) as caught:
        profile(parties=[{"name": "OCP", "country": country}])
    assert str(caught.value) == f"its field parties.country is {country!r}: write {code}"
