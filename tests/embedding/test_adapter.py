"""The adapter of the default model: questions change, passages do not."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from rag.embedding.adapter import FILE, QUESTION_GRAPH, adapter_hash, read_adapter, write_question_graph
from rag.embedding.compile import GRAPH
from rag.embedding.encoder import Encoder
from rag.embedding.load import compiled_folder
from rag.errors import ModelError
from rag.settings import Settings

QUESTION = "شكون وقع الاتفاقية مع CNDP؟"


@pytest.fixture
def model(tmp_path: Path, encoder: Encoder) -> Path:
    """The compiled default model in a folder of the test's own, without the graph of the questions."""
    folder = tmp_path / "model"
    shutil.copytree(compiled_folder(Settings.load(env_file=None)), folder, ignore=lambda *_: [QUESTION_GRAPH])
    return folder


def test_the_default_model_has_the_adapter_of_the_package(encoder: Encoder) -> None:
    assert encoder.card.adapter == adapter_hash()


def test_a_question_is_read_differently_from_a_document(encoder: Encoder) -> None:
    as_question = encoder.encode_queries([QUESTION])[0]
    as_document = Encoder(compiled_folder(Settings.load(env_file=None)), {"document": "query: "})
    plain = as_document.encode_documents([QUESTION])[0]
    assert 0.5 < float(as_question @ plain) < 0.99


def test_the_fingerprint_is_that_of_the_weights_alone(encoder: Encoder) -> None:
    # Indexes are pinned by it: passages are embedded as they were before there was an adapter.
    assert encoder.card.fingerprint.startswith("10447d060f09b3fc")


def test_the_additions_are_small_and_of_the_shape_of_the_matrices() -> None:
    additions = read_adapter()
    assert additions["encoder.layer.11.intermediate.dense"].shape == (1536, 384)
    assert all(np.isfinite(matrix).all() and matrix.any() for matrix in additions.values())
    assert FILE.stat().st_size < 6_000_000


def test_the_graph_of_the_questions_shares_the_word_table(model: Path) -> None:
    before = (model / GRAPH).read_bytes()
    assert write_question_graph(model) == adapter_hash()
    assert (model / QUESTION_GRAPH).stat().st_size < 60_000_000
    assert (model / GRAPH).read_bytes() == before


def test_an_empty_adapter_changes_nothing(model: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.npz"
    np.savez(nothing)
    write_question_graph(model, nothing)
    same = Encoder(model, {"document": "query: "})
    assert np.allclose(same.encode_queries([QUESTION]), same.encode_documents([QUESTION]), atol=1e-5)


def test_a_damaged_graph_of_the_questions_says_what_to_do(model: Path) -> None:
    (model / QUESTION_GRAPH).write_bytes(b"broken")
    with pytest.raises(ModelError, match="is damaged: delete the folder and try again"):
        Encoder(model)


def test_a_damaged_adapter_is_one_clear_line(tmp_path: Path) -> None:
    data = FILE.read_bytes()
    for broken in (b"", data[: len(data) // 2], data[:2000] + bytes(500) + data[2500:]):
        path = tmp_path / "adapter.npz"
        path.write_bytes(broken)
        with pytest.raises(ModelError, match=r"adapter\.npz is damaged: install the package again") as caught:
            read_adapter(path)
        assert "\n" not in str(caught.value)


def test_a_missing_adapter_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"adapter\.npz is missing: install the package again"):
        adapter_hash(tmp_path / "adapter.npz")


def test_an_adapter_of_another_model_is_refused(model: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.npz"
    up, down = np.ones((8, 1), np.float16), np.ones((1, 8), np.float16)
    np.savez(path, **{"encoder.layer.11.output.dense.up": up, "encoder.layer.11.output.dense.down": down})
    with pytest.raises(ModelError, match=r"other\.npz was not made for this model: encoder.layer.11.output.dense"):
        write_question_graph(model, path)
