"""Marks that stand where footnotes do while a text is being made, and the text that is left when they are gone."""

import re
from collections.abc import Iterable
from itertools import islice

from rag.text.normalise import clean
from rag.text.sentences import HEADING, ITEM

# A private character: no document can type one, since they are dropped from what it says.
MARK = "\ue000"
_SPACE = r"[ \t\u00a0\u202f]"
# At the start of a line the space behind the marks goes with them, elsewhere that before them.
_MARKS = re.compile(rf"^({ITEM}|{HEADING}|)(?:{MARK}{_SPACE}*)+|(?:{_SPACE}*{MARK})+", re.MULTILINE)
_NOTHING_ELSE = re.compile(rf"(?:{ITEM}|{HEADING})?(?:{_SPACE}|{MARK})*")
_OPENING = re.compile(r"[\w«“]")


def take_out(marked: str, labels: Iterable[str]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The clean text without its marks, and (characters of it before the mark, label) for each of them.

    A line of marks alone says nothing that a source could vouch for: it goes, and its marks with it, unless they
    belong to the line right above.

    Args:
        marked: the text with a mark for each of ``labels``.
        labels: in the order of the marks.
    """
    every = iter(labels)
    lines: list[str] = []
    kept: list[str] = []
    for line in clean(marked, keep=MARK).split("\n"):
        here = list(islice(every, line.count(MARK)))
        if not here or not _NOTHING_ELSE.fullmatch(line):
            lines.append(line)
        elif lines and lines[-1] and line.startswith(MARK):
            lines[-1] += line
        else:
            continue
        kept += here
    marked = clean("\n".join(lines), keep=MARK)  # again, for the empty lines around those that went
    parts: list[str] = []
    places: list[int] = []
    length = end = 0
    for mark in _MARKS.finditer(marked):
        before = marked[end : mark.start()] + (mark[1] or "")
        length += len(before)
        parts.append(before)
        places += [length] * mark[0].count(MARK)
        end = mark.end()
        if _OPENING.match(marked, end) and re.match(_SPACE, mark[0]):
            parts.append(mark[0][0])  # the mark alone stood between the space and the next word
            length += 1
    return "".join([*parts, marked[end:]]), tuple(zip(places, kept, strict=True))
