from rag.evaluation.quotes import StoredText
from rag.evaluation.remembering import RememberingRetriever
from rag.indexing.passage import Passage

from .make import citation

KEY = "mistral-mou-2025"


def passages(retriever: RememberingRetriever) -> list[Passage]:
    """Of one document, in the order of the text."""
    ids = [key for name, each in retriever.store.documents().items() if name == f"fr/{KEY}" for key in each.passages]
    return sorted((stored.passage for stored in retriever.store.get(ids).values()), key=lambda each: each.start)


def test_a_quote_from_anywhere_in_the_store_stands(remembering: RememberingRetriever) -> None:
    text = StoredText(remembering)
    found = passages(remembering)
    assert len(found) > 1
    for each in (found[0], found[-1]):
        assert text.holds(citation(1, KEY, each.text[3:20], each.start + 3))


def test_the_place_the_words_and_the_document_must_be_right(remembering: RememberingRetriever) -> None:
    text, last = StoredText(remembering), passages(remembering)[-1]
    quote = last.text[3:20]
    assert not text.holds(citation(1, KEY, quote, last.start + 4))
    assert not text.holds(citation(1, KEY, quote.upper(), last.start + 3))
    assert not text.holds(citation(1, "cndp-ministry-convention-2025", quote, last.start + 3))
    assert not text.holds(citation(1, "none", quote, last.start + 3))


def test_what_was_found_is_enough(remembering: RememberingRetriever) -> None:
    text, last = StoredText(remembering), passages(remembering)[-1]
    assert text.holds(citation(1, KEY, last.text[:9], last.start), [last])
    assert not vars(text).keys() - {"retriever"}  # nothing else was read
