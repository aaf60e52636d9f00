"""Other documents that say what a quoted sentence says, or say it with another figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.answer_kind import Wanted
from rag.answering.answer_looks import names_in
from rag.answering.lists import Place
from rag.answering.sentence_features import rarity, read_sentence
from rag.answering.values import Date, Number, values_in
from rag.indexing.passage import Passage
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.scoring import coverage

_HITS = 12  # that are looked at: what says the same stands near it in the ranking
_ALIKE = 0.4  # least share of words in common, each weighted by its rarity
_ASKED = 0.75  # least share of the question's words that the quoted sentence answers to
_MOST = 3  # agreeing documents that are named


@dataclass(frozen=True)
class Echoes:
    """Sentences of other documents: those that agree with a quoted one, and one that disagrees, if there is one."""

    agreeing: tuple[Place, ...] = ()
    disagreeing: Place | None = None


def find_echoes(ranking: Ranking, hits: Sequence[Hit], place: Place, wanted: Sequence[Wanted]) -> Echoes:
    """What other documents say about that which a quoted sentence says; at most one sentence of each.

    Two sentences say the same when they share most of their rare words and as much of the question: words that many
    candidates hold, such as the titles of a minister, tell nothing. They agree unless the question wants a figure or
    a date and both hold other ones. A sentence without the figure that is wanted neither agrees nor disagrees.

    Args:
        ranking: of the question.
        hits: in one language, best first.
        place: the quoted sentence.
        wanted: the kinds of answer that the question wants.
    """
    language = place[0].language
    others = [hit.passage for hit in hits[:_HITS] if hit.passage.key != place[0].key]
    candidates = [(passage, sentence) for passage in others for sentence in passage.sentences]
    words = [_words(each) for each in (place, *candidates)]
    weights = rarity(words)
    asked = ranking.idf[language]
    own_words, least = words[0], _ASKED * coverage(words[0] | _context(place[0]), asked)
    alike = sorted(
        ((_overlap(own_words, found, weights), each) for each, found in zip(candidates, words[1:], strict=True)),
        key=lambda entry: -entry[0],
    )
    agreeing: dict[str, Place] = {}
    disagreeing: list[Place] = []
    for overlap, each in alike:
        if overlap < _ALIKE:
            break
        if coverage(_words(each) | _context(each[0]), asked) < least or each[0].key in agreeing:
            continue
        if (agrees := _agree(place, each, wanted)) is not None:
            agreeing.update({each[0].key: each} if agrees else {})
            disagreeing += [] if agrees else [each]
    against = next((each for each in disagreeing if each[0].key not in agreeing), None)
    return Echoes(tuple(agreeing.values())[:_MOST], against)


def _agree(place: Place, other: Place, wanted: Sequence[Wanted]) -> bool | None:
    """Whether two sentences hold a common value of each kind that is wanted; None where that cannot be told.

    Names are spelt in more ways than one, so that other names do not disagree; in Arabic they cannot be told at all.
    """
    texts = [passage.quote(sentence) for passage, sentence in (place, other)]
    for asked in (each for each in wanted if each.kind == "name"):
        named = [set(names_in(text, asked.question, place[0].language)) for text in texts]
        if place[0].language == "ar" or not named[0] & named[1]:
            return None
    kinds = [each.kind for each in wanted if each.kind != "name"]
    if not kinds:
        return None if _fit(*map(values_in, texts)) is False else True
    verdicts = [_fit(*(values_in(text, kind) for text in texts)) for kind in kinds]
    return None if None in verdicts else all(verdicts)


def _fit(own: Sequence[Date | Number], others: Sequence[Date | Number]) -> bool | None:
    """Whether two sentences share a value; None if one of them holds none."""
    return any(value.fits(theirs) for value in own for theirs in others) if own and others else None


def _words(place: Place) -> frozenset[str]:
    """The words of a sentence without figures, which are compared for themselves."""
    passage, sentence = place
    return frozenset(
        word for word in read_sentence(passage.quote(sentence), passage.language)[1] if not word[0].isdigit()
    )


def _context(passage: Passage) -> frozenset[str]:
    return read_sentence(passage.context, passage.language)[1]


def _overlap(own: frozenset[str], others: frozenset[str], weights: dict[str, float]) -> float:
    """The weighted Jaccard index of two sets of words."""
    total = sum(weights[word] for word in own | others)
    return sum(weights[word] for word in own & others) / total if total else 0.0
