"""The opening of a quoted sentence that was written to follow another one: what it leaves open is put right."""

import re
import unicodedata

from rag.answering.own_words import own_words
from rag.indexing.passage import Passage
from rag.text.language import Language
from rag.text.normalise import normalise
from rag.text.sentences import Sentence

_TITLE_END = re.compile(r"(?<!\s)\s*(?::\s|[(،])")  # looks at a run of spaces once


def joined_and(text: str, language: Language) -> int:
    """How many characters of a sentence say "and" to one that is not quoted: 1 for a joined و, otherwise 0.

    A و with a vowel of its own, or before a letter that makes it part of the word, is no "and".

    >>> joined_and("ويحتضن المركز الحاسوب", "ar"), joined_and("وقعت الوزارة الاتفاقية", "ar")
    (1, 0)
    """
    if language != "ar" or len(text) < 3 or text[0] != "و" or unicodedata.category(text[1]) == "Mn":
        return 0
    radical = own_words(language)["opening"]["radical"]
    return 0 if text[1] != "و" and normalise(text).startswith(tuple(radical)) else 1


def referent(passage: Passage, sentence: Sentence) -> str:
    """What a pronoun that opens a sentence stands for, as far as the title tells; empty if it opens with none.

    The title of a document names what its sentences are about, so that it stands beside the pronoun in brackets.
    """
    if passage.language == "ar":
        return ""
    words = own_words(passage.language)["opening"]
    opening = " ".join(re.findall(r"[\w'-]+", normalise(passage.quote(sentence)))[:4]) + " "
    if any(opening.startswith(f"{phrase} ") for phrase in words["impersonal"]):
        return ""
    if not any(opening.startswith(f"{pronoun} ") for pronoun in words["pronouns"]):
        return ""
    return _TITLE_END.split(passage.title, maxsplit=1)[0]
