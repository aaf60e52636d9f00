"""A filter lets the same passages through in Chroma as in Python."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.corpus.profile import Party, Profile
from rag.indexing.chroma import connect, disconnect
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.indexing.store import PassageStore
from rag.retrieval.filters import Filters
from rag.settings import Settings

MAP, BARLAMANE = Source(publisher="MAP"), Source(publisher="Barlamane (via Maghress)")
STATE, MICROSOFT = Party("وزارة الانتقال الرقمي", "MA", "state"), Party("Microsoft", "US", "company")
VECTOR = np.eye(4, dtype=np.float32)[0]


def document(name: str, date: str, sources: tuple[Source, ...], *profile: object) -> Document:
    # The first sentence is said by the first source, the second by the last.
    notes = (Footnote(4, 0), Footnote(9, len(sources) - 1)) if sources else ()
    return Document(name, "en", "Title", "One. Two.", "d.md", date, sources, footnotes=notes, profile=Profile(*profile))  # type: ignore[arg-type]


DOCUMENTS = (
    document("a", "2025-09-12", (MAP,), ("convention",), "signed", (STATE, MICROSOFT)),
    document("b", "2025-09", (MAP, BARLAMANE), ("law", "talks"), "talks", (STATE,)),
    document("c", "2022/2025", (BARLAMANE,), ("talks",), "signed", (Party("Microsoft"), Party("Micro", "FR"))),
    document("d", "", ()),
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PassageStore, list[Passage]]]:
    folder: Path = tmp_path_factory.mktemp("chroma")
    client = connect(Settings.load(env_file=None), folder)
    store = PassageStore(client, "passages", 4, create=True)
    passages = [passage for each in DOCUMENTS for passage in chunk(each, 5, len)]
    store.write(passages, [np.eye(2, 4, dtype=np.float32)] * len(passages))
    yield store, passages
    disconnect(client)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(languages=("en",)), "aabbccdd"),
        (Filters(languages=("fr", "ar")), ""),
        (Filters(documents=("a", "d")), "aadd"),
        (Filters(parties=("وزارة الانتقال الرقمي",)), "aabb"),
        (Filters(parties=("Microsoft",)), "aacc"),
        (Filters(parties=("Micro",)), "cc"),
        (Filters(parties=("microsoft", "وزارة")), ""),
        (Filters(parties=("Micro", "وزارة الانتقال الرقمي")), "aabbcc"),
        (Filters(countries=("US",)), "aa"),
        (Filters(countries=("المغرب", "France")), "aabbcc"),
        (Filters(kinds=("talks",)), "bbcc"),
        (Filters(kinds=("law", "convention")), "aabb"),
        (Filters(kinds=("event",)), ""),
        (Filters(statuses=("signed",)), "aacc"),
        (Filters(statuses=("talks", "held")), "bb"),
        (Filters(publishers=("MAP",)), "aab"),
        (Filters(publishers=("Barlamane",)), "bcc"),
        (Filters(publishers=("Barlamane (via Maghress)", "MAP")), "aabbcc"),
        (Filters(publishers=("",)), ""),
        (Filters(date_from="2025-09-13"), "bbcc"),
        (Filters(date_from="2026"), ""),
        (Filters(date_to="2024"), "cc"),
        (Filters(date_to="2025-09-11"), "bbcc"),
        (Filters(date_from="2023", date_to="2024"), "cc"),
        (Filters(kinds=("talks", "convention"), countries=("MA",), date_to="2025-09-11"), "bb"),
        (Filters(statuses=("signed",), parties=("Microsoft",), publishers=("MAP",), kinds=("convention",)), "aa"),
    ],
)
def test_chroma_and_python_agree(stored: tuple[PassageStore, list[Passage]], filters: Filters, names: str) -> None:
    store, passages = stored
    by_chroma = {key for key, _cosine in store.nearest(VECTOR, 100, filters.where())}
    by_python = [passage for passage in passages if filters.accepts(passage)]
    assert "".join(passage.document for passage in by_python) == names
    assert by_chroma == {passage.id for passage in by_python}
