"""Other models than the packaged one, as sentence-transformers folders made for the test."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.embedding.load import compiled_folder, load_encoder
from rag.errors import ModelError
from rag.settings import Settings


def make_model(folder: Path, *, pooling: str = "cls", prompts: dict[str, str] | None = None, seed: int = 0) -> Any:
    """A BERT of two small layers with random weights and a word tokenizer."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(seed)
    words = ["[PAD]", "[UNK]", "query", "passage", ":", "Rabat", "signed", "Mistral", "convention", "who"]
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    bare = folder / "bare"
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(bare)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(bare)
    model = SentenceTransformer(
        modules=[Transformer(str(bare), max_seq_length=16), Pooling(32, pooling)], prompts=prompts, device="cpu"
    )
    model.save(str(folder), create_model_card=False)
    return model.eval()


@pytest.fixture
def model_settings(tmp_path: Path) -> Settings:
    return Settings.load(env_file=None, model=str(tmp_path / "model"), cache=tmp_path / "cache")


@pytest.fixture(autouse=True)
def _loud_libraries() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_any_folder_is_compiled_with_its_own_pooling_and_prompts(tmp_path: Path, model_settings: Settings) -> None:
    model = make_model(tmp_path / "model", prompts={"query": "query: ", "passage": "passage: "})
    encoder = load_encoder(model_settings)
    assert encoder.dimension == 32
    assert encoder.prompts == {"query": "query: ", "document": "passage: "}
    expected = model.encode(["passage: Mistral signed", "passage: Rabat"])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert (encoder.encode_documents(["Mistral signed", "Rabat"]) * expected).sum(axis=1).min() > 0.9999


def test_the_second_opening_compiles_nothing(tmp_path: Path, model_settings: Settings) -> None:
    make_model(tmp_path / "model")
    told: list[str] = []
    load_encoder(model_settings, told.append)
    load_encoder(model_settings, told.append)
    assert len(told) == 1


def test_a_model_trained_further_is_compiled_anew(tmp_path: Path, model_settings: Settings) -> None:
    make_model(tmp_path / "model", seed=1)
    first = load_encoder(model_settings)
    make_model(tmp_path / "model", seed=2)
    assert load_encoder(model_settings).card.fingerprint != first.card.fingerprint


def test_prompts_can_be_set(tmp_path: Path, model_settings: Settings) -> None:
    make_model(tmp_path / "model")
    asked = model_settings.model_copy(update={"query_prompt": "query: "})
    assert load_encoder(asked).prompts == {"query": "query: ", "document": ""}


def test_a_model_without_prompts_is_warned_of(
    tmp_path: Path, model_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    make_model(tmp_path / "model")
    load_encoder(model_settings)
    assert "declares no prompts" in caplog.text


def test_a_missing_model_is_one_clear_line(model_settings: Settings) -> None:
    with pytest.raises(ModelError, match=r"cannot be loaded .*: set RAG_MODEL to") as caught:
        load_encoder(model_settings)
    assert "\n" not in str(caught.value)


def test_a_damaged_compiled_model_says_what_to_do(tmp_path: Path, model_settings: Settings) -> None:
    make_model(tmp_path / "model")
    load_encoder(model_settings)
    (compiled_folder(model_settings) / "model.onnx").write_bytes(b"broken")
    with pytest.raises(ModelError, match="is damaged: delete the folder and try again"):
        load_encoder(model_settings)


def test_a_failed_compilation_leaves_nothing_behind(tmp_path: Path, model_settings: Settings) -> None:
    with pytest.raises(ModelError):
        load_encoder(model_settings)
    assert list((tmp_path / "cache" / "models").iterdir()) == []
