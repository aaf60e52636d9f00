"""The sentence that decides a question of yes or no, or puts right what a question for a reason supposes."""

from collections.abc import Sequence

from rag.answering.lists import Likely, Place
from rag.answering.stance import shared_words, stance
from rag.question.yes_no import asks_why, is_yes_no

_READ = 10  # of the likeliest sentences: the one that decides may hold another figure than the question, so lie behind
_DECIDED = ("yes", "no", "otherwise")


def decisive_first(question: str, likely: Sequence[Likely]) -> tuple[list[Likely], bool]:
    """The likeliest sentences with the one that decides in front, and whether there is one.

    One that has another figure or date than the question comes first only if it shares as many of the question's other
    words as the likeliest one does.
    """
    language = likely[0][0][0].language
    if not (is_yes_no(question, language) or asks_why(question, language)):
        return list(likely), False

    def said(place: Place) -> str:
        return stance(question, place[0].quote(place[1]), place[0].title, language)

    def shared(place: Place) -> float:
        return shared_words(question, f"{place[0].title}\n{place[0].quote(place[1])}", language)

    best = likely[0][0]
    if said(best) in _DECIDED:
        return list(likely), True
    options = [entry for entry in likely[1:_READ] if said(entry[0]) in _DECIDED and shared(entry[0]) >= shared(best)]
    if not options:
        return list(likely), False
    first = max(options, key=lambda entry: shared(entry[0]))
    return [first, *(entry for entry in likely if entry is not first)], True
