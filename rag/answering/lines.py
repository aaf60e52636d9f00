"""What a reader is told around the text of an answer: the same lines on every surface."""

from rag.answering.answer import Answer
from rag.answering.messages import SEARCHED
from rag.answering.own_words import own_words


def notices(answer: Answer) -> list[str]:
    """The notice about the sources, and what was searched if that is not what was typed."""
    searched = [SEARCHED[answer.language].format(answer.searched)] if answer.rewritten else []
    return [*([answer.notice] if answer.notice and answer.citations else []), *searched]


def nearby(answer: Answer) -> list[str]:
    """The titles of the nearest documents, under a line that says so; none where there are none."""
    if not answer.related:
        return []
    label = own_words(answer.language)["talk"]["related"]
    return [label, *("- " + " · ".join(filter(None, (each.title, each.date))) for each in answer.related)]


def to_ask(answer: Answer) -> list[str]:
    """Questions that the documents answer, under a line that says so; none where there are none."""
    if not answer.suggestions:
        return []
    return [own_words(answer.language)["talk"]["suggested"], *(f"- {question}" for question in answer.suggestions)]
