"""Who says each sentence of a document: its footnotes, read as an editor would read them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.text.language import Language
from rag.text.sentences import Sentence, split_sentences


@dataclass(frozen=True)
class Footnote:
    """A reference to a source: how many characters of the text stand before it, and which of the sources it names."""

    position: int
    source: int


@dataclass(frozen=True)
class Attribution:
    """A sentence or item, ``text[start:end]``, and the positions of the sources that say it, in the order given.

    ``sources`` is empty where no footnote covers it.
    """

    start: int
    end: int
    sources: tuple[int, ...]


def attribute(text: str, language: Language, footnotes: Sequence[Footnote]) -> tuple[Attribution, ...]:
    """The sources of each sentence and item of a text, in reading order.

    A sentence has the footnotes that stand in it or at its end, the first of a line also those before it. One without
    shares those of the next sentence of its paragraph that has some; an item without has those of the sentence that
    introduces its list, if no heading stands between them.
    """
    sentences = split_sentences(text, language)
    own = _own(text, sentences, footnotes)
    found: list[Attribution] = []
    introduction: tuple[int, ...] = ()
    for kind, group in groupby(zip(sentences, own, strict=True), key=lambda entry: entry[0].kind):
        entries = list(group)
        if kind == "heading":
            introduction = ()
            continue
        if kind == "item":
            found += [Attribution(each.start, each.end, given or introduction) for each, given in entries]
            continue
        shared = _shared(text, entries)
        found += [Attribution(each.start, each.end, given) for (each, _own), given in zip(entries, shared, strict=True)]
        introduction = shared[-1]
    return tuple(found)


def _own(text: str, sentences: Sequence[Sentence], footnotes: Sequence[Footnote]) -> list[tuple[int, ...]]:
    """For each sentence the sources of the footnotes on its line that stand behind its start and before the next.

    Those at the start of a line stand before its first sentence, and are its own.
    """
    own: list[list[int]] = [[] for _ in sentences]
    starts = [each.start for each in sentences]
    ends_of_lines = [found.start() for found in re.finditer("\n", text)]
    lines = [bisect_left(ends_of_lines, start) for start in starts]
    for note in footnotes:
        following = bisect_left(starts, note.position)
        line = bisect_left(ends_of_lines, note.position)
        if following and lines[following - 1] == line:
            own[following - 1].append(note.source)
        elif following < len(starts) and lines[following] == line:
            own[following].append(note.source)
    return [tuple(dict.fromkeys(each)) for each in own]


def _shared(text: str, entries: Sequence[tuple[Sentence, tuple[int, ...]]]) -> list[tuple[int, ...]]:
    """The sources of prose: what the sentences behind have, as far as they stand on the same line."""
    shared: list[tuple[int, ...]] = []
    following: tuple[int, ...] = ()
    start_of_following = len(text)
    for sentence, given in reversed(entries):
        if "\n" in text[sentence.end : start_of_following]:
            following = ()
        following = given or following
        shared.append(following)
        start_of_following = sentence.start
    return shared[::-1]
