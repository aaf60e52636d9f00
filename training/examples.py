"""What the reader is shown: a question, a title, a window, and where in it the answer is, if it is there.

The examples of an epoch follow from the sets, the epoch's number and the seed alone.
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.text.language import Language
from training.negatives import elsewhere
from training.sets import Asked
from training.windows import Window, window_around, windows

_WORD = re.compile(r"\w{3,}")
_NEGATIVE = 0.6  # of the answered questions that are also shown with a window that does not answer


@dataclass(frozen=True)
class Example:
    """``text[start:end]`` answers ``question``, or nothing of it does where both are 0."""

    question: str
    title: str
    text: str
    start: int
    end: int
    set: str


@dataclass(frozen=True)
class Mined:
    """A question with the (title, text) of passages that look like an answer, and its twin's question if it has one."""

    asked: Asked
    others: tuple[tuple[str, str], ...]
    crossed: str = ""


def epoch(questions: Sequence[Mined], number: int, seed: int) -> list[Example]:
    """All examples of an epoch, in an order of chance."""
    chance = random.Random(f"{seed}/{number}")
    found = [example for each in questions for example in _of(each, chance)]
    chance.shuffle(found)
    return found


def checksum(examples: Iterable[Example]) -> str:
    """SHA-256 of examples in their order: two trainings on the same data have the same."""
    digest = hashlib.sha256()
    for each in examples:
        digest.update(f"{each.question}\0{each.title}\0{each.text}\0{each.start}\0{each.end}\n".encode())
    return digest.hexdigest()


def _of(mined: Mined, chance: random.Random) -> Iterator[Example]:
    asked = mined.asked
    question = mined.crossed if mined.crossed and chance.random() < 0.5 else asked.question
    question = _typed(question, asked.language, chance)
    if not asked.spans:
        window = chance.choice(nearest(question, asked.text, asked.language)[:2])
        yield Example(question, asked.title, asked.text[window.start : window.end], 0, 0, asked.set)
        return
    span = chance.choice(asked.spans)
    window = window_around(asked.text, asked.language, span, chance)
    text = asked.text[window.start : window.end]
    yield Example(question, asked.title, text, span[0] - window.start, span[1] - window.start, asked.set)
    if chance.random() < _NEGATIVE and (negative := _without_answer(mined, question, chance)):
        yield Example(question, *negative, 0, 0, asked.set)


def _without_answer(mined: Mined, question: str, chance: random.Random) -> tuple[str, str] | None:
    """Title and window of the same text where there is one that does not answer, else of one that was found."""
    asked = mined.asked
    same = elsewhere(asked)
    if same and (not mined.others or chance.random() < 0.5):
        window = chance.choice(same)
        return asked.title, asked.text[window.start : window.end]
    if not mined.others:
        return None
    title, text = chance.choice(mined.others)
    window = nearest(question, text, asked.language)[0]
    return title, text[window.start : window.end]


def nearest(question: str, text: str, language: Language) -> list[Window]:
    """The windows of a text, that with most of the question's words first."""
    words = Counter(_WORD.findall(question.casefold()))
    return sorted(
        windows(text, language) or [Window(0, len(text))],
        key=lambda window: -(words & Counter(_WORD.findall(text[window.start : window.end].casefold()))).total(),
    )


def _typed(question: str, language: Language, chance: random.Random) -> str:
    """As hurried people type: one question in ten without its mark, in small letters, or with a letter swapped."""
    if chance.random() < 0.9:
        return question
    kind = chance.randrange(3)
    if kind == 0:
        return question.rstrip(" ?؟")
    if kind == 1:
        hurried = str.maketrans("أإآىة", "ااايه") if language == "ar" else {}
        return question.casefold().translate(hurried)
    at = chance.randrange(max(1, len(question) - 1))
    return question[:at] + question[at + 1 : at + 2] + question[at : at + 1] + question[at + 2 :]
