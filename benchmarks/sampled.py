"""Questions drawn from public sets, with a retriever over the passages of each set: what the fits are made from."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from rag.embedding.encoder import Encoder
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.question_set import Question
from rag.evaluation.temporary_index import open_passages
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

Pair = tuple[str, str | None]  # file of the questions, and of the set whose passages they are put to if it is another


def sampled(
    folder: Path, pairs: list[Pair], most: int, encoder: Encoder
) -> Iterator[tuple[str, Retriever, list[Question], bool]]:
    """For each pair its name, retriever, at most ``most`` questions, and whether passages are in their language.

    Drawn with the generator of ``random``, which the caller seeds; the retriever is closed before the next one.
    """
    for asked, searched in pairs:
        found = open_question_set(folder / asked, folder / searched if searched else None)
        print(found.name, file=sys.stderr, flush=True)
        questions = list(found.read_questions())
        chosen = random.sample(questions, min(most, len(questions)))
        with open_passages(found, Settings.load(), encoder, None, lambda *_: None) as retriever:
            yield found.name, retriever, chosen, searched is None


def public_questions(path: Path) -> list[str]:
    """The questions of a set, in their order."""
    return [question.text for question in open_question_set(path).read_questions()]
