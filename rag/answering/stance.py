"""Whether a quoted sentence states what a question supposes, or says otherwise: by words, figures, dates, negations."""

from typing import Literal

from rag.answering.values import Date, Number, values_in
from rag.indexing.analysis import analyse
from rag.question.lexicon import words_of
from rag.question.yes_no import asks_why, is_yes_no, yes_no_words
from rag.text.language import Language
from rag.text.normalise import normalise
from rag.text.question_words import content_words, names

Stance = Literal["yes", "no", "according", "otherwise", ""]
_STATED = 0.8  # share of the question's words that a sentence must have to state them
_SAME = 0.5  # the same, for a sentence that speaks of the same thing with another figure or date


def stance(question: str, quote: str, title: str, language: Language) -> Stance:
    """What to say before a quote: yes or no where it states that, otherwise that this is what the documents say.

    A question for a reason supposes what it asks the reason of; where the quote has another figure or date of the same
    thing, that is said. For any other question that is not answered by yes or no nothing is.

    Args:
        question: as searched.
        quote: the first sentence of the answer.
        title: of its document, which may name what the sentence leaves out.
        language: of both.
    """
    asks = is_yes_no(question, language)
    if not asks and not asks_why(question, language):
        return ""
    shared = shared_words(question, f"{title}\n{quote}", language)
    supposed, said = values_in(question), values_in(quote)
    fitting = all(any(value.fits(other) for other in said) for value in supposed)
    differs = bool(supposed) and not fitting and _has_another(supposed, said) and shared >= _SAME
    if not asks:
        return "otherwise" if differs else ""
    denied = _negated(question, language) != _negated(quote, language)
    named = all(normalise(name) in normalise(f"{title}\n{quote}") for name in names(question))
    if differs:
        return "no"
    if shared >= _STATED and fitting and named:
        hedged = not yes_no_words(language).hedges.isdisjoint(map(normalise, words_of(quote)))
        return "no" if denied else "according" if hedged else "yes"
    return "according"


def shared_words(question: str, text: str, language: Language) -> float:
    """The share of the question's words that a text has, figures and words that only ask aside."""
    found = (word for each in content_words(question) for word in analyse(each, language))
    asked = {word for word in found if not word.isdigit()}
    return len(asked & set(analyse(text, language))) / len(asked) if asked else 0.0


def _has_another(supposed: tuple[Date | Number, ...], said: tuple[Date | Number, ...]) -> bool:
    """Whether a value of the kind that does not fit is named at all."""
    missing = {type(value) for value in supposed if not any(value.fits(other) for other in said)}
    return missing <= {type(value) for value in said}


def _negated(text: str, language: Language) -> bool:
    return not yes_no_words(language).negations.isdisjoint(map(normalise, words_of(text)))
