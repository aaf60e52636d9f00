from collections.abc import Sequence

import pytest

from rag.answering.answer import Related
from rag.answering.composition import compose
from rag.answering.nearby import related_documents, unheard_words
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.retrieval.hit import Hit, Signals
from rag.retrieval.ranking import Ranking
from rag.text.language import Language


def passage(name: str, language: Language = "en") -> Passage:
    return chunk(Document(name, language, f"Title {name}", "It opened.", "d.md", "2025"), 100, len)[0]


def ranking(question: str = "q", *passages: Passage) -> Ranking:
    return Ranking(question, tuple(Hit(each, 1.0, Signals(0.9, 0.9, 1.0)) for each in passages), {}, {})


A, B, C, D = (passage(name) for name in "abcd")
FRENCH = passage("f", "fr")


def names(found: Sequence[Related]) -> list[str]:
    return [each.document for each in found]


def test_the_nearest_three_documents_are_named_once_with_title_and_date() -> None:
    found = related_documents(ranking("q", B, A, B, D, C), "en", None)
    assert names(found) == ["b", "a", "d"]
    assert found[0] == Related("b", "en", "Title b", "2025")


def test_documents_in_the_language_of_the_question_come_first() -> None:
    assert names(related_documents(ranking("q", FRENCH, A), "en", None)) == ["a", "f"]
    assert names(related_documents(ranking("q", A, FRENCH), "fr", None)) == ["f", "a"]


def test_a_document_in_two_languages_is_named_in_that_of_the_question() -> None:
    (found,) = related_documents(ranking("q", passage("a", "fr"), A), "en", None)
    assert (found.document, found.language) == ("a", "en")


def test_what_is_quoted_is_not_named_again() -> None:
    quoted = compose([(A, A.sentences[0])])
    assert names(related_documents(ranking("q", A, B), "en", quoted)) == ["b"]


def test_nothing_found_is_nothing_near() -> None:
    assert related_documents(ranking(), "en", None) == ()


def unheard(question: str, language: Language, *heard: str) -> list[str]:
    return unheard_words(ranking(question), language, lambda word: word in heard)


@pytest.mark.parametrize(
    ("question", "language", "heard", "words"),
    [
        ("Quel est le budget de la convention ?", "fr", ("convention",), ["budget"]),
        ("What did Mistral say of penalties?", "en", ("Mistral", "say"), ["penalties"]),
        ("ما هي ميزانية الاتفاقية؟", "ar", ("الاتفاقية",), ["ميزانية"]),
    ],
)
def test_a_word_that_no_document_has_is_named_as_it_is_written(
    question: str, language: Language, heard: tuple[str, ...], words: list[str]
) -> None:
    assert unheard(question, language, *heard) == words


def test_where_most_words_are_unheard_none_is_named() -> None:
    assert unheard("Tesla plans rockets in Agadir", "en", "plans") == []
    assert unheard("Tesla plans rockets in Agadir", "en", "plans", "rockets") == ["Tesla", "Agadir"]


def test_short_words_are_named_only_where_they_are_names() -> None:
    heard = ("agreement", "covers", "signed")
    assert unheard("The agreement covers cat", "en", *heard) == []
    assert unheard("The agreement signed covers EIB", "en", *heard) == ["EIB"]


def test_no_more_than_three_are_named_and_each_once() -> None:
    heard = ("plan", "covers", "centre", "school", "law")
    question = "plan covers centre school law Agadir Oujda Agadir Nador Taza"
    assert unheard(question, "en", *heard) == ["Agadir", "Oujda", "Nador"]


def test_words_that_only_ask_are_never_named() -> None:
    assert unheard("Who signed which of these?", "en", "signed") == []
