import pytest

from rag.corpus.document import Source
from rag.corpus.profile import Profile
from rag.indexing.passage import Passage
from rag.text.sentences import Sentence

A, B, C = Source("1", "Alpha"), Source("2", "Beta"), Source("3", "Alpha")
# Three sentences, ``text[0:4]``, ``text[5:9]`` and ``text[10:16]``.
PASSAGE = Passage(
    document="d",
    language="en",
    title="Title",
    date="2025",
    sources=(A, B, C, Source("4")),
    path="d.md",
    heading="",
    text="One. Two. Three.",
    start=100,
    end=116,
    sentences=(Sentence(0, 4), Sentence(5, 9), Sentence(10, 16)),
    said_by=((1, 0), (2, 1), ()),
    profile=Profile(),
    position=0,
    parts=1,
    content_hash="0" * 64,
)


@pytest.mark.parametrize(
    ("start", "end", "sources"),
    [
        (0, 4, (B, A)),
        (1, 2, (B, A)),
        (5, 9, (C, B)),
        (10, 16, ()),
        (0, 9, (B, A, C)),
        (3, 6, (B, A, C)),
        (0, 16, (B, A, C)),
        (8, 12, (C, B)),
        (4, 5, ()),
        (0, 5, (B, A)),
        (4, 9, (C, B)),
    ],
)
def test_the_sources_of_a_place_are_those_of_the_sentences_that_it_touches(
    start: int, end: int, sources: tuple[Source, ...]
) -> None:
    assert PASSAGE.sources_of(start, end) == sources


def test_every_publisher_is_named_once() -> None:
    assert PASSAGE.publishers == ("Alpha", "Beta")
