"""A question set: questions with what is right about them, and the passages that they are put to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from rag.answering.answer import Status
from rag.text.language import Language

QuestionLanguage = Literal["fr", "ar", "ary", "en"]  # of a question; what is stored and said is in a `Language`
QUESTION_LANGUAGES: tuple[QuestionLanguage, ...] = get_args(QuestionLanguage)
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True)
class SourcePassage:
    """A passage that a question set brings along."""

    id: str
    title: str
    text: str
    language: Language | None = None


@dataclass(frozen=True)
class Question:
    """A question and its gold standard.

    Attributes:
        id: unique in its set.
        text: as a person types it.
        language: of the question, ``ary`` for Darija; None where the set does not say, so that it is detected.
        answers: accepted answer strings.
        relevant: relevance grade by passage (or document) id; empty where the set names none.
        answerable: whether the passages answer it; None where the set does not say.
        pool: ids that the search is restricted to; empty for all.
        kind: what the set calls it, such as ``date``; may be empty.
        must: requirements of the answer, each a tuple of accepted wordings.
        history: the questions asked before it, oldest first.
        status: that a right reply has; None where the set does not say.
        complete: True if ``relevant`` is the whole set that a reply has to list, which may be empty; False if a list
            of documents is no right reply; None where the set does not say.
    """

    id: str
    text: str
    language: QuestionLanguage | None = None
    answers: tuple[str, ...] = ()
    relevant: dict[str, int] = field(default_factory=dict)
    answerable: bool | None = None
    pool: tuple[str, ...] = ()
    kind: str = ""
    must: tuple[tuple[str, ...], ...] = ()
    history: tuple[str, ...] = ()
    status: Status | None = None
    complete: bool | None = None


@dataclass(frozen=True)
class QuestionSet:
    """Questions, read from their file each time they are gone through, and passages if the set brings any.

    Attributes:
        name: of the file or folder, without its endings.
        format: what it was recognised as, in words.
        read_questions: starts reading the questions anew.
        read_passages: the same for the passages; None for a set that is put to the project's corpus.
        sources: the files that were read, whose content identifies the set.
    """

    name: str
    format: str
    read_questions: Callable[[], Iterator[Question]]
    read_passages: Callable[[], Iterator[SourcePassage]] | None
    sources: tuple[Path, ...]
