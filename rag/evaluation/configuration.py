"""What is compared: how passages are scored, how many are kept, and who answers."""

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from rag.errors import RagError, SettingsError
from rag.evaluation.judge import Judge
from rag.retrieval.retriever import Retriever
from rag.retrieval.scoring import Weights

DEFAULT = "hybrid+sentences"
WEIGHTS = {
    "dense": Weights(dense=1, sentence=0, bm25=0),
    "lexical": Weights(dense=0, sentence=0, bm25=1),
    "hybrid": Weights(dense=1, sentence=0, bm25=1),
    "dense+sentences": Weights(dense=1, sentence=1, bm25=0),
    DEFAULT: Weights(),
}


class AnswersQuestions(Protocol):
    """An answerer: the project's own, or any object with this method.

    It may also take ``filters`` and ``history``: one that does is given them for questions with a pool or a history,
    one that does not is asked the bare question. It returns an ``Answer`` or a JSON object like one, see ``as_record``.
    """

    def answer(self, question: str) -> Any:
        """The answer to a question."""


MakeAnswerer = Callable[[Retriever], AnswersQuestions]


@dataclass(frozen=True)
class Configuration:
    """A system to evaluate.

    Attributes:
        retrieval: one of ``WEIGHTS``.
        k: how many documents of a ranking count.
        answers: whether questions are answered, or only passages found.
        answerer: ``module:name`` of a function from a retriever to an answerer; empty for the extractive one.
        judge: ``module:name`` of a function without arguments that makes a ``Judge``; empty for ``WordJudge``.

    Raises:
        SettingsError: a value cannot be used.
    """

    retrieval: str = DEFAULT
    k: int = 100
    answers: bool = True
    answerer: str = ""
    judge: str = ""

    def __post_init__(self) -> None:
        if self.retrieval not in WEIGHTS:
            raise SettingsError(f"the configuration {self.retrieval!r} is unknown: use {', '.join(WEIGHTS)}")
        if self.k < 1:
            raise SettingsError(f"k is {self.k}: at least one document must count")

    @property
    def weights(self) -> Weights:
        """Of the signals."""
        return WEIGHTS[self.retrieval]

    def make_answerer(self, retriever: Retriever) -> AnswersQuestions | None:
        """The answerer on a retriever, or None where only retrieval is evaluated."""
        if not self.answers:
            return None
        if not self.answerer:
            from rag.answering.answerer import Answerer

            return Answerer(retriever)
        return _make(self.answerer, "answer", retriever)  # type: ignore[no-any-return]

    def make_judge(self) -> Judge | None:
        """The judge, or None for the default one."""
        return _make(self.judge, "supports") if self.judge else None

    def check(self) -> None:
        """Imports what is to be imported, before time is spent on anything else.

        Raises:
            SettingsError: it cannot be.
        """
        for name in (self.answerer, self.judge):
            if name:
                load_name(name)


def takes(answerer: AnswersQuestions, name: str) -> bool:
    """Whether an answerer's method ``answer`` has a parameter of this name."""
    try:
        parameters = inspect.signature(answerer.answer).parameters
    except ValueError:  # written in C
        return False
    return name in parameters or any(each.kind is each.VAR_KEYWORD for each in parameters.values())


def _make(name: str, method: str, *given: Any) -> Any:
    try:
        made = load_name(name)(*given)
    except RagError:
        raise
    except Exception as error:  # code from elsewhere may raise anything
        raise SettingsError(f"{name} failed to make what it should ({type(error).__name__}: {error})") from error
    if not callable(getattr(made, method, None)):
        raise SettingsError(f"what {name} makes has no method `{method}`")
    return made


def load_name(name: str) -> Callable[..., Any]:
    """What ``module:name`` stands for.

    Raises:
        SettingsError: there is no such thing.
    """
    module, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except Exception as error:  # a module from elsewhere may raise anything
        raise SettingsError(f"{name!r} cannot be imported ({error}): write it as package.module:name") from error
    if not callable(found):
        raise SettingsError(f"{name!r} is not a function")
    return found  # type: ignore[no-any-return]
