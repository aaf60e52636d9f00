"""Words of a text as the lexical index sees them: one analyser for each language."""

import functools
import re

import tantivy

from rag.text.language import Language
from rag.text.normalise import normalise

_SNOWBALL: dict[Language, str] = {"fr": "french", "ar": "arabic", "en": "english"}
# Tantivy brings stop words for French and English. These are the commonest particles and question words of
# Arabic and of Moroccan Darija, spelt as ``normalise`` leaves them.
_ARABIC_STOP_WORDS = (
    "من في علي الي عن مع ما ماذا متي اين كيف كم هل هو هي هم ان انه انها او ام ثم قد لقد كان كانت يكون تكون هذا هذه "
    "ذلك تلك التي الذي الذين اللذان ايضا بين بعد قبل حول خلال عند عندما كل بعض غير لا لم لن ليس اي ايه لماذا و ف ب ل ك "
    "واش شنو شنوا شكون فين علاش كيفاش امتي فوقاش شحال ديال تاع باش اللي لي هاد هادي داك ديك راه ولا"
).split()
_QUESTION_WORDS: dict[Language, list[str]] = {
    "fr": "combien comment pourquoi quand où ou qui quoi quel quelle quels quelles est-ce".split(),
    "ar": _ARABIC_STOP_WORDS,
    "en": "who whom whose what which when where why how does do did".split(),
}


# The article with what is written onto it: and, so, in, as, for. The Snowball stemmer also takes a first و for
# "and" where it belongs to the word (وزارة), but not behind an article, so that الوزارة would be another word.
_ARTICLE = re.compile(r"\b(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{3})")


def searchable(text: str, language: Language) -> str:
    """The text as it is given to the analyser of a language."""
    text = normalise(text)
    return _ARTICLE.sub("", text) if language == "ar" else text


def analyse(text: str, language: Language) -> list[str]:
    """Normalises, splits into words, drops stop words, stems.

    >>> analyse("Les signataires de la convention", "fr")
    ['signatair', 'convent']
    """
    words: list[str] = analyser(language).analyze(searchable(text, language))
    return words


@functools.cache
def analyser(language: Language) -> tantivy.TextAnalyzer:
    """The analyser of a language; it expects what ``searchable`` returns."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(60))
    if language != "ar":
        builder = builder.filter(tantivy.Filter.stopword(_SNOWBALL[language]))
    return (
        builder.filter(tantivy.Filter.custom_stopword(_QUESTION_WORDS[language]))
        # The French stemmer needs the accents that folding takes away, so it comes first.
        .filter(tantivy.Filter.stemmer(_SNOWBALL[language]))
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )
