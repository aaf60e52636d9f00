import datetime
import unicodedata

import pytest

from rag.corpus.document import Document, Person, Source
from rag.corpus.footnotes import Footnote
from rag.corpus.metadata import make_document
from rag.corpus.profile import Event, Party, Profile
from rag.corpus.readers import RawDocument
from rag.errors import DocumentError

TEXT = "Le ministère a signé un accord."


def make(path="a.md", text=TEXT, **metadata):
    return make_document(RawDocument(text, metadata), path)


def test_everything_that_a_file_does_not_say_is_derived():
    assert make(path="fr/accord.md", text=f"## Accord\n\n{TEXT}") == Document(
        id="accord", language="fr", title="Accord", text=f"## Accord\n\n{TEXT}", path="fr/accord.md"
    )


def test_everything_that_a_file_says_is_taken():
    source = {
        "id": "cndp",
        "title": "Le texte",
        "publisher": "CNDP",
        "url": "https://cndp.ma",
        "date": "2025-09",
        "language": "fr",
    }
    made = make(
        id="accord-1",
        language="en",
        title="An agreement",
        date="2025-09-12",
        kinds=["convention", "talks"],
        status="signed",
        parties=[{"name": "OCP", "country": "MA", "kind": "company"}],
        events=[{"what": "announced", "date": "2025-09"}],
        people=[{"name": "Amal", "role": "ministre"}, {"name": "Omar"}],
        sources=[source],
    )
    assert made == Document(
        id="accord-1",
        language="en",
        title="An agreement",
        text=TEXT,
        path="a.md",
        date="2025-09-12",
        sources=(Source("Le texte", "CNDP", "https://cndp.ma", "2025-09", "fr", "cndp"),),
        people=(Person("Amal", "ministre"), Person("Omar", "")),
        profile=Profile(
            kinds=("convention", "talks"),
            status="signed",
            parties=(Party("OCP", "MA", "company"),),
            events=(Event("announced", "2025-09"),),
        ),
    )


def test_unknown_fields_are_left_alone():
    assert make(updated="2026-11-24", tags=["ia"]) == make()


def test_an_empty_text_is_an_error():
    with pytest.raises(DocumentError, match=r"^it is empty$"):
        make(text="", title="Accord")


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("fr/accord.md", "accord"),
        ("fr/Accord du Maroc (1).md", "Accord-du-Maroc-1"),
        ("ar/اتفاقية المغرب.md", "اتفاقية-المغرب"),
        ("accord.v2.md", "accord.v2"),
        ("---.md", "document"),
    ],
)
def test_the_id_comes_from_the_name_of_the_file(path, identifier):
    assert make(path=path).id == identifier


def test_the_id_is_the_same_on_systems_that_decompose_names_of_files():
    assert make(path=unicodedata.normalize("NFD", "accord signé.md")).id == "accord-signé"


def test_an_id_cannot_hold_a_path():
    assert make(id="../fr/accord").id == "..-fr-accord"


def test_the_title_is_the_first_line():
    assert make(text="## Accord\n\nUn accord.").title == "Accord"


@pytest.mark.parametrize("given", [None, "", "  "])
def test_an_empty_title_is_no_title(given):
    assert make(title=given).title == TEXT


def test_a_long_title_is_cut():
    assert make(text=f"{TEXT} " * 20).title == (f"{TEXT} " * 20)[:200].strip()


def test_a_title_is_one_clean_line():
    assert make(title=" Un\n accord\x07 ").title == "Un accord"


def test_a_number_may_stand_for_a_text():
    made = make(title=2025, people=[{"name": 2, "role": 1.5}])
    assert (made.title, made.people) == ("2025", (Person("2", "1.5"),))


@pytest.mark.parametrize(
    ("text", "language"),
    [(TEXT, "fr"), ("وقعت الوزارة اتفاقية مع Mistral AI.", "ar"), ("The ministry signed an agreement.", "en")],
)
def test_the_language_is_that_of_the_text(text, language):
    assert make(text=text).language == language


def test_a_chinese_document_is_an_error():
    with pytest.raises(DocumentError, match=r"^its language is none of French, Arabic and English$"):
        make(text="这是一份关于人工智能的协议。")


def test_an_unknown_language_is_an_error():
    with pytest.raises(DocumentError, match=r"^its language is 'de': use one of fr, ar, en$"):
        make(language="de")


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2025-09-12", "2025-09-12"),
        ("2025-09", "2025-09"),
        ("2023-11/2024-06", "2023-11/2024-06"),
        (2025, "2025"),
        (datetime.date(2025, 9, 12), "2025-09-12"),
        (datetime.datetime(2025, 9, 12, 10, 30), "2025-09-12"),
        (None, ""),
    ],
)
def test_forms_of_dates(given, date):
    assert make(date=given).date == date


@pytest.mark.parametrize(
    "date",
    [
        "hier",
        "12/09/2025",
        "2025-9-1",
        "20250912",
        "2025-09-12abc",
        "2025-13",
        "2025-02-30",
        "2025/hier",
        "2025/2025-13",
    ],
)
def test_a_date_of_another_form_is_an_error(date):
    with pytest.raises(DocumentError, match=f"^its field date is '{date}': write it as 2025-09-12, 2025-09 or 2025$"):
        make(date=date)


def test_a_wrong_date_of_a_source_names_its_field():
    with pytest.raises(DocumentError, match=r"^its field sources.date is 'hier'"):
        make(sources=[{"date": "hier"}])


@pytest.mark.parametrize("identifier", ["cndp", "le360.ma", "a_b-1", "هسبريس", "é"])
def test_ids_of_sources_are_words_with_points_and_hyphens(identifier):
    assert make(sources=[{"id": identifier}]).sources == (Source(id=identifier),)


@pytest.mark.parametrize(("given", "identifier"), [(360, "360"), (" cndp ", "cndp"), (None, ""), ("", "")])
def test_the_id_of_a_source_is_a_clean_text(given, identifier):
    assert make(sources=[{"id": given}]).sources[0].id == identifier


@pytest.mark.parametrize("identifier", ["le 360", "cndp]", "^cndp", "a/b", "a:b"])
def test_an_id_of_a_source_that_no_footnote_could_name_is_an_error(identifier):
    with pytest.raises(DocumentError) as caught:
        make(sources=[{"id": identifier}])
    assert str(caught.value) == f"its field sources.id is {identifier!r}: use letters, digits, points and hyphens"


@pytest.mark.parametrize("second", ["360", 360, " 360 "])
def test_two_sources_with_one_id_are_an_error(second):
    with pytest.raises(DocumentError, match=r"^two of its sources have the id '360': change one$"):
        make(sources=[{"id": "360"}, {"id": "cndp"}, {"id": second}])


def test_sources_without_ids_are_as_many_as_one_likes():
    assert make(sources=[{}, {"id": ""}, {}]).sources == (Source(), Source(), Source())


def test_footnotes_name_their_sources_by_position():
    raw = RawDocument(TEXT, {"sources": [{"id": "a"}, {}, {"id": "b"}]}, ((5, "b"), (31, "a"), (31, "note")))
    assert make_document(raw, "a.md").footnotes == (Footnote(5, 2), Footnote(31, 0))


def test_a_single_source_may_stand_at_the_top():
    made = make(title="Accord", publisher="CNDP", url="https://cndp.ma", date="2025")
    assert made.sources == (Source("Accord", "CNDP", "https://cndp.ma", "2025", ""),)


@pytest.mark.parametrize("name", ["publisher", "url"])
def test_a_single_source_of_the_wrong_type_names_its_field(name):
    with pytest.raises(DocumentError, match=f"^its field sources.{name} must be a text$"):
        make(**{name: False})


def test_a_list_of_sources_wins_over_one_at_the_top():
    assert make(publisher="CNDP", sources=[{"publisher": "OCP"}]).sources == (Source(publisher="OCP"),)


@pytest.mark.parametrize(
    "url", ["http://cndp.ma", "https://www.cndp.ma/avis?a=1&b=2#c", "https://detafour.com/ميسترال-تختار-المغرب"]
)
def test_web_addresses_are_kept(url):
    assert make(sources=[{"url": url}]).sources == (Source(url=url),)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://cndp.ma",
        "data:text/html,x",
        "file:///etc/passwd",
        "//cndp.ma",
        "cndp.ma",
        "https://cndp.ma/a b",
        'https://cndp.ma/"onclick=alert(1)',
    ],
)
@pytest.mark.parametrize("place", ["sources", "top"])
def test_anything_else_is_no_address(url, place):
    metadata = {"sources": [{"url": url}]} if place == "sources" else {"url": url}
    with pytest.raises(DocumentError, match=r"^its field url is .*: only addresses with http or https are possible$"):
        make(**metadata)


@pytest.mark.parametrize(
    "url",
    ["http://[x", "https:///avis", "https://?a=1", "https://:80/", "https://cndp.ma:port", "https://a@/"],
)
@pytest.mark.parametrize("place", ["sources", "top"])
def test_an_address_that_leads_nowhere_is_an_error(url, place):
    metadata = {"sources": [{"url": url}]} if place == "sources" else {"url": url}
    with pytest.raises(DocumentError) as caught:
        make(**metadata)
    assert str(caught.value) == f"its field url is {url!r}: no page of the web has such an address"


@pytest.mark.parametrize("value", [["a"], {"a": "b"}, datetime.date(2025, 9, 12), True])
@pytest.mark.parametrize("name", ["id", "title", "language"])
def test_a_field_that_must_be_a_text(name, value):
    with pytest.raises(DocumentError, match=f"^its field {name} must be a text$"):
        make(**{name: value})


@pytest.mark.parametrize("value", ["OCP", {"name": "OCP"}, 5, {}, False, 0])
@pytest.mark.parametrize("name", ["kinds", "parties", "events", "people", "sources"])
def test_a_field_that_must_be_a_list(name, value):
    with pytest.raises(DocumentError, match=f"^its field {name} must be a list$"):
        make(**{name: value})


@pytest.mark.parametrize("value", ["OCP", ["OCP"], None])
@pytest.mark.parametrize("name", ["events", "people", "sources"])
def test_a_list_whose_items_must_have_fields(name, value):
    with pytest.raises(DocumentError, match=f"^each item of its field {name} must have named fields$"):
        make(**{name: [{}, value]})


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        ({"kinds": [["law"]]}, "kinds"),
        ({"kinds": [True]}, "kinds"),
        ({"status": ["signed"]}, "status"),
        ({"parties": [["OCP"]]}, "parties"),
        ({"parties": [{"name": ["OCP"]}]}, "parties.name"),
        ({"parties": [{"name": "OCP", "country": False}]}, "parties.country"),
        ({"parties": [{"name": "OCP", "kind": ["company"]}]}, "parties.kind"),
        ({"events": [{"what": {"signed": 1}, "date": "2025"}]}, "events.what"),
        ({"events": [{"what": "signed", "date": ["2025"]}]}, "events.date"),
        ({"people": [{"name": ["Amal"]}]}, "people.name"),
        ({"people": [{"name": "Amal", "role": {}}]}, "people.role"),
        ({"sources": [{"id": ["cndp"]}]}, "sources.id"),
        ({"sources": [{"title": ["Accord"]}]}, "sources.title"),
        ({"sources": [{"publisher": {}}]}, "sources.publisher"),
        ({"sources": [{"url": ["https://cndp.ma"]}]}, "sources.url"),
        ({"sources": [{"language": ["fr"]}]}, "sources.language"),
    ],
)
def test_a_wrong_type_inside_a_list_names_its_field(metadata, name):
    with pytest.raises(DocumentError, match=f"^its field {name} must be a text$"):
        make(**metadata)


def test_spaces_around_the_slash_of_two_dates_are_no_part_of_them():
    assert make(date="2025-09-12 / 2025-10").date == "2025-09-12/2025-10"
