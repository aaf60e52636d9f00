import numpy as np

from rag.answering.sentence_features import FEATURES, sentence_candidates
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.retrieval.hit import Hit, Signals
from rag.retrieval.ranking import Ranking
from rag.retrieval.retriever import Retriever
from rag.text.language import Language


def column(question: str, text: str, name: str, language: Language = "en", title: str = "T") -> list[float]:
    passage = chunk(Document("d", language, title, text, "d.md"), 1000, len)[0]
    hit = Hit(passage, 2.0, Signals(0.9, 0.9, 3.0))
    idf = {"fr": {}, "ar": {}, "en": {"robot": 2.0, "centr": 1.0}}
    cosines = {passage.id: np.linspace(0.7, 0.9, len(passage.sentences), dtype=np.float32)}
    found = sentence_candidates(Ranking(question, (hit,), idf, cosines), [hit])  # type: ignore[arg-type]
    assert found.features.shape == (len(passage.sentences), len(FEATURES))
    return found.features[:, FEATURES.index(name)].round(3).tolist()


def test_a_word_that_all_sentences_hold_counts_less() -> None:
    first, second = column("robot centre", "The centre has a robot. The centre is new.", "coverage")
    assert first == 1
    assert second < 0.4


def test_the_title_adds_the_words_that_a_sentence_lacks() -> None:
    text = "It opened there. A robot centre."
    assert column("robot centre", text, "with_context", title="Robot centre") == [1, 0]


def test_letters_find_a_word_in_another_form() -> None:
    near, far = column("institutional", "An institute is named. Nothing here.", "letters")
    assert near > far == 0


def test_the_date_of_the_source_is_not_that_of_the_event() -> None:
    text = "It was signed on 4 May 2024. It was signed there, according to Le Matin of 5 May 2024."
    assert column("When was it signed?", text, "date") == [1, 0]
    assert column("Where was it signed?", text, "date") == [0, 0]


def test_names_count_for_who_only_and_not_those_of_the_question() -> None:
    text = "Omar Hilale met Jane Doe. Jane Doe left."
    first, second = column("Who met Jane Doe?", text, "names")
    assert first > second == 0
    assert column("When did she meet Jane Doe?", text, "names") == [0, 0]


def test_titles_stand_for_names_in_arabic() -> None:
    some, none = column("من وقع الاتفاقية؟", "وقعها السفير سامي الصالح. وقعت يوم الاثنين.", "names", "ar")
    assert some > none == 0


def test_cosines_compare_within_the_question(retriever: Retriever) -> None:
    ranking = retriever.rank("Who signed the CNDP convention?")
    hits = [hit for hit in ranking.hits if hit.passage.language == "en"][:4]
    found = sentence_candidates(ranking, hits)
    assert len(found.places) == sum(len(hit.passage.sentences) for hit in hits) == len(found.features)
    assert abs(found.features[:, FEATURES.index("cosine")].mean()) < 1e-6
