"""What a question about the collection is understood as, and told to the reader as."""

import pytest

from rag.answering.collection import describe, in_documents, read_query
from rag.question.collection import CollectionQuery, PartyWanted
from rag.question.period import Period
from rag.retrieval.retriever import Retriever
from rag.text.language import Language

SEARCHED = {
    "fr": "lois et décisions ou conférences et salons, avec une partie de ce pays : France · adoption, de 2019 à 2022",
    "ar": "القوانين والقرارات التنظيمية أو المؤتمرات والمعارض، مع طرف من هذا البلد: فرنسا · الاعتماد، من 2019 إلى 2022",
    "en": "laws and decisions or conferences and fairs, with a party from France · adoption, from 2019 to 2022",
}


@pytest.mark.parametrize(("language", "text"), SEARCHED.items())
def test_what_was_understood_is_told_in_words(language: Language, text: str) -> None:
    query = CollectionQuery(
        "list",
        kinds=("law", "event"),
        status="adopted",
        parties=(PartyWanted(country="FR"),),
        period=Period("2019", "2022"),
    )
    assert describe(query, language) == text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (CollectionQuery("list"), "documents"),
        (
            CollectionQuery("list", kinds=("memorandum",), agreements=True),
            "agreements (memoranda, conventions and whatever was signed)",
        ),
        (CollectionQuery("list", period=Period("2024-05", "2024-05")), "documents, May 2024"),
        (CollectionQuery("list", period=Period("2024", "")), "documents, since 2024"),
        (CollectionQuery("list", period=Period("", "2024")), "documents, until 2024"),
        (CollectionQuery("mention", mentioned="Dakhla"), "documents, that mention “Dakhla”"),
        (
            CollectionQuery("list", parties=(PartyWanted(names=frozenset({"Oracle"}), typed="oracle"),) * 2),
            "documents, with oracle",
        ),
        (
            CollectionQuery("list", parties=(PartyWanted(country="FR", kind="company"),)),
            "documents, with a company (France)",
        ),
        (
            CollectionQuery("list", parties=(PartyWanted(kind="organisation", home="none"),)),
            "documents, with an organisation (international)",
        ),
    ],
)
def test_each_restriction_is_told(query: CollectionQuery, text: str) -> None:
    assert describe(query, "en") == text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quels accords ont été signés en 2025 ?", "fr"),
        ("ما هي الاتفاقيات الموقعة سنة 2025؟", "ar"),
        ("Which agreements were signed in 2025?", "en"),
    ],
)
def test_a_question_about_the_collection_is_read(retriever: Retriever, question: str, language: Language) -> None:
    query = read_query(question, language, retriever)
    assert query is not None
    assert (query.operation, query.status, query.period, query.agreements) == (
        "list",
        "signed",
        Period("2025", "2025"),
        True,
    )


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui a signé la convention avec la CNDP ?", "fr"),
        ("من وقع مذكرة التفاهم مع ميسترال؟", "ar"),
        ("Who attended the signing with Mistral AI?", "en"),
    ],
)
def test_a_question_about_what_a_document_says_is_not(retriever: Retriever, question: str, language: Language) -> None:
    assert read_query(question, language, retriever) is None


@pytest.mark.parametrize(
    ("word", "known"),
    [("Dakhla", True), ("الداخلة", True), ("Japan", True), ("Japon", True), ("اليابان", True), ("Volkswagen", False)],
)
def test_a_word_is_known_from_a_document_or_as_a_country(retriever: Retriever, word: str, known: bool) -> None:
    assert in_documents(retriever)(word) is known
