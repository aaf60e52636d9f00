import dataclasses

import pytest

from rag.corpus.document import Document, Source
from rag.corpus.profile import Party, Profile
from rag.errors import QuestionError
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.retrieval.filters import Filters

PROFILE = Profile(("convention", "talks"), "signed", (Party("Mistral AI", "FR"), Party("ONU"), Party("CNDP", "MA")))
SOURCES = (Source(publisher="MAP"), Source(publisher="Barlamane (via Maghress)"))
DOCUMENT = Document("id", "fr", "Titre", "Du texte.", "id.md", "2025-09", SOURCES, profile=PROFILE)


def passage(**fields: object) -> Passage:
    return chunk(dataclasses.replace(DOCUMENT, **fields), 100, len)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "accepted"),
    [
        (Filters(), True),
        (Filters(languages=("fr", "en")), True),
        (Filters(languages=("ar",)), False),
        (Filters(documents=("id",)), True),
        (Filters(documents=("other",)), False),
        (Filters(publishers=("MAP",)), True),
        (Filters(publishers=("Hespress",)), False),
        (Filters(publishers=("Hespress", "Barlamane")), True),
        (Filters(publishers=("Barlamane (via Maghress)",)), True),
        (Filters(publishers=("Maghress",)), False),
        (Filters(date_from="2025-09-30"), True),  # some day of September 2025 is not before it
        (Filters(date_from="2025-10"), False),
        (Filters(date_to="2025-09-01"), True),
        (Filters(date_to="2025-08"), False),
        (Filters(date_from="2025", date_to="2025"), True),
        (Filters(parties=("ONU",)), True),
        (Filters(parties=("OCP", "CNDP")), True),
        (Filters(parties=("Mistral",)), False),  # the retriever makes full names of words
        (Filters(countries=("FR",)), True),
        (Filters(countries=("Maroc",)), True),
        (Filters(countries=("الصين", "فرنسا")), True),
        (Filters(countries=("US",)), False),
        (Filters(kinds=("talks",)), True),
        (Filters(kinds=("law", "convention")), True),
        (Filters(kinds=("law",)), False),
        (Filters(statuses=("signed", "held")), True),
        (Filters(statuses=("talks",)), False),
        (Filters(kinds=("convention",), statuses=("signed",), countries=("MA",), parties=("ONU",)), True),
        (Filters(kinds=("convention",), statuses=("held",), countries=("MA",), parties=("ONU",)), False),
    ],
)
def test_what_is_let_through(filters: Filters, accepted: bool) -> None:
    assert filters.accepts(passage()) is accepted


@pytest.mark.parametrize(
    "filters",
    [
        Filters(parties=("ONU",)),
        Filters(countries=("MA",)),
        Filters(kinds=("law",)),
        Filters(statuses=("signed",)),
        Filters(publishers=("MAP",)),
    ],
)
def test_a_document_that_says_nothing_of_it_is_not_let_through(filters: Filters) -> None:
    assert not filters.accepts(passage(profile=Profile(), sources=()))


def test_a_document_without_a_date_passes_no_date_filter() -> None:
    assert not Filters(date_from="2000").accepts(passage(date=""))
    assert not Filters(date_to="2030").accepts(passage(date=""))


@pytest.mark.parametrize(
    ("date_from", "date_to", "accepted"),
    [("2025-06", "", True), ("2026", "", False), ("", "2022", True), ("", "2021", False), ("2023", "2024", True)],
)
def test_a_document_of_several_years_is_let_through_by_each(date_from: str, date_to: str, accepted: bool) -> None:
    assert Filters(date_from=date_from, date_to=date_to).accepts(passage(date="2022/2025")) is accepted


@pytest.mark.parametrize(
    ("filters", "where"),
    [
        (Filters(languages=("fr",)), {"language": {"$in": ["fr"]}}),
        (Filters(statuses=("held", "signed")), {"status": {"$in": ["held", "signed"]}}),
        (Filters(publishers=("MAP",)), {"publishers": {"$contains": "MAP"}}),
        (
            Filters(kinds=("law", "talks")),
            {"$or": [{"kinds": {"$contains": "law"}}, {"kinds": {"$contains": "talks"}}]},
        ),
        (
            Filters(documents=("a",), date_to="2025-09"),
            {
                "$and": [
                    {"document": {"$in": ["a"]}},
                    {"first_day": {"$lte": 20250931}},
                    {"first_day": {"$gt": 0}},
                ]
            },
        ),
        (
            Filters(parties=("ONU",), countries=("France",), date_from="2025"),
            {
                "$and": [
                    {"parties": {"$contains": "ONU"}},
                    {"countries": {"$contains": "FR"}},
                    {"last_day": {"$gte": 20250101}},
                ]
            },
        ),
    ],
)
def test_where_says_the_same_to_chroma(filters: Filters, where: dict[str, object]) -> None:
    assert filters.where() == where


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Filters)])
def test_filters_are_true_where_any_field_restricts(field: str) -> None:
    values = {"languages": ("fr",), "kinds": ("law",), "statuses": ("held",), "countries": ("MA",)}
    value = "2025" if field.startswith("date") else values.get(field, ("x",))
    assert Filters(**{field: value})  # type: ignore[arg-type]
    assert not Filters()


def test_countries_are_kept_as_codes() -> None:
    assert Filters(countries=("فرنسا", "US", "united kingdom")).countries == ("FR", "US", "GB")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"languages": ("de",)}, "the language filter 'de' is unknown: use fr, ar, en"),
        ({"kinds": ("law", "treaty")}, "the kind filter 'treaty' is unknown: use memorandum, convention, "),
        ({"statuses": ("done",)}, "the status filter 'done' is unknown: use signed, adopted, "),
        (
            {"countries": ("FR", "Atlantis")},
            "the country filter 'Atlantis' is unknown: use a name or a code such as FR",
        ),
        ({"countries": ("",)}, "the country filter '' is unknown: use a name or a code such as FR"),
        ({"date_from": "yesterday"}, "the date filter 'yesterday' cannot be read: write it as 2025-09-12"),
    ],
)
def test_a_mistake_is_named(fields: dict[str, object], message: str) -> None:
    with pytest.raises(QuestionError, match=f"^{message}"):
        Filters(**fields)  # type: ignore[arg-type]
