"""Chosen sentences as the text of an answer, each with its citation."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.agreement import Echoes
from rag.answering.answer import Citation
from rag.answering.lists import Place
from rag.answering.opening import joined_and, referent
from rag.answering.set_quotes import set_quote
from rag.text.shown import set_in


@dataclass(frozen=True)
class Composition:
    """Which sentences are quoted: text with markers, and the citations that they point to.

    ``disagreeing`` are the two citations of a fact on which documents differ, if they do.
    """

    text: str
    citations: tuple[Citation, ...]
    disagreeing: tuple[Citation, ...] = ()


def compose(places: Sequence[Place], best: Place | None = None, echoes: Echoes | None = None) -> Composition:
    """Numbers sentences in the order given and sets them as text.

    A quote does not begin with an "and"; a pronoun that opens one has what it stands for in brackets before it. A new
    line begins for an item of a list, after a list, and where another document has its say; within a quote none does,
    and no marker stands in one.

    Args:
        places: the sentences.
        best: the one of them that the echoes are of.
        echoes: what other documents say about the same; one that disagrees must be among the sentences.
    """
    text = ""
    citations: list[Citation] = []
    for number, (passage, sentence) in enumerate(places, 1):
        citation = _cite(number, (passage, sentence))
        before = places[number - 2] if number > 1 else None
        parted = before and ("item" in (sentence.kind, before[1].kind) or before[0].key != passage.key)
        separator = "\n" if parted else " " if text else ""
        follows = before and before[0].id == passage.id and before[1].end < sentence.start
        stands_for = "" if follows else referent(passage, sentence)
        prefix = ("- " if sentence.kind == "item" else "") + (f"{set_in(f'[{stands_for}]')} " if stands_for else "")
        text += f"{separator}{prefix}{set_quote(citation.quote, passage.language)} [{number}]"
        citations.append(citation)
    if best is None or echoes is None:
        return Composition(text, tuple(citations))
    at = places.index(best)
    agreeing = tuple(_cite(at + 1, place) for place in echoes.agreeing)
    citations[at] = dataclasses.replace(citations[at], agreeing=agreeing)
    against = (citations[at], citations[places.index(echoes.disagreeing)]) if echoes.disagreeing else ()
    return Composition(text, tuple(citations), against)


def _cite(number: int, place: Place) -> Citation:
    passage, sentence = place
    start = sentence.start + joined_and(passage.quote(sentence), passage.language)
    return Citation(number, passage, passage.start + start, passage.start + sentence.end)
