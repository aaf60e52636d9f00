from rag.answering.lists import ListBlock, find_list
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage

TEXT = """Avant la liste. Le partenariat a trois axes :

- la formation ;
- l'innovation ;
- l'éthique.

Après la liste. Le premier axe est la formation. Le deuxième axe est l'innovation. Le troisième axe est l'éthique.

Fin du texte."""


def passages(size: int) -> dict[tuple[str, int], Passage]:
    cut = chunk(Document("d", "fr", "T", TEXT, "d.md"), size, lambda text: len(text.split()))
    return {(passage.key, passage.position): passage for passage in cut}


def block_at(words: str, size: int = 1000) -> ListBlock | None:
    found = passages(size)
    place = next((p, s) for p in found.values() for s in p.sentences if p.quote(s).startswith(words))
    return find_list(place, found)


def quotes(block: ListBlock | None) -> list[str]:
    assert block is not None
    return [passage.quote(sentence) for passage, sentence in ([block.lead] if block.lead else []) + list(block.items)]


WHOLE = ["Le partenariat a trois axes :", "la formation ;", "l'innovation ;", "l'éthique."]


def test_a_lead_in_brings_its_whole_list() -> None:
    assert quotes(block_at("Le partenariat")) == WHOLE


def test_an_item_brings_the_whole_list_and_its_lead_in() -> None:
    assert quotes(block_at("l'innovation")) == WHOLE


def test_a_list_cut_by_the_chunker_is_whole_again() -> None:
    assert len(passages(12)) > 3
    assert quotes(block_at("l'éthique", size=12)) == WHOLE


def test_sentences_with_ordinals_are_a_list() -> None:
    assert quotes(block_at("Le deuxième axe")) == [
        "Le premier axe est la formation.",
        "Le deuxième axe est l'innovation.",
        "Le troisième axe est l'éthique.",
    ]


def test_plain_prose_is_no_list() -> None:
    assert block_at("Avant la liste") is None
    assert block_at("Fin du texte") is None
