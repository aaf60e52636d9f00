"""Who says each sentence of a document: its footnotes, read as an editor would read them."""

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

    A sentence has the footnotes that stand in it or at its end. One without shares those of the next sentence of its
    paragraph that has some; an item without has those of the sentence that introduces its list.
    """
    sentences = [each for each in split_sentences(text, language) if each.kind != "heading"]
    own = _own(text, sentences, footnotes)
    found: list[Attribution] = []
    introduction: tuple[int, ...] = ()
    for is_item, group in groupby(zip(sentences, own, strict=True), key=lambda entry: entry[0].kind == "item"):
        entries = list(group)
        if is_item:
            found += [Attribution(each.start, each.end, given or introduction) for each, given in entries]
            continue
        shared = _shared(text, entries)
        found += [Attribution(each.start, each.end, given) for (each, _own), given in zip(entries, shared, strict=True)]
        introduction = shared[-1]
    return tuple(found)


def _own(text: str, sentences: Sequence[Sentence], footnotes: Sequence[Footnote]) -> list[tuple[int, ...]]:
    """For each sentence the sources of the footnotes on its line that stand behind its start and before the next."""
    own: list[list[int]] = [[] for _ in sentences]
    for note in footnotes:
        before = [at for at, each in enumerate(sentences) if each.start < note.position]
        if before and "\n" not in text[sentences[before[-1]].start : note.position]:
            own[before[-1]].append(note.source)
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
