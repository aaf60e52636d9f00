"""Names of files, which may hold every character but two, as they can be shown and told apart."""

import unicodedata
from pathlib import Path

_JOINERS = "\u200c\u200d"  # between letters in several scripts


def printable(text: str) -> str:
    r"""Text on one line without anything that a terminal or a page acts on, such as ``\n`` and ``\x1b``.

    What cannot be shown is written as in a Python string, a backslash as two: no two texts become the same.

    >>> printable("a\nb.md"), printable("اتفاق.md")
    ('a\\nb.md', 'اتفاق.md')
    """
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")


def name_in(path: Path, folder: Path) -> str:
    """A file's printable path below a folder, with slashes."""
    return printable(path.relative_to(folder).as_posix())
