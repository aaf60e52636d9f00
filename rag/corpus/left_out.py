"""What is left out of a document's text before it is stored, counted so that the file can be named."""

import re
from dataclasses import dataclass

from rag.corpus.marks import MARK
from rag.text.normalise import HIDDEN

LONGEST_RUN = 300  # characters
DEEPEST = 20  # lists and quotations inside each other; a list counts as two
_RUN = re.compile(rf"(?<![^\s{MARK}])[^\s{MARK}]{{{LONGEST_RUN + 1},}}")  # begins behind a space, so each is tried once


@dataclass(frozen=True)
class LeftOut:
    """How many invisible characters and endless runs a text had, and whether something was nested too deeply."""

    hidden: int = 0
    runs: int = 0
    nested: bool = False

    def __add__(self, other: "LeftOut") -> "LeftOut":
        return LeftOut(self.hidden + other.hidden, self.runs + other.runs, self.nested or other.nested)

    def notices(self) -> tuple[str, ...]:
        """A line for each kind that there was."""
        told = []
        if self.hidden:
            what = "invisible character" if self.hidden == 1 else "invisible characters"
            told.append(f"{self.hidden:,} {what} for turning the direction of text or hiding some of it")
        if self.runs:
            what = "run" if self.runs == 1 else "runs"
            told.append(
                f"{self.runs:,} {what} of more than {LONGEST_RUN} characters without a space, as no word has them"
            )
        if self.nested:
            told.append(f"what is nested more than {DEEPEST} deep")
        return tuple(f"left out: {each}" for each in told)


def leave_out(text: str) -> tuple[str, LeftOut]:
    """The text without invisible characters and without endless runs, and how many of them there were.

    A run of more than ``LONGEST_RUN`` characters without a space is no word of any language that is indexed: it is
    data, such as a picture in base64, or an attack. Cut into passages it would make thousands that nobody can find, and
    it takes long in whatever looks at words; so it goes as a whole. This must be done before anything counts positions.
    """
    text, hidden = HIDDEN.subn("", text)
    text, runs = _RUN.subn("", text)
    return text, LeftOut(hidden, runs)


def count_hidden(value: object) -> LeftOut:
    """The invisible characters in all texts of unchecked metadata, which may refer to itself."""
    open_values, seen, hidden = [value], set(), 0
    while open_values:
        each = open_values.pop()
        if isinstance(each, str):
            hidden += len(HIDDEN.findall(each))
        elif isinstance(each, dict | list) and id(each) not in seen:
            seen.add(id(each))
            open_values += each.values() if isinstance(each, dict) else each
    return LeftOut(hidden)
