"""The default writer: it quotes one to a few sentences, in reading order, and writes nothing of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.answer import Citation
from rag.answering.lists import ListBlock, PassageMap, Place, find_list, is_lead_in
from rag.answering.question_form import QuestionForm, has_date, question_form
from rag.indexing.passage import Passage
from rag.retrieval.hit import Hit


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
        scored = [
            ((hit.passage, sentence.span), sentence.score + self.passage_weight * hit.score)
            for hit in hits[: self.hits]
            for sentence in hit.sentences
        ]
        passages = {(hit.passage.key, hit.passage.position): hit.passage for hit in hits}
        best, top = self._best(form, scored)
        block = find_list(best, passages)
        if block and (form.wants_list or is_lead_in(*best)):
            return compose(_whole(block))
        return compose(_with_lead_ins(self._choose(form, scored, best, top), passages))

    def _best(self, form: QuestionForm, scored: Sequence[tuple[Place, float]]) -> tuple[Place, float]:
        valued = [(place, score + self.form_bonus * form.met_by(_quote(place))) for place, score in scored]
        return max(valued, key=lambda entry: entry[1])

    def _choose(
        self, form: QuestionForm, scored: Sequence[tuple[Place, float]], best: Place, top: float
    ) -> list[Place]:
        """The best sentence, and others of its document that come near it or bring what is still missing."""
        chosen = [best]
        # A lead-in without its list says nothing, and only the best sentence may bring a list with it.
        others = [e for e in scored if e[0] != best and e[0][0].key == best[0].key and not is_lead_in(*e[0])]
        while others and len(chosen) < self.most:
            missing = form.missing_in("\n".join(map(_quote, chosen)))
            place, value = self._best(missing, others)
            if value < top - self.margin:
                dated = [entry for entry in others if missing.wants_date and has_date(_quote(entry[0]))]
                if not dated:
                    break
                place, _value = self._best(missing, dated)
            chosen.append(place)
            others = [entry for entry in others if entry[0] != place]
        return chosen


def _quote(place: Place) -> str:
    return place[0].quote(place[1])


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
