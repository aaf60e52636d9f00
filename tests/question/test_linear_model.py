import json
import math
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pytest

import rag.question.linear_model as module
from rag.embedding.encoder import Encoder
from rag.question.collection import CollectionSignals
from rag.question.linear_model import LinearModel
from rag.question.talk import TalkSignals


@dataclass(frozen=True)
class Signals:
    a: float
    b: float


def model(bias: float = 0.0, weights: tuple[float, float] = (1.0, -2.0)) -> LinearModel:
    return LinearModel("f", bias, {"a": weights[0], "b": weights[1]}, np.array([0.5, 0.25]))


NOTHING = np.zeros(2, dtype=np.float32)


def test_without_any_evidence_it_is_as_likely_as_not() -> None:
    assert model().likelihood(NOTHING, Signals(0, 0)) == 0.5


def test_bias_vector_and_signals_add_up() -> None:
    vector = np.array([2.0, 4.0], dtype=np.float32)
    # 0.5 + (1 + 1) + (3 - 2)
    assert model(0.5).likelihood(vector, Signals(3, 1)) == pytest.approx(1 / (1 + math.exp(-3.5)))


@pytest.mark.parametrize(("value", "expected"), [(1e6, 1.0), (-1e6, 0.0)])
def test_however_strong_the_evidence_it_is_a_probability(value: float, expected: float) -> None:
    assert model().likelihood(NOTHING, Signals(value, 0)) == pytest.approx(expected, abs=1e-12)


def test_a_signal_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError, match="b"):
        LinearModel("f", 0.0, {"a": 1.0}, np.array([0.5, 0.25])).likelihood(NOTHING, Signals(0, 0))


@pytest.mark.parametrize(("name", "signals"), [("talk", TalkSignals), ("collection", CollectionSignals)])
def test_a_packaged_model_reads_exactly_the_signals(name: str, signals: type) -> None:
    assert list(LinearModel.packaged(name).signals) == [field.name for field in fields(signals)]


@pytest.mark.parametrize("name", ["talk", "collection"])
def test_a_packaged_model_reads_vectors_of_the_packaged_embedding_model(name: str, encoder: Encoder) -> None:
    packaged = LinearModel.packaged(name)
    assert packaged.fingerprint == encoder.card.fingerprint
    assert packaged.vector.shape == encoder.encode_queries(["Bonjour"])[0].shape


@pytest.mark.parametrize("name", ["talk", "collection"])
def test_a_packaged_model_is_of_numbers(name: str) -> None:
    data = json.loads((Path(module.__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    assert set(data) == {"fingerprint", "bias", "signals", "vector"}
    assert all(math.isfinite(each) for each in (data["bias"], *data["signals"].values(), *data["vector"]))


def test_a_packaged_model_is_read_once() -> None:
    assert LinearModel.packaged("talk") is LinearModel.packaged("talk")
    assert LinearModel.packaged("talk") is not LinearModel.packaged("collection")
