"""What a question is about, in its own words, and questions completed with it."""

import re

from rag.text.language import has_arabic
from rag.text.question_words import DETERMINERS, EMPTY, TOKEN, names, plain, without_connective

_END = " ?؟!."
# A name of one word or several; a French or English question's first word has a capital without being one.
_CAPITALISED = re.compile(r"(?<!^)\b[A-ZÀ-Þ][\w&.-]*(?: [A-ZÀ-Þ\d][\w&.-]*)*")
# What is asked of a thing is not the thing: "les objectifs de la convention", "the date of the memorandum".
_ASPECT = (
    "objectifs?|axes?|piliers|missions?|domaines|secteurs|dates?|budget|montant|coût|lieu|rôle|partenaires|signataires|"
    "goals?|aims?|objectives?|pillars|areas|sectors|fields|cost|place|role|partners|signatories|amount"
)
_OF_A_THING = re.compile(
    rf"(?:les?|la|l['’]|the|its|their) ?(?:\w+ )?(?:{_ASPECT})(?: \w+)? (?:de (?=la |l['’])|du |des |de |d['’]|of )",
    re.IGNORECASE,
)
_OF_A_THING_ARABIC = re.compile(r"(?:أهداف|محاور|ركائز|مجالات|قطاعات|تاريخ|ميزانية|كلفة|مبلغ|مكان|دور|شركاء) (?=ال)")
# After these Arabic names what an agreement is with, or where something is.
_PREPOSITION = re.compile(r"(?<!\w)(?:مع|عن|في|من|بين|عند|إلى) (?=\w)")


def subject(question: str) -> str:
    """The question from its first noun phrase on, without the words that only ask; it can be empty.

    >>> subject("Qui a signé la convention avec la CNDP ?"), subject("What is the Mistral AI memorandum?")
    ('la convention avec la CNDP', 'the Mistral AI memorandum')
    """
    question = question.strip(_END)
    arabic = has_arabic(question)
    for token in TOKEN.finditer(question):
        word = token.group()
        capital = token.start() > 0 and word[0].isupper()
        if capital or plain(word) in DETERMINERS or (arabic and plain(word) not in EMPTY):
            return _thing(question[token.start() :])
    # In lower case and without an article: all its content.
    return " ".join(word for word in TOKEN.findall(question) if plain(word) not in EMPTY)


def _thing(phrase: str) -> str:
    """A noun phrase without what it only says of a thing."""
    aspect = _OF_A_THING.match(phrase) or _OF_A_THING_ARABIC.match(phrase)
    return phrase[aspect.end() :] if aspect else phrase


def with_subject(question: str, carried: str) -> str:
    """The question with what it is about, and without the "and" that joined it to the one before.

    >>> with_subject("Et quand ?", "la convention avec la CNDP")
    'quand – la convention avec la CNDP ?'
    """
    question = without_connective(question)
    stem = question.rstrip(_END)
    return f"{stem} – {carried}{question[len(stem) :]}"


def of_another(earlier: str, question: str) -> str:
    """The earlier question, asked of what the new one names.

    The last name of the earlier question gives way, or in Arabic the words behind its last preposition; where
    there is neither, what is new stands at the end.

    >>> of_another("When was the memorandum with Mistral AI signed?", "And Oracle?")
    'When was the memorandum with Oracle signed?'
    """
    other = _named(question)
    stem = earlier.rstrip(_END)
    end = earlier[len(stem) :]
    runs = [run for run in _CAPITALISED.finditer(stem) if names(f"x {run.group()}")]
    if runs:
        return f"{stem[: runs[-1].start()]}{other}{stem[runs[-1].end() :]}{end}"
    places = list(_PREPOSITION.finditer(stem))
    return f"{stem[: places[-1].end()]}{other}{end}" if places else f"{stem} {other}{end}"


def _named(question: str) -> str:
    """What "And the Huawei one?" or "وماذا عن أوراكل؟" names."""
    if named := names(question):
        return question[question.index(named[0]) : question.rindex(named[-1]) + len(named[-1])]
    tokens = [token for token in TOKEN.finditer(question) if plain(token.group()) not in EMPTY]
    return question[tokens[0].start() : tokens[-1].end()] if tokens else question.strip(_END)
