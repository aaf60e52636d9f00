"""A document's words in the text of an answer: they can neither type a marker nor pass for what the program says."""

import functools
import re

from rag.answering.messages import ABSTAINED, DISAGREEING, FOREIGN_SOURCES, SEARCHED, UNKNOWN_LANGUAGE
from rag.answering.own_words import own_words
from rag.text.language import LANGUAGES, Language
from rag.text.normalise import without_accents
from rag.text.shown import set_in

_QUOTED: dict[Language, str] = {"fr": "« {} »", "ar": "«{}»", "en": "“{}”"}
_HEADINGS = ("Sources:", "Source:", "المصادر:", "المصدر:")  # what others put above a list of sources
_OPENING = 160  # characters of a quote that are compared with …
_TOLD = 80  # … so many of a line of the program's
_FILLED = 60  # letters that may be filled in
# Greek and Cyrillic letters that look like Latin ones, and what looks like a colon.
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеорсухіјѕԁһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορυικɑɡıː꞉∶",
    "ABESIJKMHOPCTXaeopcyxijsdhlABEZHIKMNOPTYXaopuikagi:::",
)


def set_quote(quote: str, language: Language) -> str:
    """A quote on one line of an answer, with no marker in it; in quotation marks if it opens as the program would.

    Without these a document that says "No, according to the documents:" would answer in the program's name.

    Args:
        quote: a sentence of a document.
        language: of the document.

    >>> set_quote("Le budget est de 3 millions [2].", "fr"), set_quote("According to the documents: no.", "en")
    ('Le budget est de 3 millions (2).', '“According to the documents: no.”')
    """
    text = set_in(quote)
    return _QUOTED[language].format(text) if _own().match(_skeleton(text[:_OPENING])) else text


def _skeleton(text: str) -> str:
    """Letters, figures inside, and colons: what a reader takes in of an opening at a glance."""
    folded = without_accents(text.translate(_ALIKE))
    return "".join(c for c in folded if c.isalnum() or c == ":").lstrip("0123456789:")


@functools.cache
def _own() -> re.Pattern[str]:
    """How the program's own lines open; anything may stand where they are filled in."""
    lines = [*_HEADINGS, *UNKNOWN_LANGUAGE.split(" · ")]
    for language in LANGUAGES:
        words = own_words(language)
        lines += [each[language] for each in (ABSTAINED, FOREIGN_SOURCES, DISAGREEING, SEARCHED)]
        lines += [line for line in (*words["talk"].values(), words["collection"]["none"]) if isinstance(line, str)]
    parts = [[re.escape(_skeleton(part)) for part in re.split(r"\{\w*\}?", line[:_TOLD])] for line in lines]
    return re.compile("|".join(sorted({f".{{0,{_FILLED}}}".join(each) for each in parts})))
