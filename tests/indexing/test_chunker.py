import time

import pytest

from rag.corpus.corpus import read_corpus
from rag.corpus.document import Document, Source
from rag.corpus.footnotes import Footnote
from rag.indexing.chunker import chunk
from tests.conftest import DOCUMENTS


def count_words(text: str) -> int:
    return len(text.split())


def document(text: str, **fields: object) -> Document:
    return Document(**{"id": "d", "language": "en", "title": "Title", "text": text, "path": "d.md", **fields})  # type: ignore[arg-type]


def test_a_short_document_is_one_passage() -> None:
    (passage,) = chunk(document("One sentence. Another one."), 50, count_words)
    assert (passage.start, passage.end, passage.text) == (0, 26, "One sentence. Another one.")
    assert [passage.quote(sentence) for sentence in passage.sentences] == ["One sentence.", "Another one."]


def test_passages_begin_at_headings_and_know_them() -> None:
    text = "Lead of six words is here.\n\n## First\n\nAlpha beta gamma delta.\n\n## Second\n\nEpsilon zeta eta theta."
    passages = chunk(document(text), 6, count_words)
    assert [(passage.heading, passage.position, passage.parts) for passage in passages] == [
        ("", 0, 3),
        ("First", 1, 3),
        ("Second", 2, 3),
    ]
    assert passages[1].context == "Title. First"


def test_a_heading_is_never_quotable() -> None:
    (passage,) = chunk(document("## Heading\n\nText here."), 50, count_words)
    assert [passage.quote(sentence) for sentence in passage.sentences] == ["Text here."]


def test_a_heading_is_not_left_alone() -> None:
    passages = chunk(document("## A heading\n\n" + "word " * 30), 12, count_words)
    assert passages[0].text.startswith("## A heading\n\nword")


def test_sentences_are_not_cut_while_they_fit() -> None:
    text = " ".join(f"Sentence number {n} is here." for n in range(20))
    passages = chunk(document(text), 12, count_words)
    assert all(passage.text.endswith("here.") for passage in passages)


def test_ids_follow_the_content() -> None:
    same = [chunk(document("Some text."), 50, count_words)[0].id for _ in range(2)]
    other = chunk(document("Some text.", title="Other"), 50, count_words)[0].id
    assert same[0] == same[1] != other


@pytest.mark.parametrize("size", [40, 120, 400])
def test_real_documents_are_covered_without_gaps_or_overlaps(size: int) -> None:
    for item in read_corpus(DOCUMENTS, 1e7):
        assert isinstance(item, Document)
        passages = chunk(item, size, count_words)
        covered = "".join(passage.text for passage in passages)
        assert all(item.text[passage.start : passage.end] == passage.text for passage in passages)
        assert "".join(covered.split()) == "".join(item.text.split())
        assert all(count_words(passage.text) <= size or passage.text.startswith("## ") for passage in passages)


def test_one_endless_word_is_cut() -> None:
    passages = chunk(document("x" * 1000), 100, len)
    assert [len(passage.text) for passage in passages] == [100] * 10


def test_a_heading_longer_than_a_passage_does_not_swallow_what_follows() -> None:
    passages = chunk(document("## " + "word " * 1000 + "\n\nText here."), 50, count_words)
    assert max(count_words(passage.text) for passage in passages) <= 60
    assert len(passages) > 15


def test_a_long_document_of_many_footnotes_is_cut_in_little_time() -> None:
    text = "One sentence is here. " * 30_000
    notes = tuple(Footnote(at, 0) for at in range(21, len(text), 22))
    started = time.process_time()
    passages = chunk(document(text.strip(), sources=(Source(publisher="MAP"),), footnotes=notes), 50, count_words)
    assert time.process_time() - started < 10  # it took thirteen seconds, and four times as long for twice as much
    assert all(said == (0,) for passage in passages for said in passage.said_by)
