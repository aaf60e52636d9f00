import pytest

from rag.answering.suggestions import suggest
from rag.corpus.document import Document
from rag.corpus.profile import Event, Party, Profile
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.retrieval.catalogue import Catalogue
from rag.text.language import Language


def opening(name: str, signed: str = "", *companies: str, language: Language = "en") -> Passage:
    profile = Profile(
        parties=(Party("Ministry", "MA", "state"), *(Party(company, "FR", "company") for company in companies)),
        events=(Event("signed", signed),) if signed else (Event("launched", "2026"),),
    )
    return chunk(Document(name, language, f"Title {name}", "Text.", "d.md", profile=profile), 100, len)[0]


@pytest.mark.parametrize(
    ("language", "questions"),
    [
        (
            "fr",
            (
                "Quels accords ont été signés en 2025 ?",
                "Parle-moi de l'accord avec Mistral",
                "Qui a signé l'accord avec Oracle et quand ?",
            ),
        ),
        (
            "ar",
            (
                "ما هي الاتفاقيات الموقعة سنة 2025؟",
                "حدثني عن الاتفاق مع Mistral",
                "من وقع الاتفاق مع Oracle ومتى؟",
            ),
        ),
        (
            "en",
            (
                "Which agreements were signed in 2025?",
                "Tell me about the agreement with Mistral",
                "Who signed the agreement with Oracle and when?",
            ),
        ),
    ],
)
def test_they_ask_for_the_latest_signed_documents_in_the_language_of_the_reader(
    language: Language, questions: tuple[str, ...]
) -> None:
    catalogue = Catalogue(
        [
            opening("a", "2020", "Huawei"),
            opening("b", "2024-05", "Oracle"),
            opening("c", "2025-09-12", "Mistral"),
            opening("d"),
        ]
    )
    assert suggest(catalogue, language) == questions


def test_a_company_is_asked_about_once() -> None:
    catalogue = Catalogue(
        [opening("a", "2025", "Oracle"), opening("b", "2024", "Oracle"), opening("c", "2023", "Onep")]
    )
    assert suggest(catalogue, "en") == (
        "Which agreements were signed in 2025?",
        "Tell me about the agreement with Oracle",
        "Who signed the agreement with Onep and when?",
    )


def test_a_party_is_called_as_in_the_language_of_the_reader() -> None:
    catalogue = Catalogue([opening("a", "2025", "Mistral"), opening("a", "2025", "ميسترال", language="ar")])
    assert suggest(catalogue, "ar")[1] == "حدثني عن الاتفاق مع ميسترال"


@pytest.mark.parametrize(
    ("language", "question"),
    [("fr", "Résume « Title {} »"), ("ar", "لخص «Title {}»"), ("en", "Summarise “Title {}”")],
)
def test_without_signings_titles_are_asked_for(language: Language, question: str) -> None:
    catalogue = Catalogue([opening(name) for name in "dcba"])
    assert suggest(catalogue, language) == tuple(question.format(name) for name in "abc")


def test_without_documents_there_is_nothing_to_ask() -> None:
    assert suggest(Catalogue([]), "en") == ()
