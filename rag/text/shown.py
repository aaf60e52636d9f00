"""Text from outside as a reader is shown it: one line, nothing unseen in it, and no marker that is not the program's.

What is stored and searched is cleaned where it is read; passages may come from other programs all the same.
"""

import re

# Control characters, halves of surrogate pairs, private and no characters; what joins, hides or turns text; letters
# and spaces that show nothing. An emoji may keep its look, an Arabic letter the joiner behind it, as in "هـ‍".
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]|(?<![\u0600-\u08ff])[\u200c\u200d]"
)
_SPACE = re.compile(r"\s{2,}|[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
# No language piles up more than four of these on a letter; many cover the lines around.
_MARKS = (
    "[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe0e\ufe0f\ufe20-\ufe2f]"
)
_PILED = re.compile(f"({_MARKS}{{4}}){_MARKS}+")
_OPENING = frozenset("[［【〖〔〘〚⁅⟦⟬❲⦋⦍⦏⦗⌈⌊⎡⎢⎣﹇﹝｢")
_CLOSING = frozenset("]］】〗〕〙〛⁆⟧⟭❳⦌⦎⦐⦘⌉⌋⎤⎥⎦﹈﹞｣")
_BRACKET = re.compile(f"[{re.escape(''.join(sorted(_OPENING | _CLOSING)))}]")
_LIKE_FIGURES = frozenset("lIıΙІӀᛁاOoΟοОо")
_ISOLATED, _END = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def shown(text: str) -> str:
    r"""A text on one line, without characters that a reader does not see or that change how others are seen.

    >>> shown("12\u202e million\n[1] \x1b[31m")
    '12 million [1] [31m'
    """
    return _PILED.sub(r"\1", _SPACE.sub(" ", _UNSEEN.sub("", text)))


def set_in(text: str) -> str:
    """The same, to stand in an answer: brackets around what may be taken for a number become round ones.

    A marker such as ``[1]`` is the program's alone: in any script, spaced or hidden, none that a document has typed
    can be read as one. A bracket without its other half becomes round, too.

    >>> set_in("As said [3] and [ ٣, 4 ] and 【３】, [sic]")
    'As said (3) and ( ٣, 4 ) and (３), [sic]'
    """
    text = shown(text).strip()
    return _without_markers(text) if _BRACKET.search(text) else text


def _without_markers(text: str) -> str:
    characters = list(text)
    opened: list[tuple[int, int, int, int]] = []  # place; figures, letters like figures and others before it
    figures = alike = letters = 0
    for at, character in enumerate(text):
        if character in _OPENING:
            opened.append((at, figures, alike, letters))
        elif character in _CLOSING and opened:
            start, *before = opened.pop()
            if figures > before[0] or (alike > before[1] and letters == before[2]):
                characters[start], characters[at] = "()"
        elif character in _CLOSING:
            characters[at] = ")"
        elif character in _LIKE_FIGURES:
            alike += 1
        else:
            figures += character.isnumeric()
            letters += character.isalpha()
    for start, *_before in opened:  # with a marker behind it, one that is not closed would seem to be
        characters[start] = "("
    return "".join(characters)


def isolated(text: str) -> str:
    """A text whose direction does not change the order of what stands beside it, nor that its own."""
    return f"{_ISOLATED}{text}{_END}" if text else ""


def as_line(line: str) -> str:
    """A line with isolated parts; where nothing runs from right to left they are not needed, and go.

    A line of isolated parts alone would run from left to right: one whose first letter is Arabic is told to run from
    right to left by a mark at its front.
    """
    if not _RIGHT_TO_LEFT.search(line):
        return line.replace(_ISOLATED, "").replace(_END, "")
    outside = re.sub(f"{_ISOLATED}[^{_END}]*{_END}", "", line)
    letters = next(filter(str.isalpha, line), "")
    alone = not any(map(str.isalpha, outside))
    return f"\u200f{line}" if alone and _RIGHT_TO_LEFT.match(letters) else line
