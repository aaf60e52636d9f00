"""Arabic written in Latin letters and digits, as in chats: in Arabic letters, and matched with words of a text."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable

from rag.text.normalise import normalise

_LETTERS = {
    "ch": "ش", "sh": "ش", "kh": "خ", "gh": "غ", "th": "ث", "dh": "ذ", "ph": "ف", "ou": "و", "oo": "و", "ee": "ي",
    "x": "كس", "2": "ء", "3": "ع", "5": "خ", "6": "ط", "7": "ح", "8": "ق", "9": "ق",
    "a": "ا", "b": "ب", "c": "ك", "d": "د", "e": "", "f": "ف", "g": "ك", "h": "ه", "i": "ي", "j": "ج", "k": "ك",
    "l": "ل", "m": "م", "n": "ن", "o": "و", "p": "ب", "q": "ق", "r": "ر", "s": "س", "t": "ت", "u": "و", "v": "ف",
    "w": "و", "y": "ي", "z": "ز", "'": "",
}  # fmt: skip
_UNIT = re.compile("|".join(sorted(map(re.escape, _LETTERS), key=len, reverse=True)))
_TWICE = re.compile(r"(\w)\1")
_PRESENT = re.compile(r"^k[ae]?(?=[yt][a-z0-9]{3})")  # the ka- of Darija's present tense, which Arabic has not
_ARTICLE = re.compile(r"^(?:l'|l|el|al)(?=[a-z0-9]{3})")
_SILENT = re.compile("[اويهء]")  # vowels and what may stand for one at the end of a word
# Letters that Latin letters do not tell apart.
_ALIKE = str.maketrans({"ص": "س", "ط": "ت", "ث": "ت", "ض": "د", "ظ": "د", "ذ": "د"})
_UNWRITTEN = {"ا": 0.2, "و": 0.5, "ي": 0.5, "ه": 0.2, "ء": 0.1}  # a Latin vowel may be a short one
_FARTHEST = 1.2
_FARTHEST_OF_EACH = 0.25  # for every consonant, where nothing but likeness says that a word is Arabic
_EXACT = 0.3  # what may differ in a word that is surely meant: a vowel or an end that Arabic need not write


def transliterate(word: str) -> str:
    """A word in Arabic letters, every vowel written.

    >>> transliterate("barnamaj"), transliterate("wa99e3")
    ('بارناماج', 'واقع')
    """
    word = _TWICE.sub(r"\1", word.lower().replace("’", "'"))
    letters = _UNIT.sub(lambda unit: _LETTERS[unit.group()], word)
    return "ا" + letters.removeprefix("ي").removeprefix("و") if word[:1] in ("i", "e", "o", "u") else letters


class Spellings:
    """Finds the Arabic words of a text that a word in Latin letters may be.

    >>> Spellings(["برنامج", "الوزارة"]).arabic("lbarnamaj")
    'البرنامج'
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Takes the words of a corpus, normalised, in any order; the article does not matter."""
        self._by_consonants: defaultdict[str, set[str]] = defaultdict(set)
        for word in words:
            plain = word[1:] if word.startswith("وو") else word  # "and", written onto a word
            plain = plain.removeprefix("ال") if len(plain) > 4 else plain
            self._by_consonants[_consonants(plain)].add(plain)

    def arabic(self, word: str) -> str | None:
        """The nearest word with the same consonants, with its article; None where none is near."""
        found, distance, _count = self._nearest(word)
        return found if distance < _FARTHEST else None

    def like(self, word: str) -> str | None:
        """As ``arabic``, for a word that may not be Arabic: the fewer its consonants, the nearer the other must be.

        >>> words = Spellings(["ابن", "يونسكو"])
        >>> words.like("openai"), words.like("lyounisko")
        (None, 'اليونسكو')
        """
        found, distance, consonants = self._nearest(word)
        return found if distance <= _FARTHEST_OF_EACH * consonants else None

    def exact(self, word: str) -> str | None:
        """As ``arabic``, for a word that is known in Latin letters: nothing but unwritten letters may differ."""
        found, distance, _count = self._nearest(word)
        return found if distance <= _EXACT else None

    def _nearest(self, word: str) -> tuple[str, float, int]:
        """The nearest word with the same consonants, how far it is and how many consonants there are."""
        word = _PRESENT.sub("", word.lower().replace("’", "'"))
        readings = [("", word)]
        if article := _ARTICLE.match(word):
            readings.insert(0, ("ال", word[article.end() :]))
        options = [
            (_distance(letters, option), article + option, len(consonants))
            for article, letters in ((article, transliterate(reading)) for article, reading in readings)
            if len(consonants := _consonants(letters)) > 1
            for option in self._by_consonants.get(consonants, ())
        ]
        distance, best, count = min(options, default=(math.inf, "", 0))
        return best, distance, count


def _consonants(word: str) -> str:
    return _SILENT.sub("", normalise(word).translate(_ALIKE)).replace("ق", "ك")  # names are spelt with either


def _distance(letters: str, word: str) -> float:
    """Edit distance of words with the same consonants, in which leaving out what Arabic need not write is cheap."""
    letters, word = normalise(letters).translate(_ALIKE), word.translate(_ALIKE)
    row = [float(n) for n in range(len(word) + 1)]
    for letter in letters:
        before, row = row, [row[0] + _UNWRITTEN.get(letter, 1.0)]
        for at, other in enumerate(word):
            pair = {letter, other}
            same = 0.0 if letter == other else 0.1 if pair <= set("اهء") else 0.3 if pair == set("قك") else 0.6
            row.append(min(before[at + 1] + _UNWRITTEN.get(letter, 1.0), row[at] + 1.0, before[at] + same))
    return row[-1]
