from dataclasses import FrozenInstanceError, replace

import pytest

from rag.corpus.document import Document, Person, Source, credit, date_number, is_web_address, plain_publisher
from rag.corpus.footnotes import Footnote
from rag.corpus.profile import Event, Party, Profile

DOCUMENT = Document(
    id="accord",
    language="fr",
    title="Accord",
    text="Un accord.",
    path="fr/accord.md",
    date="2025-09-12",
    sources=(Source(publisher="Barlamane"),),
    people=(Person("Amal", "ministre"),),
    footnotes=(Footnote(10, 0),),
    profile=Profile(("law",), "adopted", (Party("OCP", "MA", "company"),), (Event("adopted", "2025"),)),
)


def test_translations_share_the_id_but_not_the_key():
    translation = replace(DOCUMENT, language="ar")
    assert (DOCUMENT.id, DOCUMENT.key) == ("accord", "fr/accord")
    assert (translation.id, translation.key) == ("accord", "ar/accord")


def test_a_document_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        DOCUMENT.text = "Autre chose."


def test_equal_documents_have_equal_hashes():
    assert replace(DOCUMENT).content_hash() == DOCUMENT.content_hash()


def test_the_hash_is_a_sha_256():
    assert len(bytes.fromhex(DOCUMENT.content_hash())) == 32


@pytest.mark.parametrize(
    "change",
    [
        {"id": "autre"},
        {"language": "en"},
        {"title": "Autre"},
        {"text": "Un accord"},
        {"path": "fr/autre.md"},
        {"date": "2025-09"},
        {"sources": (Source(publisher="Barlamane", url="https://barlamane.com"),)},
        {"sources": (Source(publisher="Barlamane", id="barlamane"),)},
        {"people": (Person("Amal"),)},
        {"footnotes": ()},
        {"footnotes": (Footnote(9, 0),)},
        {"profile": Profile()},
        {"profile": replace(DOCUMENT.profile, kinds=("law", "talks"))},
        {"profile": replace(DOCUMENT.profile, status="signed")},
        {"profile": replace(DOCUMENT.profile, parties=(Party("OCP", "FR", "company"),))},
        {"profile": replace(DOCUMENT.profile, events=(Event("adopted", "2026"),))},
    ],
)
def test_every_field_changes_the_hash(change):
    assert replace(DOCUMENT, **change).content_hash() != DOCUMENT.content_hash()


def test_a_source_tells_a_reader_who_published_what_where_and_when():
    source = Source("Titre", "CNDP", "https://cndp.ma", "2025-09", "fr", "cndp")
    assert source.to_dict() == {"publisher": "CNDP", "title": "Titre", "url": "https://cndp.ma", "date": "2025-09"}


@pytest.mark.parametrize(
    ("publisher", "plain"),
    [
        ("Barlamane", "Barlamane"),
        ("Barlamane (via Maghress)", "Barlamane"),
        ("هسبريس (عبر مغرس)", "هسبريس"),
        ("A (b) (c)", "A"),
        ("Le(s) Échos", "Le(s) Échos"),
        ("", ""),
    ],
)
def test_a_plain_publisher_is_without_what_stands_in_parentheses(publisher, plain):
    assert plain_publisher(publisher) == plain


CNDP = Source("Un", "CNDP", "https://cndp.ma/1", "2025")
CNDP_AGAIN = Source("Deux", "CNDP", "https://cndp.ma/2")
MAP = Source("Trois", "MAP", "https://map.ma")
NAMELESS = Source("Quatre", url="https://nulle.ma")


@pytest.mark.parametrize("kind", [tuple, list])
@pytest.mark.parametrize(
    ("sources", "ordered", "publisher", "url"),
    [
        ([], False, "", ""),
        ([], True, "", ""),
        ([CNDP], False, "CNDP", "https://cndp.ma/1"),
        ([CNDP], True, "CNDP", "https://cndp.ma/1"),
        ([MAP, CNDP], False, "MAP, CNDP", ""),
        ([MAP, CNDP], True, "MAP", "https://map.ma"),
        ([CNDP, MAP, CNDP_AGAIN, NAMELESS], False, "CNDP, MAP", ""),
        ([CNDP, CNDP_AGAIN], False, "CNDP", ""),
        ([NAMELESS, CNDP], True, "", "https://nulle.ma"),
    ],
)
def test_the_credit_names_the_best_source_or_all_publishers(kind, sources, ordered, publisher, url):
    assert credit(kind(sources), ordered) == {
        "publisher": publisher,
        "url": url,
        "sources": [source.to_dict() for source in sources],
    }


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2025-09-12", 20250912, 20250912),
        ("2025-09", 20250901, 20250931),
        ("2025", 20250101, 20251231),
        ("2022/2025", 20220101, 20251231),
        ("2023-11/2024-06", 20231101, 20240631),
        ("2023-11-05/2024", 20231105, 20241231),
        ("", 0, 0),
        ("hier", 0, 0),
    ],
)
def test_dates_as_numbers(date, first, last):
    assert (date_number(date), date_number(date, end=True)) == (first, last)


@pytest.mark.parametrize(
    "url", ["https://cndp.ma", "http://cndp.ma:8080/avis?a=1#b", "https://[::1]/", "https://تقرير.ma"]
)
def test_an_address_of_the_web_has_a_host(url):
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url", ["", "cndp.ma", "//cndp.ma", "ftp://cndp.ma", "javascript:alert(1)", "https://", "http://[x", "https://a:b"]
)
def test_what_a_browser_could_not_open_is_no_address_of_the_web(url):
    assert not is_web_address(url)
