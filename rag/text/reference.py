"""Whether a question can stand alone, or points back to what was asked before it."""

import itertools
import re
from typing import Literal

from rag.text.language import has_arabic
from rag.text.normalise import normalise
from rag.text.question_words import ASKING, CONNECTIVES, DETERMINERS, EMPTY, content_words, names, plain, plain_words

Dependence = Literal["alone", "short", "perhaps", "subject", "frame"]

_FRAME = re.compile(
    r"^(?:(?:et|mais|and|but|و|o|w) )?"
    r"(?:pour|avec|chez|concernant|quid|what about|how about|for|with|ماذا عن|بالنسبه|مع)\b"
)
_PRONOUNS = frozenset(
    "il elle ils elles lui leur leurs son sa ses celui celle ceux celles ça cela ceci eux "
    "it its they them their he she him her his this that these those there".split()
)
_POSSESSIVES = frozenset("son sa ses leur leurs its their his her".split())
_DEMONSTRATIVES = frozenset("ce cet cette ces this that these those".split())
_TIMES = frozenset("année annee mois jour semaine year month day week weekend time".split())
_OBJECT = re.compile(r"\bqui (?:(?:le|la|les) |l')|\bl'(?:a|ont|avait|avaient|est)\b")
_QUOTED = re.compile('«[^»]*»|“[^”]*”|"[^"]*"')
_IMPERSONAL = re.compile(
    r"\bil (?:est )?(?:possible|vrai|prévu|y a|faut|existe)|\bexiste(?:nt)?-(?:t-)?(?:il|elle)s?\b|"
    r"\b(?:y a|y avait|s'agit|faut|est)[- ]?(?:t[- ])?il\b|\best[- ]ce\b|\bc'est\b|\bce (?:qui|que|qu)\b|"
    r"\b(?:is|was) it (?:true|possible|the case|correct|likely)(?: that)?|\bit (?:cost|take|rain|snow|matter)s?\b|"
    r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b"
)
# Pronouns that Arabic writes onto the word, those of Darija's "of" too. A final ha alone may be a ta marbuta.
_SUFFIX = re.compile(r"(?:و|ف)?(?:ديال(?:و|ها|هم)|(?:في|من|ب|ل|عن|علي|الي|عند|مع)ه|\w{2,}(?:ها|هما|هم)|\w{2,}ته)")
_NO_SUFFIX = frozenset(
    "درهم الدرهم دراهم الدراهم اهم الاهم مهم المهم فهم الفهم سهم تهم يهم متهم مهما تفاهم التفاهم تفهم يفهم ساهم يساهم "
    "تساهم مساهم اسهم الاسهم".split()
)
_POINTERS = frozenset("هذا هذه هذان ذلك تلك هاد هادي هادو هاديك داك ديك هناك".split())
_SHORT = 2  # content words of a question that has no subject of its own
_LOOSE = 5  # the same, where a connective or a pronoun joins it on


def dependence(question: str) -> Dependence:
    """What a question needs of the one before it, told by its words alone.

    - ``alone``: nothing; it names its subject, or says it in other words.
    - ``subject``: it is about the earlier subject ("Who signed it?").
    - ``frame``: it only names something, of which the earlier question is asked again ("And Oracle?").
    - ``perhaps``: something points back, but maybe within the question itself; only a search can tell.
    - ``short``: nothing points back, but it hardly has a subject ("Who are the parties?").

    >>> dependence("Who signed it?"), dependence("Et pour la CNDP ?"), dependence("Qui dirige la CNDP ?")
    ('subject', 'frame', 'alone')
    """
    words, named = plain_words(question), names(question)
    lowered = [name.casefold() for name in named]
    others = [word for word in content_words(question) if word not in lowered]
    joined = bool(words) and words[0] in CONNECTIVES
    elliptic = bool(_FRAME.match(" ".join(words)))
    if named and not others and (elliptic or (joined and ASKING.isdisjoint(words))):
        return "frame"
    if has_arabic(question):
        return "frame" if elliptic and len(others) <= _SHORT else _arabic(question, bool(named), joined)
    personal = _personal(question)
    if _points_back(personal, lowered) or (not named and (joined or not others or _has_object(question))):
        return "subject"
    if named:
        return "alone"
    if len(others) <= _LOOSE and any(_pronouns(personal, lowered)):
        return "perhaps"
    return "short" if len(others) <= _SHORT else "alone"


def _personal(question: str) -> list[str]:
    """The words without quotations and without pronouns that stand for nothing ("is it true that")."""
    lowered = _QUOTED.sub(" ", question.casefold().replace("’", "'"))
    return re.findall(r"[^\W_]+", _IMPERSONAL.sub(" ", lowered))


def _has_object(question: str) -> bool:
    return _OBJECT.search(question.casefold().replace("’", "'")) is not None


def _pronouns(words: list[str], named: list[str]) -> list[bool]:
    """For each word whether it points back; "this agreement" does not beside a name, nor does "this year"."""
    return [
        (following not in _TIMES and not named)
        if word in _DEMONSTRATIVES and following not in EMPTY | _PRONOUNS | {""}
        else word in _PRONOUNS
        for word, following in itertools.pairwise([*words, ""])
    ]


def _points_back(words: list[str], named: list[str]) -> bool:
    """Whether a French or English pronoun stands before anything in the question that it could stand for."""
    asked = False
    for at, points in enumerate(_pronouns(words, named)):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        # "Which colour gets its name from …": what is asked for is what it is of.
        if points and not (word in _POSSESSIVES and any(before not in EMPTY for before in words[:at])):
            return True
        asked = asked or word in ASKING
        begins_noun = word in DETERMINERS | {"a", "an"} and following not in EMPTY | _PRONOUNS | {""}
        if word in named or begins_noun or not (asked or word in EMPTY):
            return False
    return False


def _arabic(question: str, named: bool, joined: bool) -> Dependence:
    """Arabic joins pronouns on and has no capitals, so that most cues only say "perhaps"."""
    content = content_words(question)
    # Read before normalising makes a ta marbuta (اتفاقية) like a pronoun (اتفاقيته).
    spelt = [word for word in re.findall(r"[^\W_]+", question) if plain(word) not in EMPTY]
    folded = [normalise(word.replace("ة", "\0")) for word in spelt]
    pointing = [
        at
        for at, word in enumerate(folded)
        if word in _POINTERS or (_SUFFIX.fullmatch(word) and word not in _NO_SUFFIX)
    ]
    if not content or (pointing and pointing[0] <= 1 and not named and len(content) <= _LOOSE):
        return "subject"
    if named or len(content) > _LOOSE:
        return "alone"
    return "perhaps" if joined or pointing else "short" if len(content) <= _SHORT else "alone"
