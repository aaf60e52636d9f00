from collections.abc import Callable
from pathlib import Path

import pytest

from rag.answering.answer import Answer
from rag.answering.collection import collection_answer
from rag.embedding.encoder import Encoder
from rag.indexing.sync import index
from rag.question.collection import CollectionQuery, PartyWanted
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import Language

ALL = CollectionQuery("list")
LAWS = CollectionQuery("list", kinds=("law",))
FRANCE = (PartyWanted(country="FR"),)


def listed(answer: Answer | None) -> list[str]:
    assert answer is not None
    return [citation.passage.key for citation in answer.citations]


def test_an_answer_is_a_dated_list_in_which_each_document_is_cited(retriever: Retriever) -> None:
    answer = collection_answer("All?", ALL, "en", retriever)
    assert answer is not None
    assert answer.text.splitlines() == [
        "2 of the 2 documents, by date between 11 September 2025 and 12 September 2025:",
        "- 11 September 2025 · Morocco's digital ministry and data-protection authority CNDP sign convention on "
        "responsible AI (11 September 2025) [1]",
        "- 12 September 2025 · Morocco's digital ministry and Mistral AI sign memorandum of understanding on "
        "artificial intelligence (12 September 2025) [2]",
    ]
    assert (answer.question, answer.searched) == ("All?", "documents")
    assert (answer.status, answer.writer, answer.confidence, answer.notice) == ("answered", "catalogue", 1.0, "")
    for citation in answer.citations:
        first = citation.passage.sentences[0]
        assert citation.quote == citation.passage.quote(first)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fr", "2 des 2 documents, par date (signature) entre 11 septembre 2025 et 12 septembre 2025 :"),
        ("ar", "عدد الوثائق المطابقة 2 من أصل 2، مرتبة حسب التاريخ (التوقيع) بين 11 شتنبر 2025 و12 شتنبر 2025:"),
        ("en", "2 of the 2 documents, by date (signing) between 11 September 2025 and 12 September 2025:"),
    ],
)
def test_it_counts_and_names_the_step_in_the_language_of_the_question(
    retriever: Retriever, language: Language, heading: str
) -> None:
    answer = collection_answer("q", CollectionQuery("list", status="signed"), language, retriever)
    assert answer is not None
    assert answer.text.splitlines()[0] == heading
    assert {citation.passage.language for citation in answer.citations} == {language}


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fr", "1 des 2 documents :"), ("ar", "وثيقة واحدة من أصل 2:"), ("en", "1 of the 2 documents:")],
)
def test_one_document_is_not_said_to_be_ordered(retriever: Retriever, language: Language, heading: str) -> None:
    answer = collection_answer("q", CollectionQuery("list", parties=FRANCE), language, retriever)
    assert answer is not None
    assert (answer.text.splitlines()[0], listed(answer)) == (heading, [f"{language}/mistral-mou-2025"])


@pytest.mark.parametrize(
    ("operation", "most", "documents", "heading"),
    [
        ("latest", 1, ["en/mistral-mou-2025"], "1 of 2 matching documents (2 in all), the latest first:"),
        (
            "earliest",
            1,
            ["en/cndp-ministry-convention-2025"],
            "1 of 2 matching documents (2 in all), the oldest first:",
        ),
        (
            "latest",
            3,
            ["en/mistral-mou-2025", "en/cndp-ministry-convention-2025"],
            "2 of 2 matching documents (2 in all), the latest first:",
        ),
    ],
)
def test_the_latest_and_the_earliest_are_as_many_as_asked(
    retriever: Retriever, operation: str, most: int, documents: list[str], heading: str
) -> None:
    answer = collection_answer("q", CollectionQuery(operation, most=most), "en", retriever)  # type: ignore[arg-type]
    assert answer is not None
    assert (listed(answer), answer.text.splitlines()[0]) == (documents, heading)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Aucun des 2 documents ne correspond."),
        ("ar", "لا توجد وثيقة مطابقة من بين 2 وثيقة."),
        ("en", "None of the 2 documents matches."),
    ],
)
def test_that_nothing_matches_is_an_answer_only_where_every_word_was_understood(
    retriever: Retriever, language: Language, text: str
) -> None:
    answer = collection_answer("q", LAWS, language, retriever)
    assert answer is not None
    assert (answer.status, answer.text, answer.citations, answer.confidence) == ("abstained", text, (), 0.0)
    assert collection_answer("q", CollectionQuery("list", kinds=("law",), sure=False), language, retriever) is None


def test_a_party_of_one_document_only_is_about_that_document(retriever: Retriever) -> None:
    one, two = (
        CollectionQuery("list", parties=(PartyWanted(names=frozenset({name}), typed=name),))
        for name in ("Mistral AI", "Ministry of Digital Transition and Administration Reform")
    )
    assert collection_answer("q", one, "en", retriever) is None
    assert len(listed(collection_answer("q", two, "en", retriever))) == 2


def test_a_count_of_one_document_is_about_what_it_says_and_others_are_counted(retriever: Retriever) -> None:
    assert collection_answer("q", CollectionQuery("count", parties=FRANCE), "en", retriever) is None
    counted = collection_answer("q", CollectionQuery("count"), "en", retriever)
    nothing = collection_answer("q", CollectionQuery("count", kinds=("law",)), "en", retriever)
    assert counted is not None
    assert nothing is not None
    assert counted.text.startswith("2 of the 2 documents, by date")
    assert nothing.text == "None of the 2 documents matches."


def test_a_party_by_name_that_nothing_matches_with_is_about_what_documents_say(retriever: Retriever) -> None:
    query = CollectionQuery("list", kinds=("law",), parties=(PartyWanted(names=frozenset({"CNDP"}), typed="CNDP"),))
    assert collection_answer("q", query, "en", retriever) is None


@pytest.mark.parametrize(("language", "words"), [("fr", "Dakhla"), ("ar", "الداخلة"), ("en", "Dakhla")])
def test_documents_that_mention_words_are_listed(retriever: Retriever, language: Language, words: str) -> None:
    query = CollectionQuery("mention", mentioned=words)
    assert listed(collection_answer("q", query, language, retriever)) == [f"{language}/mistral-mou-2025"]


def test_filters_hold_for_lists_and_for_what_is_counted(retriever: Retriever) -> None:
    answer = collection_answer("q", ALL, "en", retriever, Filters(parties=("ميسترال",)))
    assert answer is not None
    assert (answer.text.splitlines()[0], listed(answer)) == ("1 of the 1 documents:", ["en/mistral-mou-2025"])


@pytest.fixture
def own(settings: Settings, encoder: Encoder, write: Callable[..., Path]):
    """Opens an index of documents of the test's own, each given by name and front matter."""

    def opened(**heads: str) -> Retriever:
        for name, head in heads.items():
            write(f"{name}.md", f"---\nlanguage: en\ntitle: The {name}\n{head}\n---\nA text on {name}.")
        index(settings, encoder)
        return Retriever(settings, encoder)

    return opened


def test_documents_without_a_date_stand_at_the_end_or_are_only_counted(own: Callable[..., Retriever]) -> None:
    with own(one="date: 2024-05\nkinds: [law]", two="kinds: [law]") as retriever:
        everything = collection_answer("q", LAWS, "en", retriever)
        latest = collection_answer("q", CollectionQuery("latest", kinds=("law",)), "en", retriever)
    assert everything is not None
    assert latest is not None
    assert everything.text.splitlines()[1:] == ["- May 2024 · The one [1]", "- The two [2]"]
    assert everything.notice == "1 document(s) without a date: at the end of the list."
    assert latest.notice == "1 document(s) without a date, which might belong here, are not counted."


def test_nothing_is_told_of_dates_where_no_document_is_listed(own: Callable[..., Retriever]) -> None:
    with own(one="kinds: [law]") as retriever:
        answer = collection_answer("q", CollectionQuery("latest", kinds=("law",)), "en", retriever)
    assert answer is not None
    assert (answer.text, answer.notice) == ("None of the 1 documents matches.", "")


@pytest.mark.parametrize("status", ["announced", "planned", "talks"])
def test_what_is_not_yet_done_is_marked_unless_it_was_asked_for(own: Callable[..., Retriever], status: str) -> None:
    words = {"announced": "announcement", "planned": "plan", "talks": "talks"}
    with own(hub=f"date: 2024\nstatus: {status}", lab="date: 2025\nstatus: launched") as retriever:
        both = collection_answer("q", ALL, "en", retriever)
        asked = collection_answer("q", CollectionQuery("list", status=status), "en", retriever)  # type: ignore[arg-type]
    assert both is not None
    assert asked is not None
    assert both.text.splitlines()[1:] == [f"- 2024 · The hub ({words[status]}) [1]", "- 2025 · The lab [2]"]
    assert asked.text.splitlines()[1:] == ["- The hub [1]"]


def test_documents_of_which_nothing_is_known_give_no_answer(own: Callable[..., Retriever]) -> None:
    with own(plain="date: 2024") as retriever:
        assert collection_answer("q", LAWS, "en", retriever) is None
