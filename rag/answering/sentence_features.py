"""What is known of each sentence that could answer a question, as numbers that compare within the question."""

import dataclasses
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.answering.lists import Place
from rag.answering.question_form import QuestionForm, question_form, without_attribution
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
# A capital inside a sentence, and in Arabic, which has none, the words that go before a person's name.
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+ (?:(?:El|Al|Ben|Bin|ben|bin|de) )?[A-ZÀ-Þ][\w'’-]+")
_TITLE = re.compile(r"(?:وزير|رييس|السيد|مدير|الدكتور|ملك|الامير|كاتب|مو?سس|سفير)")


@dataclass(frozen=True)
class Candidates:
    """The sentences of some hits, in the order of the hits and of reading.

    ``features`` has a row for each and a column for each of ``FEATURES``.
    """

    places: tuple[Place, ...]
    features: NDArray[np.float64]

    def without(self, names: Collection[str]) -> "Candidates":
        """The same with these features set to 0: what they look for has been found."""
        features = self.features.copy()
        features[:, [FEATURES.index(name) for name in names]] = 0
        return dataclasses.replace(self, features=features)


def sentence_candidates(ranking: Ranking, hits: Sequence[Hit]) -> Candidates:
    """The sentences of hits that all are in one language, best hit first; there must be one.

    How rare a word of the question is, is counted among these sentences: what all of them hold tells nothing.
    ``letters`` is the same for n-grams of letters, which find a word in forms that its stemmer keeps apart.
    ``with_context`` is what title and heading add to the words found. Of the cosine only the z-score counts, and
    of the passage its score in the ranking, which is a sum of z-scores: embedding models differ in their scale.
    """
    language: Language = hits[0].passage.language
    form = question_form(ranking.question)
    asked = ranking.idf[language]
    places = [(hit.passage, sentence) for hit in hits for sentence in hit.passage.sentences]
    ranks = [rank for rank, hit in enumerate(hits) for _sentence in hit.passage.sentences]
    texts = [passage.quote(sentence) for passage, sentence in places]
    folded = [normalise(text) for text in texts]
    all_words = [set(analyse(text, language)) for text in texts]
    words = [frozenset(found & asked.keys()) for found in all_words]
    rarity = _rarity(words)
    contexts = [frozenset(analyse(hit.passage.context, language)) & asked.keys() for hit in hits]
    letters = _letter_coverage(ranking.question, folded)
    cosines = standardise(np.concatenate([ranking.cosines[hit.passage.id] for hit in hits]))
    rows = [
        (
            cosines[at],
            hits[rank].score,
            1 / (1 + rank),
            float(rank > 0),
            coverage(words[at], rarity),
            coverage(words[at] | contexts[rank], asked) - coverage(words[at], asked),
            letters[at],
            math.log1p(len(all_words[at])),
            math.log1p(len(all_words[at] - words[at])),
            *_form_met(form, folded[at]),
            _names(texts[at], folded[at], language, ranking.question) if form.wants_person else 0.0,
        )
        for at, rank in enumerate(ranks)
    ]
    return Candidates(tuple(places), np.array(rows, np.float64).reshape(len(rows), len(FEATURES)))


def _rarity(found: Sequence[frozenset[str]]) -> dict[str, float]:
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
    rarity = _rarity(found)
    return [coverage(each, rarity) for each in found]


def _form_met(form: QuestionForm, folded: str) -> tuple[float, float, float]:
    met = form.met_in(folded)
    # The date of the article that a sentence quotes is not that of the event.
    date = "date" in met and "date" in form.met_in(without_attribution(folded))
    return float(date), float("number" in met), float("money" in met)


def _names(text: str, folded: str, language: Language, question: str) -> float:
    if language == "ar":
        return math.log1p(len(_TITLE.findall(without_attribution(folded))))
    return math.log1p(sum(name not in question for name in set(_NAME.findall(text))))
