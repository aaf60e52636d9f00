import pytest

from rag.answering.answerer import Answerer
from rag.answering.off_topic import FEATURES, OffTopic, off_topic_features
from rag.corpus.document import Document
from rag.indexing.chunker import chunk
from rag.retrieval.hit import Hit, Signals
from rag.retrieval.ranking import Ranking


def hit(text: str, dense: float, sentence: float, title: str = "T") -> Hit:
    passage = chunk(Document("d", "en", title, text, "d.md"), 1000, len)[0]
    return Hit(passage, 1.0, Signals(dense, sentence, 0.0))


def ranking(*hits: Hit) -> Ranking:
    return Ranking("q", hits, {"en": {"centr": 3.0, "open": 1.0}, "fr": {}, "ar": {}}, {})


def test_the_greatest_of_each_signal_counts() -> None:
    found = off_topic_features(ranking(hit("It opened.", 0.9, 0.7), hit("The centre.", 0.8, 0.85)))
    assert found == {"dense": 0.9, "sentence": 0.85, "covered": pytest.approx(0.75)}
    assert tuple(found) == FEATURES


def test_words_of_the_title_are_words_of_the_passage() -> None:
    assert off_topic_features(ranking(hit("It opened.", 0.9, 0.7, "The centre")))["covered"] == pytest.approx(1.0)


def test_only_the_five_nearest_hits_are_looked_at() -> None:
    others = [hit("Text.", 0.5, 0.5) for _number in range(5)]
    assert off_topic_features(ranking(*others, hit("The centre opened.", 0.9, 0.9))) == {
        "dense": 0.5,
        "sentence": 0.5,
        "covered": 0.0,
    }


def test_without_hits_nothing_is_near() -> None:
    assert off_topic_features(ranking()) == {"dense": 0.0, "sentence": 0.0, "covered": 0.0}
    assert OffTopic.packaged().is_off(ranking())


@pytest.mark.parametrize(("threshold", "off"), [(0.49, True), (0.5, False), (0.51, False)])
def test_off_is_above_the_threshold(threshold: float, off: bool) -> None:
    even = OffTopic(0.0, threshold, dict.fromkeys(FEATURES, 0.0))  # a probability of 0.5 whatever is found
    assert even.is_off(ranking(hit("Text.", 0.9, 0.9))) is off


def test_each_signal_has_its_weight() -> None:
    near = ranking(hit("Text.", 0.9, 0.5))
    assert OffTopic(-0.8, 0.5, {"dense": 1.0, "sentence": 0.0, "covered": 0.0}).is_off(near)
    assert not OffTopic(-0.8, 0.5, {"dense": 0.0, "sentence": 1.0, "covered": 0.0}).is_off(near)


def test_the_packaged_model_has_a_weight_for_each_signal_and_all_speak_against_being_off() -> None:
    packaged = OffTopic.packaged()
    assert set(packaged.weight) == set(FEATURES)
    assert all(weight < 0 for weight in packaged.weight.values())
    assert 0 < packaged.threshold < 1


@pytest.mark.parametrize(
    ("question", "off"),
    [
        ("Quelle est la recette du couscous ?", True),
        ("كيف حال الطقس غدا في طنجة؟", True),
        ("Who won the football match last night?", True),
        ("Quel est le budget de la convention avec la CNDP ?", False),
        ("كم كلفت مذكرة التفاهم مع ميسترال؟", False),
        ("How much does the Mistral AI agreement cost?", False),
    ],
)
def test_another_subject_is_told_from_what_the_documents_leave_out(
    answerer: Answerer, question: str, off: bool
) -> None:
    assert OffTopic.packaged().is_off(answerer.retriever.rank(question)) is off
