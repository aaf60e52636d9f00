"""What is known of each sentence that could answer a question, as numbers that compare within the question."""

import dataclasses
import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.answering.answer_kind import Kind, Wanted, wanted_kinds
from rag.answering.answer_looks import names_in
from rag.answering.lists import Place
from rag.indexing.analysis import analyse
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.scoring import coverage, standardise
from rag.text.language import Language
from rag.text.normalise import normalise

FEATURES = (
    "cosine",
    "passage",
    "rank",
    "not_first",
    "coverage",
    "with_context",
    "letters",
    "length",
    "novel",
    "date",
    "number",
    "money",
    "names",
)
_WORD = re.compile(r"\w+")
_LETTERS = 4  # of an n-gram
_FEATURE_OF: dict[Kind, str] = {
    "money": "money",
    "count": "number",
    "quantity": "number",
    "duration": "number",
    "day": "date",
    "date": "date",
    "name": "names",
}


@dataclass(frozen=True)
class Candidates:
    """The sentences of some hits, in the order of the hits and of reading.

    ``features`` has a row for each and a column for each of ``FEATURES``; ``meets``, bool, has a column for each
    of the kinds of answer that are ``wanted`` and says whether the sentence holds one.
    """

    places: tuple[Place, ...]
    features: NDArray[np.float64]
    wanted: tuple[Wanted, ...]
    meets: NDArray[np.bool_]

    def beyond(self, row: int) -> "Candidates":
        """The same for what the sentence of a row leaves open: what it holds is looked for no more."""
        features = self.features.copy()
        found = [_FEATURE_OF[each.kind] for each, met in zip(self.wanted, self.meets[row], strict=True) if met]
        features[:, [FEATURES.index(name) for name in found]] = 0
        return dataclasses.replace(self, features=features)


def sentence_candidates(ranking: Ranking, hits: Sequence[Hit]) -> Candidates:
    """The sentences of hits that all are in one language, best hit first; there must be one.

    How rare a word of the question is, is counted among these sentences: what all of them hold tells nothing.
    ``letters`` is the same for n-grams of letters, which find a word in forms that its stemmer keeps apart.
    ``with_context`` is what title and heading add to the words found. Of the cosine only the z-score counts, and
    of the passage its score in the ranking, which is a sum of z-scores: embedding models differ in their scale.
    """
    language: Language = hits[0].passage.language
    wanted = wanted_kinds(ranking.question)
    asked = ranking.idf[language]
    places = [(hit.passage, sentence) for hit in hits for sentence in hit.passage.sentences]
    ranks = [rank for rank, hit in enumerate(hits) for _sentence in hit.passage.sentences]
    texts = [passage.quote(sentence) for passage, sentence in places]
    folded, all_words = zip(*(read_sentence(text, language) for text in texts), strict=True)
    words = [frozenset(found & asked.keys()) for found in all_words]
    weights = rarity(words)
    contexts = [read_sentence(hit.passage.context, language)[1] & asked.keys() for hit in hits]
    letters = _letter_coverage(ranking.question, folded)
    cosines = standardise(np.concatenate([ranking.cosines[hit.passage.id] for hit in hits]))
    met = [each.met_by(*pair, language) for pair in zip(texts, folded, strict=True) for each in wanted]
    meets = np.array(met, np.bool_).reshape(len(texts), len(wanted))
    rows = [
        (
            cosines[at],
            hits[rank].score,
            1 / (1 + rank),
            float(rank > 0),
            coverage(words[at], weights),
            coverage(words[at] | contexts[rank], asked) - coverage(words[at], asked),
            letters[at],
            math.log1p(len(all_words[at])),
            math.log1p(len(all_words[at] - words[at])),
            *_held(wanted, meets[at], texts[at], language),
        )
        for at, rank in enumerate(ranks)
    ]
    features = np.array(rows, np.float64).reshape(len(rows), len(FEATURES))
    return Candidates(tuple(places), features, wanted, meets)


@functools.lru_cache(maxsize=10_000)
def read_sentence(text: str, language: Language) -> tuple[str, frozenset[str]]:
    """A sentence normalised, and its words as they are searched; kept, since the same ones are candidates again."""
    return normalise(text), frozenset(analyse(text, language))


def rarity(found: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequencies among a few sentences, by the formula of BM25."""
    counts: dict[str, int] = {}
    for words in found:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return {word: math.log1p((len(found) - count + 0.5) / (count + 0.5)) for word, count in counts.items()}


def _letter_coverage(question: str, folded: Sequence[str]) -> list[float]:
    text = f" {' '.join(_WORD.findall(normalise(question)))} "
    grams = {text[at : at + _LETTERS] for at in range(len(text) - _LETTERS + 1)}
    found = [frozenset(gram for gram in grams if gram in f" {sentence} ") for sentence in folded]
    weights = rarity(found)
    return [coverage(each, weights) for each in found]


def _held(
    wanted: Sequence[Wanted], meets: NDArray[np.bool_], text: str, language: Language
) -> tuple[float, float, float, float]:
    """The features of the kinds of answer: whether a date, a number, an amount is held, and how many names."""
    met = {_FEATURE_OF[each.kind]: each for each, is_met in zip(wanted, meets, strict=True) if is_met}
    names = names_in(text, met["names"].question, language) if "names" in met else ()
    return float("date" in met), float("number" in met), float("money" in met), math.log1p(len(names))
