"""A Darija question as standard Arabic, which documents are written in and embedding models know."""

import re
from collections.abc import Callable

from rag.text.arabizi import Spellings, transliterate
from rag.text.darija import STANDARD, WORD, bare, has_darija, is_spelt_as_arabic
from rag.text.language import has_arabic, is_french_or_english, is_latin_darija
from rag.text.normalise import normalise

_LATIN = re.compile(r"[a-z][a-z0-9'’]{2,}|[2379][a-z][a-z0-9'’]+")
_NAME = re.compile(r"[A-Z][a-z]{3,}")
_ELIDED = re.compile("^[ld]['’]")
_IN = re.compile(r"^ف(?=ال\w{3})")


def standard_arabic(question: str, spellings: Callable[[], Spellings], is_known: Callable[[str], bool]) -> str:
    """The question with its Darija in standard Arabic; any other question as it is.

    Args:
        question: in any language.
        spellings: gives the words of the Arabic documents; called only for Darija in Latin letters.
        is_known: whether a word is one of the French or English documents, and so stays in Latin letters.
    """
    latin = is_latin_darija(question)
    if not latin and not (has_arabic(question) and has_darija(question)):
        return question

    def replace(match: re.Match[str]) -> str:
        word = match.group()
        meaning = STANDARD.get(bare(normalise(word)))
        if meaning is not None:
            return meaning
        if latin and _LATIN.fullmatch(word):
            return _in_arabic(word, spellings, is_known)
        is_name = latin and _NAME.fullmatch(word) and not is_french_or_english(word)
        if is_name and (found := spellings().like(word)):
            return f"{word} {found}"  # the documents may write a name in either script
        return _IN.sub("في ", word)

    replaced = WORD.sub(replace, question)
    return " ".join(replaced.split()) if any(character.isalpha() for character in replaced) else question


def _in_arabic(word: str, spellings: Callable[[], Spellings], is_known: Callable[[str], bool]) -> str:
    """A word of Darija in Latin letters in Arabic ones; French, English and names stay, for Darija is full of them."""
    if is_french_or_english(_ELIDED.sub("", word)):
        return word
    if is_known(word):
        found = spellings().exact(word)
        return f"{word} {found}" if found else word
    if is_spelt_as_arabic(word):
        return spellings().arabic(word) or transliterate(word)
    return spellings().like(word) or word
