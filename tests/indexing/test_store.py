"""What is written to a real Chroma comes back the same, however much of it there is."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest

from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.corpus.profile import Event, Party, Profile
from rag.indexing.chroma import connect, disconnect
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.indexing.store import PassageStore
from rag.settings import Settings

ARABIC = "وزارة الانتقال الرقمي وإصلاح الإدارة"
PROFILE = Profile(
    ("convention", "talks"),
    "signed",
    (Party(ARABIC, "MA", "state"), Party('L\'"ODJ", Média; [x]', "", "company"), Party("ONU")),
    (Event("announced", "2024"), Event("signed", "2025-09-12")),
)
DOCUMENT = Document(
    "d",
    "ar",
    "Title",
    "Two aims:\n\n- one\n- two\n\nThe end.",
    "d.md",
    "2024/2025",
    (Source("T", "MAP", "https://map.ma", "2025", "fr", "map"), Source("تقرير", "هسبريس (عبر مغرس)", id="x")),
    footnotes=(Footnote(9, 1), Footnote(9, 0), Footnote(22, 0)),
    profile=PROFILE,
)


@pytest.fixture
def store(settings: Settings) -> Iterator[PassageStore]:
    client = connect(settings, settings.index / "chroma")
    yield PassageStore(client, "passages", 4, create=True)
    disconnect(client)


def write(store: PassageStore, *documents: Document, size: int = 1000) -> list[Passage]:
    passages = [passage for document in documents for passage in chunk(document, size, len)]
    store.write(passages, [np.eye(1 + len(passage.sentences), 4, dtype=np.float32) for passage in passages])
    return passages


def read(store: PassageStore, passage: Passage) -> Passage:
    return store.get([passage.id])[passage.id].passage


def test_sources_attributions_and_profile_come_back_as_they_were(store: PassageStore) -> None:
    (passage,) = write(store, DOCUMENT)
    assert passage.said_by == ((1, 0), (1, 0), (0,), ())
    assert read(store, passage) == passage


@pytest.mark.parametrize(
    "fields",
    [
        {"sources": (), "footnotes": (), "profile": Profile(), "date": ""},
        {"footnotes": ()},
        {"text": "## Only a heading", "footnotes": ()},
        {"sources": (Source(publisher="Barlamane"), Source(publisher="Barlamane (via Maghress)"))},
        {"profile": Profile(parties=(Party("OCP", "MA"), Party("OCP", "MA"), Party("OCP", "FR")))},
        {"profile": Profile(("law", "law"), "talks")},
    ],
    ids=["nothing", "no footnotes", "no sentences", "one publisher twice", "one party twice", "one kind twice"],
)
def test_what_is_missing_or_twice_comes_back_so(store: PassageStore, fields: dict[str, object]) -> None:
    (passage,) = write(store, dataclasses.replace(DOCUMENT, **fields))  # type: ignore[arg-type]
    assert read(store, passage) == passage


def test_very_many_and_very_long_sources_come_back(store: PassageStore) -> None:
    many = [Source(f"عنوان {at}", f"Éditeur {at}", f"https://map.ma/{at}", "2025", "ar", f"s{at}") for at in range(300)]
    sources = (*many, Source("ع" * 9000, "🙂" * 5000, "https://map.ma/" + "x" * 9000, id="long"))
    notes = tuple(Footnote(9, at) for at in reversed(range(301)))
    (passage,) = write(store, dataclasses.replace(DOCUMENT, text="Two aims.", sources=sources, footnotes=notes))
    assert passage.said_by == (tuple(reversed(range(301))),)
    assert read(store, passage) == passage


def test_very_many_parties_with_arabic_names_come_back(store: PassageStore) -> None:
    parties = tuple(Party(f"{ARABIC} {at}", "MA", "agency") for at in range(500))
    (passage,) = write(store, dataclasses.replace(DOCUMENT, profile=dataclasses.replace(PROFILE, parties=parties)))
    assert read(store, passage) == passage


def test_no_value_of_the_metadata_of_sources_and_profile_is_longer_than_chroma_cloud_takes(settings: Settings) -> None:
    client = connect(settings, settings.index / "chroma")
    sources = tuple(Source("ع" * 3000, f"{at}🙂", id=f"s{at}") for at in range(5))
    profile = Profile(parties=tuple(Party(f"{ARABIC} {at}") for at in range(200)))
    document = dataclasses.replace(DOCUMENT, sources=sources, profile=profile)
    write(PassageStore(client, "passages", 4, create=True), document)
    (metadata,) = client.get_collection("passages", embedding_function=None).get(include=["metadatas"])["metadatas"]
    disconnect(client)
    for name in ("sources_", "profile_"):
        pieces = [value for field, value in metadata.items() if field.startswith(name)]
        assert len(pieces) > 3
        assert max(len(piece.encode()) for piece in pieces) <= 4096


def test_openings_are_the_first_passages_of_all_documents(store: PassageStore) -> None:
    assert list(store.openings()) == []
    documents = [
        dataclasses.replace(DOCUMENT, id=name, language=language) for name in "ab" for language in ("ar", "fr")
    ]
    passages = write(store, *documents, size=12)
    assert len(passages) > 4
    found = {passage.key: passage for passage in store.openings()}
    assert found == {passage.key: passage for passage in passages if passage.position == 0}
    assert sorted(found) == ["ar/a", "ar/b", "fr/a", "fr/b"]


@pytest.mark.parametrize("count", [250, 501])
def test_openings_of_more_documents_than_one_request_takes(store: PassageStore, count: int) -> None:
    write(store, *(Document(f"d{at}", "en", "Title", "One. Two.", "d.md") for at in range(count)), size=5)
    found = [passage.document for passage in store.openings()]
    assert len(found) == count
    assert set(found) == {f"d{at}" for at in range(count)}


def test_a_passage_that_is_written_again_keeps_nothing_of_what_it_was(store: PassageStore, settings: Settings) -> None:
    sources = tuple(Source("ع" * 3000, f"{at}", id=f"s{at}") for at in range(3))
    passages = chunk(dataclasses.replace(DOCUMENT, sources=sources), 1000, len)
    (passage,) = passages
    store.write(passages, [np.eye(1 + len(passage.sentences), 4, dtype=np.float32)])
    assert read(store, passage) == passage
    # With the same hash of the document, and so the same id, as from another version of the program.
    fewer = dataclasses.replace(passage, sources=sources[:2], profile=Profile(), said_by=((0,), (), (), ()))
    other = dataclasses.replace(passage, content_hash="other")
    store.write([fewer, other], [np.eye(1 + len(passage.sentences), 4, dtype=np.float32)] * 2)
    assert read(store, passage) == fewer
    assert read(store, other) == other
    assert store.count() == 2
    client = connect(settings, settings.index / "chroma")
    records = client.get_collection("passages", embedding_function=None)
    assert records.get(where={"kinds": {"$contains": "talks"}})["ids"] == [other.id]
    (metadata,) = records.get(ids=[passage.id], include=["metadatas"])["metadatas"]
    disconnect(client)
    assert "parties" not in metadata
    assert None not in metadata.values()
