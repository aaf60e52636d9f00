"""What a follow-up question leaves unsaid, taken from the questions before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.question.talk import without_courtesies
from rag.retrieval.retriever import Retriever
from rag.text.language import Language, detect_language, has_words
from rag.text.normalise import clean_line
from rag.text.question import LONGEST, LONGEST_RAW
from rag.text.question_words import content_words, names
from rag.text.reference import dependence
from rag.text.subject import of_another, subject, with_subject

_REMEMBERED = 10  # turns; what was asked longer ago is no longer meant
_READ = 400  # characters of an earlier question: what it is about is said by then, and a model reads no more at once
_COMMON = 2  # passages with a word that a short question may have without naming a subject of its own by it
_TITLE_END = re.compile(r"(?<!\s)\s*(?::\s|[(،])")  # looks at a run of spaces once


@dataclass(frozen=True)
class Context:
    """What a conversation is about: its last question made complete, and the subject of that."""

    question: str
    subject: str


def read_history(history: Sequence[str], standard: Callable[[str], str] = str) -> Context | None:
    """Follows a conversation from its first question to its last; None if there is none.

    Only the last questions are read, and of each the beginning.

    Args:
        history: questions as they were typed, oldest first.
        standard: gives a question in Darija in standard Arabic.
    """
    context: Context | None = None
    for question in history[-_REMEMBERED:]:
        typed = without_courtesies(_fitting(question[:LONGEST_RAW], _READ))
        if has_words(typed):
            after = _after(context, typed, standard(typed))
            context = Context(_fitting(after.question, _READ), _fitting(after.subject, _READ))
    return context


def _fitting(text: str, most: int) -> str:
    """A text on one line, and if that is too long, cut off at the end of a word."""
    line = clean_line(text)
    if len(line) <= most:
        return line
    whole, _space, _broken = line[: most + 1].rpartition(" ")
    return whole if most < 2 * len(whole) else line[:most]


def _completed(question: str, carried: str) -> str:
    """The question with as much of a subject as there is room for."""
    room = LONGEST - len(with_subject(question, ""))
    return with_subject(question, _fitting(carried, room)) if carried and room > 0 else question


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
    question = _fitting(retriever.in_standard_arabic(question), LONGEST)
    if kind == "frame":
        return [_asked_again(context, question)]
    completed = _completed(question, _subject(context, language, retriever))
    return [completed] if kind == "subject" else [question, completed]


def _asked_again(context: Context, question: str) -> str:
    """The earlier question, asked of another thing; of one that is too long, only what it is about."""
    again = clean_line(of_another(context.question, question))
    fits = len(again) <= LONGEST and has_words(again)
    return again if fits else _completed(question, context.subject)


def _subject(context: Context, language: Language, retriever: Retriever) -> str:
    """The subject in the language of the new question: in another one, the title of the document found first."""
    earlier = detect_language(context.question)
    if context.subject and earlier == language:
        return context.subject
    hits = retriever.rank(context.question).hits if has_words(context.question) else ()
    if not hits:
        return context.subject
    first = next((hit for hit in hits if hit.passage.language == earlier), hits[0]).passage
    title = _TITLE_END.split(retriever.store.title(first.document, language), maxsplit=1)[0]
    return title or context.subject
