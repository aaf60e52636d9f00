"""From a question to a cited answer, or to saying that the documents do not say."""

import dataclasses
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from rag.answering.answer import Answer, Status
from rag.answering.collection import collection_answer, in_documents, read_query
from rag.answering.composition import Composition, compose
from rag.answering.evidence import EvidenceGate, evidence_signals
from rag.answering.extractive import ExtractiveWriter
from rag.answering.followup import read_history, readings
from rag.answering.messages import ABSTAINED, DISAGREEING, FOREIGN_SOURCES, UNKNOWN_LANGUAGE, WITHOUT_WORDS
from rag.answering.nearby import related_documents, unheard_words
from rag.answering.off_topic import OffTopic
from rag.answering.own_words import own_words
from rag.answering.stance import stance
from rag.answering.suggestions import suggest
from rag.answering.summary import opening_sentences
from rag.answering.talk import talk_answer
from rag.question.about import About, read_about
from rag.question.linear_model import LinearModel
from rag.question.talk import TalkSignals, talk_kind, without_courtesies
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import Language, detect_language
from rag.text.question import check_question
from rag.text.question_words import content_words, names
from rag.text.shown import set_in

# Confidence in the opening of an article whose title names what was asked for; no gate has weighed it.
_TOLD = 0.95
# Probability of talk that an input must have which neither speaks to the chat nor has a phrase of talk.
_MEANT = 0.8
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
        answer = self._reply(question, filters, history)
        if answer.status == "talk" or self.retriever.searches_words:
            return answer
        notice = " ".join(filter(None, (WITHOUT_WORDS[answer.language], answer.notice)))
        return dataclasses.replace(answer, notice=notice)

    def _reply(self, question: str, filters: Filters | None, history: Sequence[str]) -> Answer:
        started = time.perf_counter()
        asked = check_question(question)
        language = detect_language(asked, self.retriever.passages_with)
        if language is None:
            return Answer(question, asked, "en", "abstained", UNKNOWN_LANGUAGE, 0.0, notice=UNKNOWN_LANGUAGE)
        bare = without_courtesies(asked)
        standard = self.retriever.in_standard_arabic(bare)
        query = read_query(standard, language, self.retriever)
        # "Which documents do you have?" is about the chat, "which laws do you have?" is not.
        if query is None or not query.restricted:
            # What looks like talk after a question may be a follow-up: there only words decide.
            # Latin letters hide what words of Darija are in the documents; in Arabic ones it shows.
            about = standard != bare and sum(map(self.in_documents, content_words(standard))) > 1
            likelihood = _never if history or about else partial(self._likelihood_of_talk, asked)
            # Words of a language without documents are unknown to them, whatever they are about.
            known = self.in_documents if self.retriever.catalogue.has_language(language) else _always
            if kind := talk_kind(asked, known, likelihood):
                return _timed(talk_answer(question, kind, language, self.retriever.catalogue), started)
        asked = bare
        if query and (listed := collection_answer(question, query, language, self.retriever, filters)):
            return _timed(listed, started)
        request = read_about(standard, language)
        if request and (told := self._tell(question, standard, request, language, filters)):
            return _timed(told, started)
        return self._answer_from_texts(question, asked, language, filters, history, started=started)

    def in_documents(self, word: str) -> bool:
        """Whether a word is one of the documents, or the name of a country."""
        return in_documents(self.retriever)(word)

    def _likelihood_of_talk(self, text: str, signals: TalkSignals) -> float:
        model = LinearModel.packaged("talk")
        if model.fingerprint != self.retriever.encoder.card.fingerprint:
            return 0.0  # its weights read vectors of another model
        likelihood = model.likelihood(self.retriever.vector(text), signals)
        # A question about what no document has is no talk for that: without a word for it, the model must be sure.
        return likelihood if signals.addressed or signals.has_phrase or likelihood >= _MEANT else 0.0

    def _tell(
        self, question: str, searched: str, about: About, language: Language, filters: Filters | None
    ) -> Answer | None:
        """What a thing is, from the opening of the article about it; None if there is no such article."""
        ranking = self.retriever.rank(searched, filters)
        hits = [hit for hit in ranking.hits if hit.passage.language == language]
        openings = [each for entry in self.retriever.catalogue for each in entry.openings if each.language == language]
        if filters:
            full = self.retriever.with_full_names(filters)
            openings = [each for each in openings if full.accepts(each)]
        places = opening_sentences(about, hits, openings, language, self.writer.most)
        if not places:
            return None
        composed = compose(places)
        return Answer(question, ranking.question, language, "answered", composed.text, _TOLD, composed.citations)

    def _answer_from_texts(
        self,
        question: str,
        asked: str,
        language: Language,
        filters: Filters | None,
        history: Sequence[str],
        *,
        started: float,
    ) -> Answer:
        context = read_history(history, self.retriever.in_standard_arabic)
        found = self._search(readings(asked, language, context, self.retriever), language, filters)
        searched = time.perf_counter()
        status = self._status(found)
        composed = self._compose(found, status)
        named = any(map(self.in_documents, names(found.ranking.question)))
        is_off = composed is None and not named and OffTopic.packaged().is_off(found.ranking)
        ended = time.perf_counter()
        return Answer(
            question=question,
            searched=found.ranking.question,
            language=language,
            status=status,
            text=self._text(found, status, composed, is_off, language),
            confidence=found.probability,
            citations=composed.citations if composed else (),
            notice=_notice(composed, language, found.own_language) if composed else "",
            timings_ms={
                "retrieve": 1e3 * (searched - started - found.weighing),
                "evidence": 1e3 * found.weighing,
                "write": 1e3 * (ended - searched),
                "total": 1e3 * (ended - started),
            },
            related=() if status == "answered" or is_off else related_documents(found.ranking, language, composed),
            suggestions=suggest(self.retriever.catalogue, language) if composed is None else (),
        )

    def _text(
        self, found: _Evidence, status: Status, composed: Composition | None, is_off: bool, language: Language
    ) -> str:
        """The quotes, and what is said in front of or instead of them."""
        words = own_words(language)["talk"]
        if composed is None:
            unheard = [] if is_off else unheard_words(found.ranking, language, self.in_documents)
            if unheard:
                return str(
                    words["unheard"].format(words="، ".join(unheard) if language == "ar" else ", ".join(unheard))
                )
            return str(words["off_topic"]) if is_off else ABSTAINED[language]
        if status == "uncertain":
            lead = words["uncertain" if len(composed.citations) == 1 else "uncertain_several"]
            return f"{lead}\n{composed.text}"
        first = composed.citations[0]
        said = stance(found.ranking.question, first.quote, first.passage.title, language) if found.own_language else ""
        return f"{words[said]} {composed.text}" if said else composed.text

    def _status(self, found: _Evidence) -> Status:
        if self._is_enough(found):
            return "answered"
        return "uncertain" if found.probability >= self.retriever.settings.uncertain and found.hits else "abstained"

    def _compose(self, found: _Evidence, status: Status) -> Composition | None:
        if status == "abstained":
            return None
        writer = self.writer if status == "answered" else self.writer.nearest
        return writer.write(found.ranking, found.hits)

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


def _always(_word: str) -> bool:
    return True


def _never(_signals: TalkSignals) -> float:
    return 0.0


def _timed(answer: Answer, started: float) -> Answer:
    return dataclasses.replace(answer, timings_ms={"total": 1e3 * (time.perf_counter() - started)})


def _notice(composed: Composition, language: Language, own_language: bool) -> str:
    """What the reader should know of the sources: that they are in another language, that they do not agree."""
    dated = [f"[{each.number}] ({set_in(each.passage.date)})" for each in composed.disagreeing if each.passage.date]
    plain = [f"[{each.number}]" for each in composed.disagreeing]
    places = " ≠ ".join(dated if len(dated) == len(plain) else plain)
    lines = ["" if own_language else FOREIGN_SOURCES[language], DISAGREEING[language].format(places) if places else ""]
    return " ".join(filter(None, lines))
