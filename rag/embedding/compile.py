"""Turns a sentence-transformers model into one ONNX graph, so that serving needs neither torch nor transformers.

Pooling and normalisation are inside the graph: token ids go in, unit vectors come out. Embedding tables
(four fifths of the weights of a multilingual encoder) are stored as float16 and cast after the look-up, which
halves the memory of the process and changes no vector by more than float16 rounding.
"""

import hashlib
import json
import logging
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rag.errors import ModelError
from rag.private import keep_private

GRAPH = "model.onnx"
WEIGHTS = "model.onnx.data"
TOKENIZER = "tokenizer.json"
CARD = "encoder.json"
_TABLE_BYTES = 1 << 20  # smaller tables are not worth a cast


@dataclass(frozen=True)
class ModelCard:
    """What a compiled model is: enough to use it rightly and to notice that it is another one.

    ``fingerprint`` is the SHA-256 of all weights; ``prompts`` maps ``query`` and ``document`` to the text
    that the model was trained to see before each. ``adapter`` is the SHA-256 of what the graph of the
    questions adds to the model; empty where questions and documents are read by the same graph.
    """

    name: str
    fingerprint: str
    dimension: int
    max_tokens: int
    pad: int
    prompts: dict[str, str]
    adapter: str = ""

    def save(self, folder: Path) -> None:
        """Writes the card as JSON."""
        (folder / CARD).write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "ModelCard":
        """Reads the card back; raises ModelError if it is missing or damaged."""
        try:
            return cls(**json.loads((folder / CARD).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"the compiled model in {folder} is damaged: delete the folder and try again") from error


def compile_model(name: str, source: str, folder: Path, prompts: dict[str, str] | None = None) -> ModelCard:
    """Exports what ``SentenceTransformer(source)`` loads into ``folder``.

    Args:
        name: the name to put on the card.
        source: a folder, or an id on the model hub.
        folder: an existing, empty folder.
        prompts: used where the model itself declares none.

    Raises:
        ModelError: the model cannot be loaded, or is not a text encoder that ONNX can express.
    """
    keep_private()
    import torch

    model = _load(source)
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise ModelError(f"the model {name} has no fast tokenizer, so it cannot be served: choose another RAG_MODEL")

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stages = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            for stage in self.stages:
                features = stage(features)
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)

    batch = model.tokenizer(["one two three", "four"], padding=True, return_tensors="pt")
    free = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    path = folder / GRAPH
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Graph().eval(),
                (batch["input_ids"], batch["attention_mask"]),
                path,
                input_names=["input_ids", "attention_mask"],
                output_names=["unit_vectors"],
                dynamic_shapes={"input_ids": free, "attention_mask": free},
                dynamo=True,
                external_data=False,
                verbose=False,
            )
    except Exception as error:  # the exporter raises whatever the model's own code raises
        reason = str(error).strip().splitlines()[:1]
        raise ModelError(f"the model {name} cannot be compiled to ONNX: {' '.join(reason)}") from error
    _halve_tables(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / TOKENIZER))
    card = ModelCard(
        name=name,
        fingerprint=_fingerprint(model),
        dimension=int(model.get_embedding_dimension() or 0),
        max_tokens=int(model.max_seq_length or 512),
        pad=int(model.tokenizer.pad_token_id or 0),
        prompts=_prompts(model.prompts) or prompts or {},
    )
    card.save(folder)
    return card


def _load(source: str) -> Any:
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it warns of operators of vision models
    try:
        return SentenceTransformer(source, device="cpu").eval()
    except Exception as error:  # a hub, a file system and a model's own code all fail in their own ways
        reason = " ".join(str(error).split())[:200]
        raise ModelError(
            f"the embedding model {source} cannot be loaded ({reason}): "
            "set RAG_MODEL to a sentence-transformers folder or id, or leave it unset for the packaged model"
        ) from error


def _prompts(declared: dict[str, str]) -> dict[str, str]:
    """The query and document prompts among those that a model declares, which differ in their names."""
    query = declared.get("query") or ""
    document = next((declared[key] for key in ("document", "passage", "corpus") if declared.get(key)), "")
    return {"query": query, "document": document} if query or document else {}


def _fingerprint(model: Any) -> str:
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(tensor.float().numpy()).data)
    return digest.hexdigest()


def _halve_tables(path: Path) -> None:
    """Stores as float16 every float32 table that is only looked up, and casts the looked-up rows."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph = model.graph
    tables = {t.name: t for t in graph.initializer if t.data_type == onnx.TensorProto.FLOAT and len(t.dims) == 2}
    users: dict[str, list[Any]] = {name: [] for name in tables}
    for node in graph.node:
        for name in node.input:
            if name in users:
                users[name].append(node)
    for name, table in tables.items():
        looked_up = users[name] and all(node.op_type == "Gather" and node.input[0] == name for node in users[name])
        if not looked_up or 4 * int(np.prod(table.dims)) < _TABLE_BYTES:
            continue
        table.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(table).astype(np.float16), name))
        for node in users[name]:
            output = node.output[0]
            node.output[0] = output + "_float16"
            cast = helper.make_node("Cast", [node.output[0]], [output], to=onnx.TensorProto.FLOAT)
            graph.node.insert(list(graph.node).index(node) + 1, cast)
    del graph.value_info[:]  # the recorded types of the outputs of those look-ups no longer hold
    # Weights beside the graph are mapped into memory, so rows of the tables that no text needs are never read.
    onnx.save(model, path, save_as_external_data=True, location=WEIGHTS, size_threshold=_TABLE_BYTES >> 4)
