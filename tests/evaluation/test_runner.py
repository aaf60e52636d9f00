import dataclasses
from pathlib import Path
from typing import Any

import pytest

from rag.answering.answerer import Answerer
from rag.errors import ModelError, SettingsError
from rag.evaluation.measures.all import all_measures
from rag.evaluation.question_set import Question, QuestionSet
from rag.evaluation.remembering import RememberingRetriever
from rag.evaluation.runner import Runner, run_all
from rag.retrieval.filters import Filters

from .make import answer, citation, listed, talk, uncertain

WHO = Question("1", "Who signed the CNDP convention?", relevant={"cndp-ministry-convention-2025": 1}, answers=("Omar",))


class Scripted:
    """An answerer that does as it is told and remembers what it was given."""

    def __init__(self, result: Any) -> None:
        self.result = result
        self.given: list[dict[str, Any]] = []

    def answer(self, question: str, **given: Any) -> Any:
        self.given.append(given)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class Bare:
    def answer(self, question: str) -> dict[str, Any]:
        return {"status": "answered", "text": question}


@pytest.fixture
def runner(remembering: RememberingRetriever) -> Runner:
    return Runner(remembering, Answerer(remembering), tuple(all_measures()), "fr+ar+en", 100)


def test_an_answer_is_measured_with_its_ranking(runner: Runner) -> None:
    found = runner.run(WHO)
    assert (found.language, found.sources, found.error, found.asked) == ("en", "fr+ar+en", "", True)
    assert found.documents == ["cndp-ministry-convention-2025", "mistral-mou-2025"]
    expected = {"R@1": 1, "RR@10": 1, "AP": 1, "Contains": 1, "Cited": 1, "Verbatim": 1, "Answered": 1}
    assert {name: found.measures[name] for name in expected} == expected
    assert found.hits[0]["document"] == "cndp-ministry-convention-2025"
    assert found.seconds > 0


def test_only_the_first_hits_carry_their_text(runner: Runner) -> None:
    hits = runner.run(WHO).hits
    assert ["text" in hit for hit in hits[:8]] == [True] * 6 + [False] * 2
    assert len(dataclasses.replace(runner, k=1).run(WHO).hits) == 1
    assert len(dataclasses.replace(runner, k=1).run(WHO).ranking) == 1


def test_without_an_answerer_only_the_ranking_is_measured(runner: Runner) -> None:
    found = dataclasses.replace(runner, answerer=None).run(WHO)
    assert set(found.measures) == {"nDCG@10", "R@1", "R@5", "R@20", "RR@10", "AP"}
    assert (found.answer, found.asked, found.seconds > 0) == (None, False, True)


def test_an_answerer_that_raises_is_wrong_but_what_was_found_counts(runner: Runner) -> None:
    found = dataclasses.replace(runner, answerer=Scripted(OSError("no\n network"))).run(WHO)
    assert found.error == "OSError: no network"
    assert (found.measures["Contains"], found.measures["Answered"], found.measures["R@1"]) == (0, 0, 1)


def test_an_answer_that_cannot_be_measured_is_an_error_that_says_why(runner: Runner) -> None:
    found = dataclasses.replace(runner, answerer=Scripted({"text": "x"})).run(WHO)
    assert found.error.startswith("ValueError: the answer's `status` is None")
    assert found.answer is None


def test_a_question_without_words_is_an_error_of_that_question(runner: Runner) -> None:
    found = runner.run(Question("2", "?!", answers=("x",), relevant={"d": 1}))
    assert found.error.startswith("QuestionError: the question")
    assert (found.measures["R@1"], found.measures["EM"]) == (0, 0)


def test_an_error_that_every_question_would_meet_ends_the_run(runner: Runner) -> None:
    with pytest.raises(ModelError, match="gone"):
        dataclasses.replace(runner, answerer=Scripted(ModelError("gone"))).run(WHO)


def test_a_judge_that_fails_ends_the_run(runner: Runner) -> None:
    class Failing:
        def supports(self, *_: str) -> bool:
            raise TimeoutError("slow")

    with pytest.raises(SettingsError, match=r"the judge failed at question '1' \(TimeoutError: slow\)"):
        dataclasses.replace(runner, measures=tuple(all_measures(Failing()))).run(WHO)


def test_an_answerer_is_given_only_what_a_question_has_and_it_takes(runner: Runner) -> None:
    scripted = Scripted(answer("x"))
    run = dataclasses.replace(runner, answerer=scripted).run
    run(WHO)
    run(dataclasses.replace(WHO, history=("Before?",), pool=("mistral-mou-2025",)))
    assert scripted.given == [{}, {"history": ("Before?",), "filters": Filters(documents=("mistral-mou-2025",))}]
    bare = dataclasses.replace(runner, answerer=Bare()).run(dataclasses.replace(WHO, history=("Before?",), pool=("x",)))
    assert (bare.text, bare.error) == (WHO.text, "")


def test_the_ranking_stays_in_the_pool_of_a_question(runner: Runner) -> None:
    assert runner.run(dataclasses.replace(WHO, pool=("mistral-mou-2025",))).documents == ["mistral-mou-2025"]


def test_quotes_are_looked_up_where_they_claim_to_stand(runner: Runner) -> None:
    real = runner.run(WHO).citations[0]
    wrong = [real | {"quote": "x" * len(real["quote"])}, real | {"start": real["start"] + 1}, citation(4, "none", "x")]
    found = dataclasses.replace(runner, answerer=Scripted(answer("x", real, *wrong))).run(WHO)
    assert found.verbatim == (True, False, False, False)
    assert found.measures["Verbatim"] == 1 / 4


def test_a_list_from_the_catalogue_is_its_own_ranking(runner: Runner) -> None:
    openings = [entry.opening("fr") for entry in runner.retriever.catalogue]
    assert len(openings) == 2
    cited = [citation(at, each.document, each.text[:30], each.start) for at, each in enumerate(openings, 1)]
    found = dataclasses.replace(runner, answerer=Scripted(listed() | {"status": "answered", "citations": cited}))
    outcome = found.run(dataclasses.replace(WHO, text="Which agreements?", complete=True))
    assert outcome.ranking == ((openings[0].document, 1.0), (openings[1].document, 0.5))
    assert (outcome.hits, outcome.verbatim, outcome.measures["Verbatim"]) == ((), (True, True), 1)
    expected = {"SetPrecision": 1 / 2, "SetRecall": 1, "Collection": 1}  # one of two had to be listed
    assert {name: outcome.measures[name] for name in expected} == expected
    assert dataclasses.replace(found, k=1).run(WHO).documents == [openings[0].document]


def test_an_empty_list_from_the_catalogue_has_no_ranking(runner: Runner) -> None:
    found = dataclasses.replace(runner, answerer=Scripted(listed())).run(WHO)
    assert (found.ranking, found.verbatim, found.measures["R@1"]) == ((), (), 0)


def test_talk_is_not_searched(runner: Runner) -> None:
    found = dataclasses.replace(runner, answerer=Scripted(talk())).run(Question("1", "👋", status="talk"))
    assert (found.ranking, found.hits, found.error, found.measures["Talk"]) == ((), (), "", 1)


def test_what_an_uncertain_reply_quotes_is_looked_up_too(runner: Runner) -> None:
    opening = next(iter(runner.retriever.catalogue)).opening("ar")
    real = citation(1, opening.document, opening.text[:9], opening.start)
    found = dataclasses.replace(runner, answerer=Scripted(uncertain("x", real, citation(2, "none", "x")))).run(WHO)
    assert (found.verbatim, found.measures["Uncertain"], "Verbatim" in found.measures) == ((True, False), 1, False)


def test_darija_is_asked_like_any_other_question_and_reported_apart(runner: Runner) -> None:
    scripted = Scripted(talk("ar"))
    found = dataclasses.replace(runner, answerer=scripted).run(Question("1", "salam", "ary", status="talk"))
    assert (found.language, found.measures["Language"], scripted.given) == ("ary", 1, [{}])


def test_what_an_answerer_searched_is_not_searched_again(remembering: RememberingRetriever) -> None:
    remembering.forget()
    first = remembering.rank("Who signed?")
    assert remembering.rank("Who signed?") is first
    assert remembering.rank("Who signed?", Filters(languages=("fr",))) is not first
    remembering.forget()
    assert remembering.rank("Who signed?") is not first


def test_a_question_in_no_known_language_is_a_group_of_its_own(runner: Runner) -> None:
    assert runner.run(dataclasses.replace(WHO, text="Кто подписал соглашение?")).language == "other"
    assert runner.run(dataclasses.replace(WHO, language="fr")).language == "fr"


def test_questions_that_are_done_are_not_asked_again(runner: Runner) -> None:
    questions = [dataclasses.replace(WHO, id=str(at)) for at in range(5)]
    a_set = QuestionSet("s", "f", lambda: iter(questions), None, (Path("s"),))
    asked = [each.question.id for each in run_all(runner, a_set, {"0", "2"}, limit=4)]
    assert asked == ["1", "3"]
