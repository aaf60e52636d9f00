from rag.answering.agreement import Echoes
from rag.answering.composition import compose
from rag.answering.lists import Place
from rag.corpus.document import Document
from rag.indexing.chunker import chunk


def places(text: str, document: str = "d") -> list[Place]:
    passage = chunk(Document(document, "en", "T", text, f"{document}.md"), 1000, len)[0]
    return [(passage, sentence) for sentence in passage.sentences]


def test_prose_after_an_item_and_another_document_start_a_new_line() -> None:
    (fact, _lead, _item, item), (other,) = (
        places("A fact.\n\nAims:\n\n- one aim;\n- an aim."),
        places("Other fact.", "e"),
    )
    assert compose([item, fact]).text == "- an aim. [1]\nA fact. [2]"
    assert compose([fact, other]).text == "A fact. [1]\nOther fact. [2]"


def test_what_agrees_stands_beside_the_citation_and_what_disagrees_is_pointed_out() -> None:
    (fact,), (same,), (else_,) = places("It has 3 floors."), places("3 floors it has.", "e"), places("4 floors.", "f")
    found = compose([fact, else_], fact, Echoes((same,), else_))
    assert found.text == "It has 3 floors. [1]\n4 floors. [2]"
    assert [(other.number, other.quote) for other in found.citations[0].agreeing] == [(1, "3 floors it has.")]
    assert [citation.number for citation in found.disagreeing] == [1, 2]
    assert compose([fact]).disagreeing == ()
