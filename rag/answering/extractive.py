"""The default writer: it quotes one to a few sentences, the likeliest answer first, and writes nothing of its own."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.answering.agreement import find_echoes
from rag.answering.answer_looks import holds_date
from rag.answering.comparison import compared_hits
from rag.answering.composition import Composition, compose
from rag.answering.decisive import decisive_first
from rag.answering.lists import Likely, ListBlock, PassageMap, Place, find_list, is_lead_in
from rag.answering.question_form import QuestionForm, question_form
from rag.answering.reading_order import best_first, broken_off
from rag.answering.sentence_features import Candidates, sentence_candidates
from rag.answering.sentence_scorer import SentenceScorer
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.text.normalise import normalise


@dataclass(frozen=True)
class ExtractiveWriter:
    """Chooses sentences among the best hits.

    Attributes:
        most: sentences of an answer that is not a list.
        hits: how many passages are considered.
        enough: sentences are added until one of them answers with this probability.
        met: with this probability they are not, once they hold each kind of answer that is wanted.
        elsewhere: with this probability none of another document is added.
        least: probability that a further sentence must have to be worth reading.
        each: sentences about each side of a comparison.
        announced: probability that a sentence must have for the list that it announces to answer a list question.
        scorer: says how likely it is of each sentence that it answers.
    """

    most: int = 3
    hits: int = 4
    enough: float = 0.95
    met: float = 0.93
    elsewhere: float = 0.9
    least: float = 0.05
    each: int = 2
    announced: float = 0.1
    scorer: SentenceScorer = field(default_factory=SentenceScorer.packaged)

    @property
    def nearest(self) -> "ExtractiveWriter":
        """The same for what may not answer: one sentence, or two if the first hardly stands out."""
        return dataclasses.replace(self, most=min(self.most, 2), enough=0.5, announced=1.0)

    def write(self, ranking: Ranking, hits: Sequence[Hit]) -> Composition:
        """Composes an answer from hits that all are in one language, best first; there must be one."""
        form = question_form(ranking.question)
        passages = {(hit.passage.key, hit.passage.position): hit.passage for hit in hits}
        sides = compared_hits(ranking, hits) if form.compares else ()
        if sides:
            return compose(_with_lead_ins(self._compare(form, ranking, sides), passages))
        likely = self._likely(ranking, hits[: self.hits])
        if block := self._list(form, likely, passages):
            return compose(_whole(block))
        return self._answer(form, ranking, hits, likely, passages)

    def _answer(
        self,
        form: QuestionForm,
        ranking: Ranking,
        hits: Sequence[Hit],
        likely: Sequence[Likely],
        passages: PassageMap,
    ) -> Composition:
        """The best sentences; documents that say the same as the first are named, one that says otherwise is quoted."""
        likely, decided = decisive_first(ranking.question, likely)
        chosen = self._choose(form, likely, 1 if decided else self.most)
        best, echoes = chosen[0], find_echoes(ranking, hits, chosen[0], form.wanted)
        against = [echoes.disagreeing] if echoes.disagreeing else []
        rest = [place for place in chosen[1:] if place not in (*echoes.agreeing, *against)]
        rest = rest[: self.most - 1 - len(against)]
        return compose(_with_lead_ins([best, *rest, *against], passages), best, echoes)

    def _likely(self, ranking: Ranking, hits: Sequence[Hit]) -> list[Likely]:
        """The sentences of these hits, likeliest first."""
        found = sentence_candidates(ranking, hits)
        likely = self._sorted(found)
        if len(found.wanted) < 2:
            return likely
        # One part is answered by the best sentence; the others are chosen for the parts that remain.
        best = likely[0][0]
        rest = self._sorted(found.beyond(found.places.index(best)))
        return [(best, 0.0), *(entry for entry in rest if entry[0] != best)]

    def _sorted(self, found: Candidates) -> list[Likely]:
        values = self.scorer.probabilities(found.features).tolist()
        return sorted(zip(found.places, values, strict=True), key=lambda entry: -entry[1])

    def _list(self, form: QuestionForm, likely: Sequence[Likely], passages: PassageMap) -> ListBlock | None:
        """The list that answers: that of the best sentence, or one that another likely sentence announces."""
        best, value = likely[0]
        if form.wants_list or (is_lead_in(*best) and (value > 0.5 or not form.wants_value)):
            announced = [place for place, v in likely[1 : self.most] if is_lead_in(*place) and v >= self.announced]
            for place in [best, *(announced if form.wants_list else ())]:
                if block := find_list(place, passages):
                    return block
        return None

    def _compare(self, form: QuestionForm, ranking: Ranking, sides: Sequence[Sequence[Hit]]) -> list[Place]:
        """The best sentences about each side."""
        likely = self._likely(ranking, [hit for side in sides for hit in side])
        places = []
        for side in sides:
            key = side[0].passage.key
            own = [(place, value) for place, value in likely if place[0].key == key]
            total = sum(value for _place, value in own) or 1.0
            places += self._choose(form, [(place, value / total) for place, value in own], self.each)
        return places

    def _choose(self, form: QuestionForm, likely: Sequence[Likely], most: int) -> list[Place]:
        """The best sentence, and others that are likely too or bring what is still missing."""
        # A lead-in without its list says nothing.
        likely = [entry for entry in likely if not is_lead_in(*entry[0])] or list(likely)
        chosen, mass, others = [likely[0][0]], likely[0][1], likely[1:]
        for place, value in others:
            if len(chosen) == most or mass >= self.enough or value < self.least:
                break
            a_sentence_each = len(chosen) >= len(form.wanted) > 1  # a name of a ministry looks like that of a person
            if (mass >= self.met or a_sentence_each) and _meets_all(form, chosen):
                break  # every kind of answer that was asked for is there
            if place[0].key != chosen[0][0].key and mass >= self.elsewhere:
                continue
            if place[1].kind == "item" and chosen[0][1].kind != "item" and not _adds(form, place, chosen):
                continue  # one of several says less than none, unless it is what is still asked for
            chosen.append(place)
            mass += value
        if form.wants_date and len(chosen) < most and not any(map(_is_dated, chosen)):
            dated = (place for place, _v in others if place[0].key == chosen[0][0].key and _is_dated(place))
            chosen += [place for place in [next(dated, None)] if place]
        lines = [place for place in broken_off(chosen[0]) if place not in chosen]
        return best_first([chosen[0], *lines, *chosen[1:]][:most])


def _meets_all(form: QuestionForm, chosen: Sequence[Place]) -> bool:
    """Whether a date, a number, a name … is asked for, and each kind that is stands in one of the sentences."""
    texts = [(_quote(place), normalise(_quote(place)), place[0].language) for place in chosen]
    return bool(form.wanted) and all(any(wanted.met_by(*text) for text in texts) for wanted in form.wanted)


def _adds(form: QuestionForm, place: Place, chosen: Sequence[Place]) -> bool:
    """Whether a sentence holds a kind of answer that is wanted and that the chosen ones lack."""
    return not _meets_all(form, chosen) and _meets_all(form, [*chosen, place])


def _quote(place: Place) -> str:
    return place[0].quote(place[1])


def _is_dated(place: Place) -> bool:
    return holds_date(normalise(_quote(place)))


def _whole(block: ListBlock) -> list[Place]:
    return [*([block.lead] if block.lead else []), *block.items]


def _with_lead_ins(chosen: list[Place], passages: PassageMap) -> list[Place]:
    """Each item after the sentence that announces it; of a list of which two items are chosen, all of them."""
    blocks = {
        _key(place): block for place in chosen if place[1].kind == "item" and (block := find_list(place, passages))
    }
    places: dict[tuple[str, object], Place] = {}
    for place in chosen:
        block = blocks.get(_key(place))
        if block is None:
            places[_key(place)] = place
            continue
        together = sum(_key(item) in blocks for item in block.items) > 1
        for each in _whole(block) if together else [*([block.lead] if block.lead else []), place]:
            places[_key(each)] = each
    return list(places.values())


def _key(place: Place) -> tuple[str, object]:
    return (place[0].id, place[1])
