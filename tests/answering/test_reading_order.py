from rag.answering.lists import Place
from rag.answering.reading_order import best_first, broken_off
from rag.corpus.document import Document
from rag.indexing.chunker import chunk

TEXT = "One. Two. It opened\nin May.\n\n- an item without a stop\n- another"


def places() -> list[Place]:
    passage = chunk(Document("d", "en", "T", TEXT, "d.md"), 1000, len)[0]
    return [(passage, sentence) for sentence in passage.sentences]


def quotes(some: list[Place] | tuple[Place, ...]) -> list[str]:
    return [passage.quote(sentence) for passage, sentence in some]


def test_the_best_first_then_reading_order() -> None:
    one, two, *_rest, item, _last = places()
    assert quotes(best_first([two, item, one])) == ["Two.", "One.", "an item without a stop"]


def test_lines_of_one_sentence_stay_together() -> None:
    one, _two, opened, in_may, *_items = places()
    assert quotes(broken_off(in_may)) == quotes(broken_off(opened)) == ["It opened", "in May."]
    assert quotes(best_first([in_may, one, opened])) == ["It opened", "in May.", "One."]


def test_items_and_whole_sentences_are_not_broken_off() -> None:
    one, *_middle, item, last = places()
    assert [len(broken_off(place)) for place in (one, item, last)] == [1, 1, 1]
