"""What is compared: how passages are scored, how many are kept, and who answers."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from rag.errors import SettingsError
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

    It may also take ``filters`` and ``history``, which are passed only for questions that have a pool or a history.
    It returns an ``Answer`` or an equal JSON object.
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
        made = load_name(self.answerer)(retriever)
        if not callable(getattr(made, "answer", None)):
            raise SettingsError(f"what {self.answerer} makes has no method `answer`")
        return made  # type: ignore[no-any-return]

    def make_judge(self) -> Judge | None:
        """The judge, or None for the default one."""
        return load_name(self.judge)() if self.judge else None


def load_name(name: str) -> Callable[..., Any]:
    """What ``module:name`` stands for.

    Raises:
        SettingsError: there is no such thing.
    """
    module, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError(f"{name!r} cannot be imported ({error}): write it as package.module:name") from error
    if not callable(found):
        raise SettingsError(f"{name!r} is not a function")
    return found  # type: ignore[no-any-return]
