"""The default writer: it quotes one to a few sentences, in reading order, and writes nothing of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.answer import Citation
from rag.answering.lists import ListBlock, PassageMap, Place, find_list, is_lead_in
from rag.answering.question_form import QuestionForm, has_date, question_form
from rag.indexing.passage import Passage
from rag.retrieval.hit import Hit, ScoredSentence


@dataclass(frozen=True)
class Composition:
    """Which sentences are quoted: text with markers, and the citations that they point to."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class ExtractiveWriter:
    """Chooses sentences among the best hits.

    Attributes:
        most: sentences of an answer that is not a list.
        hits: how many passages are considered.
        passage_weight: of a passage's score beside its sentence's.
        margin: how far below the best a further sentence may score.
        form_bonus: for a sentence that holds the date, number or amount that the question asks for.
    """

    most: int = 3
    hits: int = 4
    passage_weight: float = 0.3
    margin: float = 2.5
    form_bonus: float = 0.6

    def write(self, question: str, hits: Sequence[Hit]) -> Composition:
        """Composes an answer from hits that all are in one language, best first; there must be one."""
        form = question_form(question)
        ranked = self._rank(form, hits)
        passages = {(hit.passage.key, hit.passage.position): hit.passage for hit in hits}
        best = ranked[0][1]
        block = find_list(best, passages)
        if block and (form.wants_list or is_lead_in(*best)):
            return compose(_whole(block))
        chosen = self._choose(form, ranked)
        return compose(_with_lead_ins(chosen, passages))

    def _rank(self, form: QuestionForm, hits: Sequence[Hit]) -> list[tuple[float, Place]]:
        scored = [
            (self._score(form, hit, sentence), (hit.passage, sentence.span))
            for hit in hits[: self.hits]
            for sentence in hit.sentences
        ]
        return sorted(scored, key=lambda entry: -entry[0])

    def _score(self, form: QuestionForm, hit: Hit, sentence: ScoredSentence) -> float:
        fits = form.met_by(hit.passage.quote(sentence.span))
        return sentence.score + self.passage_weight * hit.score + self.form_bonus * fits

    def _choose(self, form: QuestionForm, ranked: list[tuple[float, Place]]) -> list[Place]:
        (top, best), *others = ranked
        chosen = [best]
        for score, place in others:
            if len(chosen) == self.most or score < top - self.margin:
                break
            # A lead-in without its list says nothing, and only the best sentence may bring a list with it.
            if not is_lead_in(*place) and place[0].key == best[0].key:
                chosen.append(place)
        if form.wants_date and len(chosen) < self.most and not any(has_date(p.quote(s)) for p, s in chosen):
            dated = (
                place for _score, place in others if place[0].key == best[0].key and has_date(place[0].quote(place[1]))
            )
            chosen += [place for place in [next(dated, None)] if place]
        return chosen


def compose(places: Sequence[Place]) -> Composition:
    """Numbers sentences in the order given and sets them as text: items on lines of their own."""
    text = ""
    citations = []
    for number, (passage, sentence) in enumerate(places, 1):
        start, end = passage.start + sentence.start, passage.start + sentence.end
        citation = Citation(number, passage, start, end)
        separator = "" if not text else "\n" if sentence.kind == "item" or text_ends_list(places, number) else " "
        text += f"{separator}{'- ' if sentence.kind == 'item' else ''}{citation.quote} [{number}]"
        citations.append(citation)
    return Composition(text, tuple(citations))


def text_ends_list(places: Sequence[Place], number: int) -> bool:
    """Whether the sentence before the ``number``-th was an item of a list, so that a new line must follow."""
    return places[number - 2][1].kind == "item"


def _whole(block: ListBlock) -> list[Place]:
    return [*([block.lead] if block.lead else []), *block.items]


def _with_lead_ins(chosen: list[Place], passages: PassageMap) -> list[Place]:
    """Reading order, each item after the sentence that announces it."""
    places = {(passage.id, sentence): (passage, sentence) for passage, sentence in chosen}
    for place in chosen:
        if place[1].kind == "item" and (block := find_list(place, passages)) and block.lead:
            places[(block.lead[0].id, block.lead[1])] = block.lead
    rank: dict[str, int] = {}
    for passage, _sentence in chosen:
        rank.setdefault(passage.key, len(rank))
    return sorted(places.values(), key=lambda place: (rank[place[0].key], *_order(place[0], place[1].start)))


def _order(passage: Passage, start: int) -> tuple[int, int]:
    return passage.position, start
