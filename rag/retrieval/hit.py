"""What retrieval gives back."""

from dataclasses import asdict, dataclass
from typing import Any

from rag.corpus.document import credit
from rag.indexing.passage import Passage
from rag.text.sentences import Sentence


@dataclass(frozen=True)
class Signals:
    """What a passage's score is made of.

    ``dense`` is the cosine of question and passage, ``sentence`` that of the question and the passage's best
    sentence, ``bm25`` the lexical score (0 if no word of the question is in the passage).
    """

    dense: float
    sentence: float
    bm25: float


@dataclass(frozen=True)
class ScoredSentence:
    """A sentence of a passage; ``span`` counts from the passage's start.

    ``cosine`` is that with the question, ``coverage`` the share of the question's words in it, weighted by
    their inverse document frequency; ``score`` puts both together and compares across all hits of a ranking.
    """

    span: Sentence
    score: float
    cosine: float
    coverage: float


@dataclass(frozen=True)
class Hit:
    """A passage that was found, with its score and its sentences, best first."""

    passage: Passage
    score: float
    signals: Signals
    sentences: tuple[ScoredSentence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The hit as JSON types; positions count characters of the document's stored text."""
        passage = self.passage
        return {
            "document": passage.document,
            "language": passage.language,
            "title": passage.title,
            **credit(passage.sources),
            "date": passage.date,
            "heading": passage.heading,
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
            "score": round(self.score, 4),
            "signals": {name: round(value, 4) for name, value in asdict(self.signals).items()},
            "sentences": [
                {
                    "start": passage.start + sentence.span.start,
                    "end": passage.start + sentence.span.end,
                    "score": round(sentence.score, 4),
                    "sources": [
                        source.to_dict() for source in passage.sources_of(sentence.span.start, sentence.span.end)
                    ],
                    "quote": passage.quote(sentence.span),
                }
                for sentence in self.sentences
            ],
        }
