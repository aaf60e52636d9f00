import pytest

from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.corpus.markup import read_marked
from rag.corpus.profile import Party, Profile
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage

SOURCES = tuple(Source(publisher=f"Press {name.upper()}", id=name) for name in "abc")


def passages(markdown: str, size: int = 50) -> list[Passage]:
    """Passages of up to ``size`` words; footnotes name the sources a to c."""
    marked = read_marked(markdown, "abc")
    footnotes = tuple(Footnote(position, "abc".index(label)) for position, label in marked.references)
    document = Document("d", "en", "Title", marked.text, "d.md", "2025", SOURCES, footnotes=footnotes)
    return chunk(document, size, lambda text: len(text.split()))


def ids(sources: tuple[Source, ...]) -> str:
    return "".join(source.id for source in sources)


def said(passage: Passage) -> list[tuple[str, str]]:
    """Each sentence with the ids of its sources."""
    return [(passage.quote(each), ids(passage.sources_of(each.start, each.end))) for each in passage.sentences]


@pytest.mark.parametrize(
    ("markdown", "sources", "said_by"),
    [
        ("One is. Two is.", "abc", ((), ())),
        ("One is.[^b] Two is.[^c]", "bc", ((0,), (1,))),
        ("One is.[^c][^b] Two is.[^b]", "bc", ((1, 0), (0,))),
        ("One is. Two is.[^c]", "c", ((0,), (0,))),
        ("One is.[^c] Two is.", "abc", ((2,), ())),
        ("## Aims[^a]\n\nOne is.[^b]", "b", ((0,),)),
        ("Two aims:[^c]\n\n- one\n- two[^a]", "ac", ((1,), (1,), (0,))),
    ],
)
def test_a_passage_has_the_sources_of_its_sentences_or_all_where_one_has_none(
    markdown: str, sources: str, said_by: tuple[tuple[int, ...], ...]
) -> None:
    (passage,) = passages(markdown)
    assert (ids(passage.sources), passage.said_by) == (sources, said_by)


def test_each_passage_has_only_its_own_sources() -> None:
    found = passages("One is here.[^a]\n\nTwo is here.[^c][^b]\n\nThree is here.", 3)
    assert [(passage.text, ids(passage.sources)) for passage in found] == [
        ("One is here.", "a"),
        ("Two is here.", "bc"),
        ("Three is here.", "abc"),
    ]


def test_items_in_another_passage_than_their_introduction_have_its_sources() -> None:
    found = passages("Aims are:[^c]\n\n- one two three four\n- five six seven[^a]", 5)
    assert [said(passage) for passage in found] == [
        [("Aims are:", "c")],
        [("one two three four", "c")],
        [("five six seven", "a")],
    ]


def test_a_sentence_shares_sources_that_stand_in_the_next_passage() -> None:
    assert [said(passage) for passage in passages("One is here. Two is here.[^b]", 3)] == [
        [("One is here.", "b")],
        [("Two is here.", "b")],
    ]


@pytest.mark.parametrize("start", ["", "- "])
def test_every_piece_of_a_long_sentence_has_its_sources(start: str) -> None:
    found = passages(f"{start}{'word ' * 30}[^b]", 10)
    assert len(found) > 2
    assert {ids(passage.sources) for passage in found} == {"b"}
    assert {passage.said_by for passage in found} == {((0,),)}


def test_a_document_without_sources_has_passages_without() -> None:
    (passage,) = chunk(Document("d", "en", "Title", "One. Two.", "d.md"), 50, len)
    assert (passage.sources, passage.said_by) == ((), ((), ()))


def test_a_passage_has_the_profile_of_its_document() -> None:
    profile = Profile(("law",), "adopted", (Party("OCP", "MA", "company"),))
    found = chunk(Document("d", "en", "Title", "One. Two.", "d.md", profile=profile), 5, len)
    assert [passage.profile for passage in found] == [profile, profile]


def test_a_footnote_elsewhere_makes_another_id() -> None:
    assert passages("One is.[^a] Two is.[^a]")[0].id != passages("One is. Two is.[^a]")[0].id
