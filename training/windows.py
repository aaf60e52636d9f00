"""Windows of a few sentences: what the reader is shown of a text at a time."""

import functools
import random
from dataclasses import dataclass

from rag.text.language import Language
from rag.text.sentences import split_sentences

LONGEST = {"ar": 330, "fr": 420, "en": 420}  # characters, about a hundred tokens


@dataclass(frozen=True)
class Window:
    """``text[start:end]`` of a text, whole sentences unless one of them is longer than a window."""

    start: int
    end: int


@functools.lru_cache(maxsize=100_000)
def sentences(text: str, language: Language) -> tuple[Window, ...]:
    """The sentences of a text."""
    return tuple(Window(each.start, each.end) for each in split_sentences(text, language))


def windows(text: str, language: Language) -> list[Window]:
    """Windows that cover a text in order, each but the first beginning with the last sentence of the one before."""
    found: list[Window] = []
    spans = sentences(text, language)
    at = 0
    while at < len(spans):
        last = at
        while last + 1 < len(spans) and spans[last + 1].end - spans[at].start <= LONGEST[language]:
            last += 1
        found.append(Window(spans[at].start, spans[last].end))
        if last + 1 >= len(spans):
            break
        at = max(at + 1, last)
    return found


def window_around(text: str, language: Language, span: tuple[int, int], chance: random.Random) -> Window:
    """Sentences around a span, as many as a window holds, with the span anywhere among them."""
    spans = sentences(text, language)
    inside = [at for at, each in enumerate(spans) if each.start < span[1] and span[0] < each.end]
    if not inside:
        return Window(max(0, span[0] - 100), min(len(text), span[1] + 100))
    first, last = inside[0], inside[-1]
    while True:
        steps = []
        if first and spans[last].end - spans[first - 1].start <= LONGEST[language]:
            steps.append((-1, 0))
        if last + 1 < len(spans) and spans[last + 1].end - spans[first].start <= LONGEST[language]:
            steps.append((0, 1))
        if not steps or chance.random() < 0.1:
            return _narrowed(Window(spans[first].start, spans[last].end), span, language)
        back, forth = chance.choice(steps)
        first, last = first + back, last + forth


def _narrowed(window: Window, span: tuple[int, int], language: Language) -> Window:
    """A window that is not much longer than the longest, where a sentence is."""
    room = LONGEST[language]
    if window.end - window.start <= 1.5 * room:
        return window
    start = max(window.start, span[0] - room // 2)
    return Window(start, min(window.end, max(span[1], start + room)))
