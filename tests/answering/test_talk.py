import pytest

from rag.answering.suggestions import suggest
from rag.answering.talk import talk_answer
from rag.corpus.document import Document
from rag.corpus.profile import Event, Profile
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.question.talk_words import Kind
from rag.retrieval.catalogue import Catalogue
from rag.text.language import Language


def opening(name: str, language: Language, date: str, *kinds: str) -> Passage:
    profile = Profile(kinds=kinds, events=(Event("signed", date),) if date else ())  # type: ignore[arg-type]
    document = Document(name, language, f"Title {name}-{language}", "Text.", "d.md", date, profile=profile)
    return chunk(document, 100, len)[0]


CATALOGUE = Catalogue(
    [
        opening("law", "fr", "2024-05", "law"),
        opening("two", "en", "2025-09-12", "memorandum", "talks"),
        opening("two", "fr", "2025-09-12", "memorandum", "talks"),
        opening("one", "fr", "2022/2025", "memorandum"),
        opening("x", "fr", ""),
    ]
)


def said(kind: Kind, language: Language, catalogue: Catalogue = CATALOGUE) -> str:
    return talk_answer("q", kind, language, catalogue).text


@pytest.mark.parametrize(
    ("kind", "language", "start"),
    [
        ("greeting", "fr", "Bonjour !"),
        ("greeting", "ar", "مرحبا!"),
        ("greeting", "en", "Hello!"),
        ("how-are-you", "fr", "Tout va bien"),
        ("how-are-you", "ar", "بخير"),
        ("how-are-you", "en", "All is well"),
        ("thanks", "fr", "Avec plaisir."),
        ("thanks", "ar", "على الرحب والسعة."),
        ("thanks", "en", "You are welcome."),
        ("farewell", "fr", "Au revoir"),
        ("farewell", "ar", "مع السلامة"),
        ("farewell", "en", "Goodbye"),
        ("acknowledgement", "fr", "Très bien."),
        ("acknowledgement", "ar", "حسنا."),
        ("acknowledgement", "en", "Very well."),
    ],
)
def test_a_polite_line_answers_in_the_language(kind: Kind, language: Language, start: str) -> None:
    assert said(kind, language).startswith(start)
    assert "\n" not in said(kind, language)


def test_it_is_talk_with_questions_to_ask_and_nothing_quoted() -> None:
    answer = talk_answer("Hi!", "greeting", "en", CATALOGUE)
    assert (answer.question, answer.searched, answer.status, answer.confidence) == ("Hi!", "Hi!", "talk", 0.0)
    assert (answer.citations, answer.related, answer.notice) == ((), (), "")
    assert answer.suggestions == suggest(CATALOGUE, "en") != ()


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("fr", ["Je connais 4 documents (français, anglais)", "2022", "dont le plus récent date de"]),
        ("ar", ["أعرف 4 وثيقة", "الفرنسية", "الإنجليزية", "2022", "وأحدثها بتاريخ"]),
        ("en", ["I know 4 documents (French, English), between 2022 and", "the latest of which is of"]),
    ],
)
def test_what_it_can_do_counts_documents_languages_and_dates(language: Language, parts: list[str]) -> None:
    text = said("capabilities", language)
    assert [part for part in parts if part not in text] == []
    assert "{" not in text


def test_the_last_date_is_the_end_of_the_latest_one() -> None:
    assert "between 2022 and 2025." in said("capabilities", "en")
    only_day = Catalogue([opening("a", "en", "2025-09-12"), opening("b", "en", "2025-01")])
    assert "between January 2025 and 12 September 2025." in said("capabilities", "en", only_day)


def test_who_it_is_says_that_it_is_a_program_and_what_it_knows() -> None:
    text = said("identity", "en")
    assert text.startswith("I am a program that searches 4 documents")
    assert "I know 4 documents" in text
    assert "I make no forecasts" not in text


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "fr",
            [
                "mémorandums et protocoles (2)",
                "- 2022 · Title one-fr",
                "- 12 septembre 2025 · Title two-fr",
                "lois et décisions (1)",
                "- mai 2024 · Title law-fr",
                "autres documents (1)",
                "- Title x-fr",
            ],
        ),
        (
            "en",
            [
                "memoranda and protocols (2)",
                "- 2022 · Title one-fr",
                "- 12 September 2025 · Title two-en",
                "laws and decisions (1)",
                "- May 2024 · Title law-fr",
                "other documents (1)",
                "- Title x-fr",
            ],
        ),
    ],
)
def test_what_it_covers_lists_each_document_once_by_its_main_kind_and_date(
    language: Language, lines: list[str]
) -> None:
    assert said("scope", language).splitlines()[1:] == lines


@pytest.mark.parametrize("kind", ["capabilities", "scope", "identity"])
def test_without_documents_it_still_speaks(kind: Kind) -> None:
    text = said(kind, "en", Catalogue([]))
    assert "I know 0 documents (), between … and …." in text
