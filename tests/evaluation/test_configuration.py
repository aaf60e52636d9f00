from pathlib import Path

import pytest

from rag.answering.answerer import Answerer
from rag.errors import SettingsError
from rag.evaluation.configuration import Configuration, load_name, takes
from rag.evaluation.remembering import RememberingRetriever
from rag.retrieval.scoring import Weights

MODULE = """
raise_at_import = False


class Good:
    def answer(self, question):
        return {"status": "abstained", "text": ""}

    def supports(self, premise, statement):
        return True


def make(retriever=None):
    return Good()


def bad(retriever=None):
    raise OSError("the endpoint is down")


def useless(retriever=None):
    return object()


constant = 3
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "mine_to_configure.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "broken_to_configure.py").write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "mine_to_configure"


def test_names_stand_for_weights() -> None:
    assert Configuration("dense").weights == Weights(dense=1, sentence=0, bm25=0)
    assert Configuration("lexical").weights == Weights(dense=0, sentence=0, bm25=1)
    assert Configuration("hybrid").weights == Weights(dense=1, sentence=0, bm25=1)
    assert Configuration().weights == Weights()


def test_values_that_cannot_be_used() -> None:
    with pytest.raises(SettingsError, match="the configuration 'sparse' is unknown: use dense, lexical, hybrid,"):
        Configuration("sparse")
    with pytest.raises(SettingsError, match="k is 0: at least one document must count"):
        Configuration(k=0)


def test_the_extractive_answerer_unless_another_is_named(remembering: RememberingRetriever, mine: str) -> None:
    assert isinstance(Configuration().make_answerer(remembering), Answerer)
    assert Configuration(answers=False).make_answerer(remembering) is None
    made = Configuration(answerer=f"{mine}:make").make_answerer(remembering)
    assert made is not None
    assert made.answer("Who?")["status"] == "abstained"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere:make", r"'nowhere:make' cannot be imported \(No module named 'nowhere'\): write it as package.mod"),
        ("mine_to_configure:none", "cannot be imported .*has no attribute 'none'"),
        ("mine_to_configure", "cannot be imported"),
        ("", "cannot be imported"),
        ("broken_to_configure:make", r"cannot be imported \(division by zero\)"),
        ("mine_to_configure:constant", "'mine_to_configure:constant' is not a function"),
    ],
)
def test_what_cannot_be_imported_is_named(mine: str, name: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load_name(name)


@pytest.mark.parametrize("what", ["answerer", "judge"])
def test_everything_named_is_imported_beforehand(mine: str, what: str) -> None:
    Configuration(**{what: f"{mine}:bad"}).check()
    with pytest.raises(SettingsError, match="cannot be imported"):
        Configuration(**{what: f"{mine}:none"}).check()


def test_what_is_made_must_work(mine: str, remembering: RememberingRetriever) -> None:
    with pytest.raises(
        SettingsError, match=r"mine.*:bad failed to make what it should \(OSError: the endpoint is down\)"
    ):
        Configuration(answerer=f"{mine}:bad").make_answerer(remembering)
    with pytest.raises(SettingsError, match="what mine_to_configure:useless makes has no method `answer`"):
        Configuration(answerer=f"{mine}:useless").make_answerer(remembering)
    with pytest.raises(SettingsError, match="what mine_to_configure:useless makes has no method `supports`"):
        Configuration(judge=f"{mine}:useless").make_judge()


def test_the_default_judge_is_none_of_these() -> None:
    assert Configuration().make_judge() is None


def test_an_answerer_takes_what_its_method_names() -> None:
    class Bare:
        def answer(self, question: str) -> None: ...

    class Talkative:
        def answer(self, question: str, history: tuple[str, ...] = ()) -> None: ...

    class Open:
        def answer(self, question: str, **more: object) -> None: ...

    assert [takes(each, "history") for each in (Bare(), Talkative(), Open())] == [False, True, True]
    assert [takes(each, "filters") for each in (Bare(), Talkative(), Open())] == [False, False, True]
