"""Sentences as spans of a text, so that a quotation is always a slice of its source."""

import itertools
import re
from dataclasses import dataclass
from typing import Literal

import sentencex

from rag.text.language import Language

Kind = Literal["prose", "item", "heading"]

HEADING = "## "
ITEM = "- "
_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"#{1,6}(?: +|$)")
_SPACE = re.compile(r"\s")
_NUMBERED = re.compile(r"\d{1,2}[.)] ")
# After these a full stop does not end a sentence; the segmenter knows most, but not these.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“'’])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|art|n|no|p|pp|vol|env|"
    r"janv|févr|avr|juil|sept|oct|nov|déc|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mr|Mrs|Ms|Prof|د|ذ|م|أ)\.$"
)
_LONGEST_ABBREVIATION = 7  # with what stands before it and its stop
# A longer line is cut before it is segmented, for the time that takes may grow with the square of its length.
_LONGEST_LINE = 10_000  # characters
# What ends a sentence, with what may close behind it. The segmenter also ends some inside a parenthesis, at no sign.
_END = re.compile(r"[.?!؟۔…:;؛][\s»”’\"')\]\d]*$")
# A stop behind a word that the segmenter takes for an abbreviation: one in capitals before a capital, or a Latin one
# before an Arabic letter.
_MISSED = re.compile(
    r"(?<=[A-Z]{2})(?<![IVX]{2})\. +(?=[A-ZÀ-Þ«\u0621-\u064a])|(?<=[a-zà-ÿ]{2})\. +(?=[\u0621-\u064a])"
)


@dataclass(frozen=True)
class Sentence:
    """A slice ``text[start:end]`` (character positions) without the space around it."""

    start: int
    end: int
    kind: Kind = "prose"


def split_sentences(text: str, language: Language) -> list[Sentence]:
    """Splits a stored text into sentences, items of lists and headings, in reading order.

    Lines are never joined: a heading (``## ``) or an item (``- ``) is told by its first characters, which
    are not part of the span. An item is one span, however many sentences it holds, so that a list stays whole.
    """
    found = []
    for line in _LINE.finditer(text):
        start, content = line.start(), line.group()
        stripped = content.lstrip()
        start += len(content) - len(stripped)
        if heading := _HEADING.match(stripped):
            marker = heading.end()
            found.append(_trim(text, start + marker, line.end(), "heading"))
        elif stripped.startswith(ITEM) or _NUMBERED.match(stripped):
            marker = stripped.index(" ") + 1
            found.append(_trim(text, start + marker, line.end(), "item"))
        else:
            found.extend(_prose(text, start, line.end(), language))
    return [sentence for sentence in found if sentence.end > sentence.start]


def _prose(text: str, start: int, end: int, language: Language) -> list[Sentence]:
    sentences: list[Sentence] = []
    while end - start > _LONGEST_LINE:
        cut = _cut(text, start, start + _LONGEST_LINE)
        sentences += _segment(text, start, cut, language)
        start = cut
    return [*sentences, *_segment(text, start, end, language)]


def _cut(text: str, start: int, end: int) -> int:
    """The last place at which a piece of a line may end: behind a stop, else behind a space."""
    stop = max(text.rfind(f"{sign} ", start, end) for sign in ".?!؟۔…")
    if stop >= start:
        return stop + 2
    space = text.rfind(" ", start, end)
    return space + 1 if space >= start else end


def _segment(text: str, start: int, end: int, language: Language) -> list[Sentence]:
    sentences: list[Sentence] = []
    open_at = start
    plain = _SPACE.sub(" ", text[start:end])  # the segmenter fails on a no-break space before a full stop
    for part in sentencex.segment(language, plain):
        start += len(part)
        if start < end and (_ABBREVIATION.search(part.rstrip()) or not part[-1].isspace() or not _END.search(part)):
            continue  # an abbreviation, a dot inside a word such as the name of a site, or no end at all
        sentences += _parts(text, open_at, start)
        open_at = start
    return [*sentences, *_parts(text, open_at, end)]


def _parts(text: str, start: int, end: int) -> list[Sentence]:
    """What the segmenter takes for one sentence, with the stops that it missed."""
    piece = text[start:end]
    stops = (each for each in _MISSED.finditer(piece) if not _is_abbreviation(piece, each.start() + 1))
    ends = [start + stop.end() for stop in stops]
    cuts = [start, *ends, end] if start < end else []
    return [_trim(text, first, last, "prose") for first, last in itertools.pairwise(cuts)]


def _is_abbreviation(text: str, end: int) -> bool:
    """Whether an abbreviation ends there; only its last characters are looked at, for a line may have many stops."""
    return _ABBREVIATION.search(text, max(0, end - _LONGEST_ABBREVIATION), end) is not None


def _trim(text: str, start: int, end: int, kind: Kind) -> Sentence:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Sentence(start, max(start, start + len(piece.strip())), kind)
