"""In which order chosen sentences read best: the answer first, then what surrounds it.

A pronoun that opens the best sentence stands for the subject of the question, which the reader has just typed, so
the sentence before it need not come first.
"""

from collections.abc import Sequence

from rag.answering.lists import Place

_ENDS = tuple('.!?؟…:;؛»"”)]')


def broken_off(place: Place) -> tuple[Place, ...]:
    """A sentence with the lines that it was broken into, in reading order.

    Web pages and PDF files break lines inside a sentence; such a line has no full stop.
    """
    passage, sentence = place
    run = passage.sentences
    first = last = run.index(sentence)
    while first > 0 and _goes_on((passage, run[first - 1]), (passage, run[first])):
        first -= 1
    while last + 1 < len(run) and _goes_on((passage, run[last]), (passage, run[last + 1])):
        last += 1
    return tuple((passage, each) for each in run[first : last + 1])


def best_first(chosen: Sequence[Place]) -> list[Place]:
    """The first of the sentences stays first, the others follow as they stand in their documents.

    Only if it is part of a sentence broken over lines, that sentence stays together.
    """
    best = chosen[0]
    whole = [place for place in broken_off(best) if place in chosen]
    rest = [place for place in chosen if place not in whole]
    return [*whole, *sorted(rest, key=lambda p: (p[0].key != best[0].key, p[0].key, p[0].position, p[1].start))]


def _goes_on(place: Place, following: Place) -> bool:
    passage, sentence = place
    return sentence.kind == following[1].kind == "prose" and not passage.quote(sentence).endswith(_ENDS)
