import pytest

from rag.answering.summary import opening_sentences
from rag.corpus.document import Document
from rag.corpus.profile import Party, Profile
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.question.about import read_about
from rag.retrieval.hit import Hit, Signals
from rag.text.language import Language

BODY = "A first sentence. The Nour centre trains engineers. A third one.\n\nAnother paragraph on the Nour centre."


def opening(name: str, title: str, *parties: str, text: str = BODY, language: Language = "en") -> Passage:
    profile = Profile(parties=tuple(Party(each) for each in parties))
    return chunk(Document(name, language, title, text, f"{name}.md", profile=profile), 1000, len)[0]


def told(
    question: str, *openings: Passage, language: Language = "en", most: int = 5, hits: tuple[Passage, ...] = ()
) -> list[tuple[str, str]]:
    about = read_about(question, language)
    assert about is not None
    found = [Hit(each, 1.0, Signals(0.9, 0.9, 1.0)) for each in hits]
    places = opening_sentences(about, found, openings, language, most)
    return [(passage.document, passage.quote(sentence)) for passage, sentence in places]


NOUR = opening("nour", "Nour centre of Fez", "Alpha")


def test_a_definition_is_the_first_sentence_that_names_the_thing() -> None:
    assert told("What is the Nour centre?", NOUR) == [("nour", "The Nour centre trains engineers.")]


def test_a_definition_that_no_sentence_names_is_the_first_sentence() -> None:
    silent = opening("nour", "Nour centre", text="It trains engineers. It is large.")
    assert told("What is the Nour centre?", silent) == [("nour", "It trains engineers.")]


@pytest.mark.parametrize("question", ["Tell me about the Nour centre", "Tell me about the agreement with Alpha"])
def test_a_summary_is_the_first_paragraph_and_may_be_asked_for_by_a_party(question: str) -> None:
    assert told(question, NOUR) == [
        ("nour", "A first sentence."),
        ("nour", "The Nour centre trains engineers."),
        ("nour", "A third one."),
    ]


def test_a_summary_has_no_more_sentences_than_set() -> None:
    assert [quote for _name, quote in told("Tell me about the Nour centre", NOUR, most=1)] == ["A first sentence."]


def test_the_paragraph_under_a_heading_is_the_first_one() -> None:
    headed = opening("nour", "Nour", text="## Head\n\nOne. Two.\n\nThree.")
    assert [quote for _name, quote in told("Tell me about Nour", headed)] == ["One.", "Two."]


@pytest.mark.parametrize(
    "question", ["What is the Rabat centre?", "Tell me about the Rabat centre", "What is Alpha?", "What is trains?"]
)
def test_without_an_article_about_the_thing_there_is_nothing(question: str) -> None:
    assert told(question, NOUR) == []


def test_an_article_without_sentences_cannot_tell_anything() -> None:
    assert told("Tell me about Nour", opening("nour", "Nour", text="## Head")) == []


def test_a_definition_takes_the_article_whose_title_opens_with_the_thing() -> None:
    late = opening("late", "Ministry and school sign on the Nour centre")
    assert told("What is the Nour centre?", late, NOUR, hits=(late, NOUR)) == [
        ("nour", "The Nour centre trains engineers.")
    ]
    assert told("What is the Nour centre?", late)[0][0] == "late"


def test_of_several_articles_the_one_found_first_is_meant() -> None:
    other = opening("other", "Nour centre, the plan")
    assert told("Tell me about the Nour centre", NOUR, other, hits=(other, NOUR))[0][0] == "other"
    assert told("Tell me about the Nour centre", NOUR, other, hits=(NOUR, other, NOUR))[0][0] == "nour"
    assert told("Tell me about the Nour centre", NOUR, other, hits=(other,))[0][0] == "other"


@pytest.mark.parametrize(
    ("question", "title", "text", "language", "quote"),
    [
        ("C'est quoi la CNDP ?", "La CNDP au Maroc", "Elle existe. La CNDP veille.", "fr", "La CNDP veille."),
        (
            "ما هي اللجنة الوطنية؟",
            "اللجنة الوطنية",
            "تأسست سنة 2009. اللجنة الوطنية هيئة.",
            "ar",
            "اللجنة الوطنية هيئة.",
        ),
        ("What is the CNDP?", "The CNDP of Morocco", "It exists. The CNDP watches.", "en", "The CNDP watches."),
    ],
)
def test_it_works_in_each_language(question: str, title: str, text: str, language: Language, quote: str) -> None:
    about = opening("cndp", title, text=text, language=language)
    assert told(question, about, language=language) == [("cndp", quote)]
