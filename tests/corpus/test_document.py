from dataclasses import FrozenInstanceError, replace

import pytest

from rag.corpus.document import Document, Person, Source, date_number

DOCUMENT = Document(
    id="accord",
    language="fr",
    title="Accord",
    text="Un accord.",
    path="fr/accord.md",
    date="2025-09-12",
    sources=(Source(publisher="Barlamane"),),
    parties=("OCP",),
    people=(Person("Amal", "ministre"),),
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
        {"parties": ("OCP", "CNDP")},
        {"people": (Person("Amal"),)},
    ],
)
def test_every_field_changes_the_hash(change):
    assert replace(DOCUMENT, **change).content_hash() != DOCUMENT.content_hash()


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("Barlamane", "Selon Barlamane, un accord est signé."),
        ("Barlamane (via Maghress)", "Selon Barlamane, un accord est signé."),
        ("MRE News", "as MRE News reports"),
        ("Article19.ma", "D'après Article19.ma."),
        ("L'ODJ", "(L'ODJ)"),
        ("هسبريس", "حسب موقع هسبريس، وقع الاتفاق."),
        ("برلمان.كوم", "حسب برلمان.كوم فإن الاتفاق وقع."),
    ],
)
def test_a_publisher_is_named(publisher, text):
    assert Source(publisher=publisher).is_named_in(text)


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("هسبريس", "وفقا لهسبريس، وقع الاتفاق."),
        ("هسبريس", "أوردت برلمان.كوم وهسبريس الخبر."),
        ("Eureca News", "حسب Nexgen Mag وEureca News."),
    ],
)
def test_a_publisher_is_named_with_an_arabic_particle_before_it(publisher, text):
    assert Source(publisher=publisher).is_named_in(text)


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("Barlamane", "Selon Médias24, un accord est signé."),
        ("Barlamane", "Barlamanes"),
        ("Maroc", "SNRTMaroc"),
        ("Article19.ma", "Article19,ma"),
        ("LE", "LE MATIN"),
        ("", "Selon Barlamane."),
    ],
)
def test_a_publisher_is_not_named(publisher, text):
    assert not Source(publisher=publisher).is_named_in(text)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2025-09-12", 20250912, 20250912),
        ("2025-09", 20250901, 20250931),
        ("2025", 20250101, 20251231),
        ("", 0, 0),
        ("hier", 0, 0),
    ],
)
def test_dates_as_numbers(date, first, last):
    assert (date_number(date), date_number(date, end=True)) == (first, last)
