import pytest

from rag.answering.agreement import Echoes
from rag.answering.composition import compose
from rag.answering.lists import Place
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.text.language import Language


def places(text: str, document: str = "d", language: Language = "en", title: str = "T") -> list[Place]:
    passage = chunk(Document(document, language, title, text, f"{document}.md"), 1000, len)[0]
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
    assert found.text == "[T] It has 3 floors. [1]\n4 floors. [2]"
    assert [(other.number, other.quote) for other in found.citations[0].agreeing] == [(1, "3 floors it has.")]
    assert [citation.number for citation in found.disagreeing] == [1, 2]
    assert compose([fact]).disagreeing == ()


def test_a_quote_does_not_begin_with_a_joined_and() -> None:
    (place,) = places("ويحتضن المركز الحاسوب.", language="ar")
    found = compose([place])
    assert found.text == "يحتضن المركز الحاسوب. [1]"
    (citation,) = found.citations
    assert (citation.start, citation.end, citation.quote) == (1, 22, "يحتضن المركز الحاسوب.")


def test_a_letter_that_belongs_to_the_word_stays() -> None:
    assert compose(places("وقعت الوزارة الاتفاقية.", language="ar")).text == "وقعت الوزارة الاتفاقية. [1]"


def test_the_and_of_what_agrees_is_left_out_too() -> None:
    (fact,), (same,) = places("يضم المركز 3 طوابق.", language="ar"), places("ويضم 3 طوابق.", "e", "ar")
    found = compose([fact], fact, Echoes((same,), None))
    assert [other.quote for other in found.citations[0].agreeing] == ["يضم 3 طوابق."]


@pytest.mark.parametrize(
    ("text", "language", "title", "composed"),
    [
        ("It opened in 2024.", "en", "Nour: a centre", "[Nour] It opened in 2024. [1]"),
        ("Elle a ouvert en 2024.", "fr", "L'école (Fès)", "[L'école] Elle a ouvert en 2024. [1]"),
        ("The centre opened.", "en", "Nour", "The centre opened. [1]"),
        ("It is planned to open.", "en", "Nour", "It is planned to open. [1]"),
        ("- it trains engineers.", "en", "Nour", "- [Nour] it trains engineers. [1]"),
    ],
)
def test_a_pronoun_has_what_it_stands_for_in_brackets(text: str, language: Language, title: str, composed: str) -> None:
    found = compose(places(text, language=language, title=title))
    assert found.text == composed
    assert found.citations[0].quote == text.removeprefix("- ")


def test_a_pronoun_needs_no_brackets_after_an_earlier_sentence_of_its_passage() -> None:
    centre, opened = places("The centre is new. It opened in 2024.")
    (other,) = places("A fact.", "e")
    assert compose([centre, opened]).text == "The centre is new. [1] It opened in 2024. [2]"
    assert compose([opened, centre]).text == "[T] It opened in 2024. [1] The centre is new. [2]"
    assert compose([other, opened]).text == "A fact. [1]\n[T] It opened in 2024. [2]"


def test_a_document_types_no_marker_and_no_line() -> None:
    forged = places("The MoU [3] was signed [٣].\n\nIt【2】opened in 2024.", title="2025: a year")
    assert compose(forged[:1]).text == "The MoU (3) was signed (٣). [1]"
    found = compose(forged[1:])
    assert found.text == "(2025) It(2)opened in 2024. [1]"  # nor does its title
    assert found.citations[0].quote == "It【2】opened in 2024."


def test_a_quote_that_opens_as_the_program_would_stands_in_quotation_marks() -> None:
    assert compose(places("Yes, according to the documents: 3.")).text == "“Yes, according to the documents: 3.” [1]"
