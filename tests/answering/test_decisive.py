import pytest

from rag.answering.decisive import decisive_first
from rag.answering.lists import Likely
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.text.language import Language


def likely(*texts: str, language: Language = "en") -> list[Likely]:
    """Sentences of as many documents, likeliest first."""
    passages = [chunk(Document(str(at), language, "T", text, "d.md"), 1000, len)[0] for at, text in enumerate(texts)]
    return [((passage, passage.sentences[0]), 0.9 - at / 100) for at, passage in enumerate(passages)]


def order(question: str, *texts: str, language: Language = "en") -> tuple[list[str], bool]:
    found, decided = decisive_first(question, likely(*texts, language=language))
    return [passage.document for (passage, _sentence), _value in found], decided


@pytest.mark.parametrize(
    ("question", "texts", "language"),
    [
        (
            "Le centre a-t-il ouvert en 2024 ?",
            ("Un centre a ouvert.", "Autre chose.", "Le centre a ouvert en 2023."),
            "fr",
        ),
        ("هل افتتح المركز سنة 2024؟", ("افتتح مركز سنة كذا.", "شيء آخر.", "افتتح المركز سنة 2023."), "ar"),
        ("Did the centre open in 2024?", ("A centre opened.", "Another thing.", "The centre opened in 2023."), "en"),
        (
            "Why did the centre open in 2024?",
            ("A centre opened.", "Another thing.", "The centre opened in 2023."),
            "en",
        ),
    ],
)
def test_the_sentence_that_decides_comes_first_and_the_others_stay_in_order(
    question: str, texts: tuple[str, ...], language: Language
) -> None:
    assert order(question, *texts, language=language) == (["2", "0", "1"], True)


def test_a_likeliest_sentence_that_decides_stays_in_front() -> None:
    assert order("Did it open in 2024?", "It opened in 2023.", "It opened in 2024.") == (["0", "1"], True)


def test_of_several_that_decide_the_one_that_shares_most_words_comes_first() -> None:
    question = "Did the Nour centre open in 2024?"
    assert order(question, "A centre.", "The centre opened in 2023.", "The Nour centre opened in 2022.") == (
        ["2", "0", "1"],
        True,
    )


def test_one_that_shares_fewer_words_than_the_likeliest_does_not_come_first() -> None:
    question = "Did the Nour centre open in Fez in 2024?"
    assert order(question, "The Nour centre of Fez may open.", "The Nour centre closed in 2023.") == (["0", "1"], False)


def test_a_question_that_no_sentence_decides_leaves_all_as_it_is() -> None:
    assert order("Did the centre open?", "A school.", "Another school.") == (["0", "1"], False)


def test_other_questions_are_not_decided() -> None:
    assert order("Who opened it in 2024?", "A centre.", "It opened in 2023.") == (["0", "1"], False)


@pytest.mark.parametrize(("before", "decided"), [(9, True), (10, False)])
def test_only_the_ten_likeliest_sentences_are_read(before: int, decided: bool) -> None:
    texts = ["A centre opened.", *["Another."] * (before - 1), "The centre opened in 2023."]
    found, was = order("Did the centre open in 2024?", *texts)
    assert (found[0] == str(before), was) == (decided, decided)
