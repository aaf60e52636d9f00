"""What people say to a chat itself: greetings, thanks, and questions about what it is and knows.

Three things make an input talk. It is made of nothing but phrases of talk ("salut, merci !"); or it speaks to the chat
("you", "this site") and all of its words are words for that, or such as no document has ("who programmed you?"); or a
model of meaning and words takes it for talk, and nothing in it is a word of the documents. The words are data,
``words/talk.toml``; so are the weights of the model, ``talk.json``, fitted by ``benchmarks/fit_questions.py``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.question.talk_words import (
    KINDS,
    WORD,
    Kind,
    best_kind,
    cover,
    fold,
    pieces,
    speaks_to_chat,
    talk_words,
    typed_words,
)

_COURTESIES = frozenset({"greeting", "how-are-you", "thanks", "acknowledgement"})
_LONGEST = 20  # words of an input that the model is asked about
_LIKELY, _SURELY = 0.4, 0.95  # probability of talk that is enough without, and with words of the documents
_STOP = re.compile(r"\s*[,.!;:؟?،…–]")


@dataclass(frozen=True)
class TalkSignals:
    """What the words of an input tell: shares are of its words.

    Attributes:
        covered: whether phrases of talk explain all of it.
        addressed: whether it speaks to the chat or of it.
        only_addressed: whether it does and has no word of the documents that is not one of talk.
        in_documents: the share of words of the documents that are none of talk.
        several_in_documents: how many these are, 3 at most.
        unknown: the share of words that are none of talk.
        has_phrase: whether a word alone is a phrase of talk.
        length: words, 12 at most, as a share of 12.
        has_number: whether there is a number of three digits or more.
    """

    covered: float
    addressed: float
    only_addressed: float
    in_documents: float
    several_in_documents: float
    unknown: float
    has_phrase: float
    length: float
    has_number: float


def talk_kind(
    text: str, in_documents: Callable[[str], bool], likelihood: Callable[[TalkSignals], float] = lambda _signals: 0.0
) -> Kind | None:
    """What kind of talk an input is; None for a question to the documents.

    Args:
        text: as typed.
        in_documents: whether a word is one of the documents.
        likelihood: how likely an input of these signals is talk, 0 to 1; asked only where words do not decide.

    >>> talk_kind("Merci beaucoup !", lambda word: False), talk_kind("Qui l'a signé ?", lambda word: False)
    ('thanks', None)
    """
    found = fold(text)
    if covering := cover(found):
        return min(covering, key=KINDS.index)
    if kind := _addressed(text, in_documents):
        return kind
    signals = talk_signals(text, in_documents)
    if len(found) > _LONGEST or (likely := likelihood(signals)) < _LIKELY:
        return None
    return best_kind(found) or "capabilities" if not signals.in_documents or likely > _SURELY else None


def talk_signals(text: str, in_documents: Callable[[str], bool]) -> TalkSignals:
    """Reads the signals of an input."""
    words, found = talk_words(), fold(text)
    count = max(1, len(found))
    unknown = _unknown(text)
    of_documents = sum(map(in_documents, unknown))
    addressed = speaks_to_chat(found)
    return TalkSignals(
        covered=float(bool(cover(found))),
        addressed=float(addressed),
        only_addressed=float(addressed and not of_documents),
        in_documents=of_documents / count,
        several_in_documents=float(min(of_documents, 3)),
        unknown=len(unknown) / count,
        has_phrase=float(any((word,) in words.phrases for word in found)),
        length=min(count, 12) / 12,
        has_number=float(any(len(number) > 2 for number in re.findall(r"\d+", text))),
    )


def without_courtesies(text: str) -> str:
    """A question without the greeting or thanks in front of it; anything else as it is.

    >>> without_courtesies("Bonjour, qui a signé la convention ?"), without_courtesies("Merci !")
    ('qui a signé la convention ?', 'Merci !')
    """
    spans = list(WORD.finditer(text))
    found = fold(text)
    if len(spans) != len(found):
        return text
    stops = [_STOP.match(text, span.end()) is not None for span in spans]
    for end in range(min(len(found) - 1, 12), 0, -1):
        made_of = pieces(found[:end]) or ()
        kinds = {kind for kind in made_of if kind}
        if not kinds or not kinds <= _COURTESIES:
            continue
        # Where no sign parts the courtesy from the question, it ends at a sign before, and its last word must not be
        # one that the question may begin with: "la", "top", "non".
        alone = made_of[-1] not in (None, "acknowledgement") and not any(stops[: end - 1])
        if stops[end - 1] or alone:
            return text[spans[end].start() :]
    return text


def _addressed(text: str, in_documents: Callable[[str], bool]) -> Kind | None:
    found, unknown = fold(text), _unknown(text)
    if not speaks_to_chat(found) or any(map(in_documents, unknown)):
        return None
    return best_kind(found) or (None if unknown else "capabilities")


def _unknown(text: str) -> list[str]:
    """The words that are none of talk, as typed: folded, "accord" would be no word of the documents."""
    known = talk_words().known
    return [typed for typed, folded in zip(typed_words(text), fold(text), strict=True) if folded not in known]
