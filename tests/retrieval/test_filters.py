import dataclasses

import pytest

from rag.corpus.document import Document, Source
from rag.errors import QuestionError
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.retrieval.filters import Filters

DOCUMENT = Document("id", "fr", "Titre", "Du texte.", "id.md", "2025-09", (Source(publisher="MAP"),))


def passage(**fields: str) -> Passage:
    return dataclasses.replace(chunk(DOCUMENT, 100, len)[0], **fields)  # type: ignore[arg-type]


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
        (Filters(date_from="2025-09-30"), True),  # some day of September 2025 is not before it
        (Filters(date_from="2025-10"), False),
        (Filters(date_to="2025-09-01"), True),
        (Filters(date_to="2025-08"), False),
        (Filters(date_from="2025", date_to="2025"), True),
    ],
)
def test_what_is_let_through(filters: Filters, accepted: bool) -> None:
    assert filters.accepts(passage()) is accepted


def test_a_document_without_a_date_passes_no_date_filter() -> None:
    assert not Filters(date_from="2000").accepts(passage(date=""))
    assert not Filters(date_to="2030").accepts(passage(date=""))


def test_where_says_the_same_to_chroma() -> None:
    assert Filters(languages=("fr",)).where() == {"language": {"$in": ["fr"]}}
    assert Filters(documents=("a",), date_to="2025-09").where() == {
        "$and": [
            {"document": {"$in": ["a"]}},
            {"first_day": {"$lte": 20250931}},
            {"first_day": {"$gt": 0}},
        ]
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"languages": ("de",)}, "language filter 'de' is unknown: use fr, ar, en"),
        ({"date_from": "yesterday"}, "date filter 'yesterday' cannot be read"),
    ],
)
def test_a_mistake_is_named(fields: dict[str, object], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        Filters(**fields)  # type: ignore[arg-type]
