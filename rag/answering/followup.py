"""What a follow-up question leaves unsaid, taken from the questions before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.retrieval.retriever import Retriever
from rag.text.language import Language, detect_language, has_words
from rag.text.question import LONGEST
from rag.text.question_words import content_words, names
from rag.text.reference import dependence
from rag.text.subject import of_another, subject, with_subject

_REMEMBERED = 10  # turns; what was asked longer ago is no longer meant
_COMMON = 2  # passages with a word that a short question may have without naming a subject of its own by it
_TITLE_END = re.compile(r"\s*:\s|\s*[(،]")


@dataclass(frozen=True)
class Context:
    """What a conversation is about: its last question made complete, and the subject of that."""

    question: str
    subject: str


def read_history(history: Sequence[str], standard: Callable[[str], str] = str) -> Context | None:
    """Follows a conversation from its first question to its last; None if there is none.

    Args:
        history: questions as they were typed, oldest first.
        standard: gives a question in Darija in standard Arabic.
    """
    context: Context | None = None
    for question in history[-_REMEMBERED:]:
        typed = " ".join(question.split())[:LONGEST]
        if has_words(typed):
            context = _after(context, typed, standard(typed))
    return context


def _after(context: Context | None, typed: str, question: str) -> Context:
    kind = dependence(typed)
    if context is None or kind == "alone":
        return Context(question, subject(question))
    if kind == "frame":
        complete = of_another(context.question, question)
        return Context(complete, subject(complete))
    named = " ".join(name for name in names(question) if name not in context.subject)
    return Context(with_subject(question, context.subject), f"{named} {context.subject}".strip())


def readings(question: str, language: Language, context: Context | None, retriever: Retriever) -> list[str]:
    """What a question can mean after others: one text to search, or two, of which the first that is answered holds.

    A question that stands alone is returned as it is, without any search.
    """
    kind = dependence(question) if context else "alone"
    if kind == "short" and not all(
        retriever.passages_with(word, language) >= _COMMON
        for word in content_words(retriever.in_standard_arabic(question))
    ):
        kind = "alone"  # a word that the documents hardly have is a subject, if not one of theirs
    if context is None or kind == "alone":
        return [question]
    question = retriever.in_standard_arabic(question)
    if kind == "frame":
        return [of_another(context.question, question)]
    completed = with_subject(question, _subject(context, language, retriever))
    return [completed] if kind == "subject" else [question, completed]


def _subject(context: Context, language: Language, retriever: Retriever) -> str:
    """The subject in the language of the new question: in another one, the title of the document found first."""
    earlier = detect_language(context.question)
    if context.subject and earlier == language:
        return context.subject
    hits = retriever.rank(context.question).hits
    if not hits:
        return context.subject
    first = next((hit for hit in hits if hit.passage.language == earlier), hits[0]).passage
    title = _TITLE_END.split(retriever.store.title(first.document, language), maxsplit=1)[0]
    return title or context.subject
