"""Lists in passages: the sentence that announces a list and the items that follow it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.indexing.passage import Passage
from rag.text.normalise import normalise
from rag.text.sentences import Sentence

Place = tuple[Passage, Sentence]
Likely = tuple[Place, float]  # a sentence and the probability that it answers
PassageMap = Mapping[tuple[str, int], Passage]  # by document key and position in the document
_ORDINAL = re.compile(
    r"^\W*(?:le |la |les |l'|the |و)?(?:"
    r"premi[eè]re?s?|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|cinqui[eè]me|sixi[eè]me|dernier|enfin|"
    r"first|second|third|fourth|fifth|sixth|finally|"
    r"(?:ال)?(?:محور|هدف|جانب|شق|مجال)?\s?(?:ال)?(?:اول|اولي|ثاني|ثانيه|ثالث|ثالثه|رابع|رابعه|خامس|خامسه|سادس|اخير))\b"
)


@dataclass(frozen=True)
class ListBlock:
    """A list: its lead-in, if there is one, and its items in reading order."""

    lead: Place | None
    items: tuple[Place, ...]


def is_lead_in(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence announces a list: it ends with a colon, so that alone it says nothing."""
    return passage.quote(sentence).rstrip().endswith(":")


def find_list(place: Place, passages: PassageMap) -> ListBlock | None:
    """The list that a sentence announces or belongs to, across passages of one document; None if there is none.

    Sentences that open with ordinals ("The first axis …", "The second axis …") are a list too.
    """
    flow = _neighbourhood(place[0], passages)
    at = next(n for n, (passage, sentence) in enumerate(flow) if (passage.id, sentence) == (place[0].id, place[1]))
    start = at + 1 if is_lead_in(*place) else at
    for belongs in (_is_item, _is_ordinal):
        if start < len(flow) and belongs(flow[start]):
            first = start
            while first > 0 and belongs(flow[first - 1]):
                first -= 1
            last = start
            while last + 1 < len(flow) and belongs(flow[last + 1]):
                last += 1
            if last == first and belongs is _is_ordinal:
                continue
            lead = flow[first - 1] if first and is_lead_in(*flow[first - 1]) else None
            return ListBlock(lead, tuple(flow[first : last + 1]))
    return None


def _neighbourhood(passage: Passage, passages: PassageMap) -> list[Place]:
    """The sentences around, in reading order: a list may begin or go on in a neighbouring passage."""
    run = [passage]
    while (before := passages.get((passage.key, run[0].position - 1))) and len(run) < 5:
        run.insert(0, before)
    while (after := passages.get((passage.key, run[-1].position + 1))) and len(run) < 9:
        run.append(after)
    return [(each, sentence) for each in run for sentence in each.sentences]


def _is_item(place: Place) -> bool:
    return place[1].kind == "item"


def _is_ordinal(place: Place) -> bool:
    return place[1].kind == "prose" and bool(_ORDINAL.match(normalise(place[0].quote(place[1]))))
