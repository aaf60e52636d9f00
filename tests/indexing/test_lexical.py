import math
from pathlib import Path

import pytest

from rag.corpus.document import Document
from rag.errors import DamageError
from rag.indexing.chunker import chunk
from rag.indexing.lexical import LexicalIndex
from rag.indexing.passage import Passage
from rag.text.language import Language


def passage(name: str, text: str, language: Language = "fr") -> Passage:
    return chunk(Document(name, language, name, text, f"{name}.md"), 100, lambda value: len(value.split()))[0]


CONVENTION = passage("un", "La convention a été signée à Rabat.")
CENTRE = passage("deux", "Un centre de données ouvrira à Dakhla.")
ARABIC = passage("trois", "وقعت الوزارة مذكرة مع Mistral AI.", "ar")


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path)
    index.write([CONVENTION, CENTRE, ARABIC])
    return index


def found(lexical: LexicalIndex, question: str) -> list[str]:
    return [key for key, _score in lexical.search(question, 10)]


def test_inflected_and_unaccented_words_are_found(lexical: LexicalIndex) -> None:
    assert found(lexical, "Les conventions signees ?") == [CONVENTION.id]


def test_arabic_letter_forms_are_found(lexical: LexicalIndex) -> None:
    assert found(lexical, "المذكّرة") == [ARABIC.id]


def test_names_cross_languages(lexical: LexicalIndex) -> None:
    assert found(lexical, "Que fait Mistral ?") == [ARABIC.id]


def test_title_and_heading_are_searched_too(lexical: LexicalIndex) -> None:
    assert found(lexical, "deux") == [CENTRE.id]


def test_a_question_without_terms_finds_nothing(lexical: LexicalIndex) -> None:
    assert lexical.search("Qui est-ce ?", 10) == []


def test_query_syntax_is_only_text(lexical: LexicalIndex) -> None:
    assert found(lexical, 'id:* OR "convention" +(fr:[a TO z])') == [CONVENTION.id]


def test_removed_passages_are_gone_after_one_commit(lexical: LexicalIndex, tmp_path: Path) -> None:
    lexical.write([CONVENTION, ARABIC])
    assert found(lexical, "centre de données") == []
    assert LexicalIndex(tmp_path).ids() == {CONVENTION.id, ARABIC.id}


def test_one_that_was_written_often_scores_as_one_that_was_written_once(lexical: LexicalIndex, tmp_path: Path) -> None:
    for passages in ([CENTRE], [CENTRE, ARABIC], [ARABIC, CENTRE, CONVENTION]):
        lexical.write(passages)
    fresh = LexicalIndex(None)
    fresh.write([CONVENTION, CENTRE, ARABIC])
    for question in ("convention de Rabat", "Mistral", "un centre de données"):
        assert lexical.search(question, 10) == fresh.search(question, 10)


def test_equal_scores_are_in_the_order_of_ids() -> None:
    many = [passage(f"n{number}", "Un centre.") for number in range(30)]
    lexical = LexicalIndex(None)
    lexical.write(reversed(many))
    assert found(lexical, "centre") == sorted(each.id for each in many)[:10]


def test_an_empty_index_has_no_ids(tmp_path: Path) -> None:
    assert LexicalIndex(tmp_path).ids() == set()


def test_inverse_document_frequency_is_that_of_bm25(lexical: LexicalIndex) -> None:
    found_idf = lexical.inverse_document_frequencies(["convent", "nulle"], "fr")
    assert found_idf["convent"] == pytest.approx(math.log(1 + (3 - 1 + 0.5) / (1 + 0.5)))
    assert found_idf["nulle"] == pytest.approx(math.log(1 + (3 + 0.5) / 0.5))


@pytest.mark.parametrize(("word", "count"), [("conventions", 1), ("Dakhla", 1), ("zèbre", 0), ("la", 0), ("وزارة", 0)])
def test_passages_with_a_word_are_counted_by_language(lexical: LexicalIndex, word: str, count: int) -> None:
    assert lexical.passages_with(word, "fr") == count


def test_a_damaged_index_says_what_to_run(lexical: LexicalIndex, tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{broken", encoding="utf-8")
    with pytest.raises(DamageError, match=r"is damaged \(.*\): run `rag index`"):
        LexicalIndex(tmp_path)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("convention Rabat", "fr", [CONVENTION.id]),
        ("Les conventions", "fr", [CONVENTION.id]),
        ("un centre à Dakhla", "fr", [CENTRE.id]),
        ("convention Dakhla", "fr", []),
        ("convention", "en", []),
        ("Mistral", "ar", [ARABIC.id]),
        ("المذكّرة والوزارة", "ar", [ARABIC.id]),
        ("Mistral", "fr", []),
        ("la de", "fr", []),
        ("", "fr", []),
    ],
)
def test_every_word_of_a_text_must_be_in_a_passage_of_the_language(
    lexical: LexicalIndex, text: str, language: Language, found: list[str]
) -> None:
    assert lexical.containing(text, language) == found


def test_all_passages_with_a_word_are_found(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    assert index.containing("centre", "fr") == []
    many = [passage(f"n{number}", f"Un centre {number}.") for number in range(150)]
    index.write(many)
    assert set(index.containing("centre", "fr")) == {each.id for each in many}
