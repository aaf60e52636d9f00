"""From a question to a cited answer, or to saying that the documents do not say."""

import dataclasses
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from rag.answering.answer import Answer
from rag.answering.composition import Composition
from rag.answering.evidence import EvidenceGate, evidence_signals
from rag.answering.extractive import ExtractiveWriter
from rag.answering.followup import read_history, readings
from rag.answering.messages import ABSTAINED, DISAGREEING, FOREIGN_SOURCES, UNKNOWN_LANGUAGE
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import Language, detect_language
from rag.text.question import check_question

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Evidence:
    ranking: Ranking
    hits: Sequence[Hit]
    probability: float
    own_language: bool
    weighing: float = 0.0  # seconds


class Answerer:
    """Answers questions from the indexed documents, each sentence cited to the exact words of its source.

    >>> answerer = Answerer.open(Settings.load())
    >>> answerer.answer("Who signed the CNDP convention and when?").status
    'answered'
    """

    def __init__(
        self,
        retriever: Retriever,
        writer: ExtractiveWriter | None = None,
        gate: EvidenceGate | None = None,
    ) -> None:
        self.retriever = retriever
        self.writer = writer or ExtractiveWriter(most=retriever.settings.sentences)
        self.gate = gate or EvidenceGate.packaged()

    @classmethod
    def open(cls, settings: Settings, announce: Callable[[str], None] = _log.info) -> Self:
        """Opens everything that these settings name.

        Raises:
            ModelError: the embedding model cannot be opened.
            StoreError: there is no index, it is damaged, or it was built with other settings.
        """
        return cls(Retriever.open(settings, announce))

    def answer(self, question: str, filters: Filters | None = None, history: Sequence[str] = ()) -> Answer:
        """Answers in the question's language, from sources in that language where they hold the answer.

        Args:
            question: in French, Arabic, Darija or English.
            filters: which documents may be searched.
            history: the earlier questions of the conversation, oldest first. They matter only to a question that
                cannot stand alone; ``Answer.searched`` says what was made of it.

        Raises:
            QuestionError: the question is empty, too long or holds no words.
        """
        started = time.perf_counter()
        asked = check_question(question)
        language = detect_language(asked, self.retriever.passages_with)
        if language is None:
            return Answer(question, asked, "en", "abstained", UNKNOWN_LANGUAGE, 0.0, notice=UNKNOWN_LANGUAGE)
        context = read_history(history, self.retriever.in_standard_arabic)
        found = self._search(readings(asked, language, context, self.retriever), language, filters)
        searched = time.perf_counter()
        composed = self.writer.write(found.ranking, found.hits) if self._is_enough(found) else None
        ended = time.perf_counter()
        return Answer(
            question=question,
            searched=found.ranking.question,
            language=language,
            status="answered" if composed else "abstained",
            text=composed.text if composed else ABSTAINED[language],
            confidence=found.probability,
            citations=composed.citations if composed else (),
            notice=_notice(composed, language, found.own_language) if composed else "",
            timings_ms={
                "retrieve": 1e3 * (searched - started - found.weighing),
                "evidence": 1e3 * found.weighing,
                "write": 1e3 * (ended - searched),
                "total": 1e3 * (ended - started),
            },
        )

    def _search(self, texts: Sequence[str], language: Language, filters: Filters | None) -> _Evidence:
        """The first reading of a question that sources in its language answer, otherwise the last answered one.

        Where none is answered, the question stays as it was asked.
        """
        looked: list[_Evidence] = []
        weighing = 0.0
        for text in texts:
            ranking = self.retriever.rank(text, filters)
            started = time.perf_counter()
            looked.append(self._weigh(ranking, language, filters))
            weighing += time.perf_counter() - started
            if looked[-1].own_language and self._is_enough(looked[-1]):
                break
        best = next((evidence for evidence in reversed(looked) if self._is_enough(evidence)), looked[0])
        return dataclasses.replace(best, weighing=weighing)

    def _is_enough(self, evidence: _Evidence) -> bool:
        return evidence.probability >= self.retriever.settings.evidence

    def _weigh(self, ranking: Ranking, language: Language, filters: Filters | None) -> _Evidence:
        """Evidence in the question's language if it is enough, otherwise in the language of the best other hit.

        Documents that exist in the question's language are left out of the second search: what one of them does
        not say, its translation does not say either. A filter that keeps that language out wants the others.
        """
        own = [hit for hit in ranking.hits if hit.passage.language == language]
        options = [self._evidence(ranking, own, True)] if own else []
        if not options or not self._is_enough(options[0]):
            foreign = [hit for hit in ranking.hits if hit.passage.language != language]
            if not filters or not filters.languages or language in filters.languages:
                translated = self.retriever.existing_in(language, {hit.passage.document for hit in foreign})
                foreign = [hit for hit in foreign if hit.passage.document not in translated]
            if foreign:
                same = [hit for hit in foreign if hit.passage.language == foreign[0].passage.language]
                options.append(self._evidence(ranking, same, False))
        return max(options, key=lambda option: option.probability, default=_Evidence(ranking, (), 0.0, True))

    def _evidence(self, ranking: Ranking, hits: Sequence[Hit], own_language: bool) -> _Evidence:
        probability = self.gate.probability(evidence_signals(ranking, hits, own_language))
        return _Evidence(ranking, hits, probability, own_language)


def _notice(composed: Composition, language: Language, own_language: bool) -> str:
    """What the reader should know of the sources: that they are in another language, that they do not agree."""
    dated = [f"[{each.number}] ({each.passage.date})" for each in composed.disagreeing if each.passage.date]
    plain = [f"[{each.number}]" for each in composed.disagreeing]
    places = " ≠ ".join(dated if len(dated) == len(plain) else plain)
    lines = ["" if own_language else FOREIGN_SOURCES[language], DISAGREEING[language].format(places) if places else ""]
    return " ".join(filter(None, lines))
