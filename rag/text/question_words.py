"""The words of a question: those that only ask or join, those that say what about, and names among them."""

import re

from rag.text.darija import STANDARD
from rag.text.language import has_arabic
from rag.text.normalise import normalise

TOKEN = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*")
CONNECTIVES = frozenset("et mais and but so و o w".split())
ASKING = frozenset(
    "qui que quoi quel quelle quels quelles quand où comment combien pourquoi lequel laquelle lesquels lesquelles "
    "who whom whose what which when where how why من ما ماذا متي اين كيف كم هل لماذا اي".split()
)
DETERMINERS = frozenset("le la les l un une du des au aux the".split())
EMPTY = (
    ASKING
    | DETERMINERS
    | frozenset(
        "d de à a ont est sont était étaient été c ce s se n ne y t en dans par sur pour avec chez concernant quid et "
        "mais ou exactement donc précisément eu lieu date "
        "an is are was were has have had did does do can will would should much many long of by in at on from for to "
        "with and but so exactly then also be been about one ones "
        "هو هي هم في علي الي عن ل ب و ف الذي التي يوجد كان كانت يكون بالنسبه مع تاريخ".split()
    )
)
# Names that nearly every question to these documents has, and that so tell nothing.
_EVERYWHERE = frozenset("maroc morocco marocain marocaine marocains marocaines moroccan ia ai".split())


def names(question: str) -> list[str]:
    """What a question names: capitalised words behind the first, acronyms, Latin words amid Arabic ones.

    Names that nearly every question here has, such as Morocco's, are left out. Arabic names cannot be told.
    """
    arabic = has_arabic(question)
    return [
        word
        for at, word in enumerate(TOKEN.findall(question))
        if len(word) > 1
        and word.lower() not in _EVERYWHERE
        and word.lower() not in STANDARD
        and (
            (at > 0 and word[0].isupper())
            or any(letter.isupper() for letter in word[1:])
            or (arabic and word[0].isascii() and word[0].isalpha())
        )
    ]


def plain(word: str) -> str:
    """A word as it stands in ``EMPTY``: Darija in standard Arabic, and no "and" written onto a word that asks."""
    word = normalise(word) if has_arabic(word) else word.casefold()
    if word[:1] == "و" and (word[1:] in EMPTY or word[1:] in STANDARD):
        word = word[1:]
    standard = STANDARD.get(word, word)
    return normalise(standard) if has_arabic(standard) else word


def plain_words(question: str) -> list[str]:
    """All words of a question as ``plain`` gives them; an "and" written onto the first is a word of its own."""
    found = re.findall(r"[^\W_]+", question.replace("’", "'"))
    joined = bool(found) and _is_joined(found[0])
    return [*(["و"] if joined else []), *(word for each in found for word in plain(each).split())]


def content_words(question: str) -> list[str]:
    """The words of a question that neither ask nor join."""
    return [word for word in plain_words(question) if word not in EMPTY]


def without_connective(question: str) -> str:
    """The question without an "and" or "but" at its front.

    >>> without_connective("Et quand ?"), without_connective("ومن وقعها؟")
    ('quand ?', 'من وقعها؟')
    """
    first = TOKEN.match(question)
    if first is None:
        return question
    if first.group().casefold() in CONNECTIVES:
        return question[first.end() :].lstrip(" ,") or question
    return question[1:] if _is_joined(first.group()) else question


def _is_joined(word: str) -> bool:
    return word[0] == "و" and plain(word) != normalise(word)
