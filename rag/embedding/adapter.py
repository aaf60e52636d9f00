"""The adapter of the default model: what it has learnt about questions, as low-rank additions to its matrices.

Passages keep the vectors of the unchanged model, so an index stays valid whatever the adapter. The questions get a
graph of their own beside the model's. It holds only the matrices that differ; the word table and all else are read
from the model's file. ``benchmarks/train_adapter.py`` makes the adapter and says how.
"""

import hashlib
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.embedding.compile import GRAPH
from rag.errors import ModelError

FILE = Path(__file__).with_name("adapter.npz")
QUESTION_GRAPH = "question.onnx"
Additions = dict[str, NDArray[np.float32]]


def adapter_hash(path: Path = FILE) -> str:
    """The SHA-256 of the adapter's file, by which a compiled model knows it.

    Raises:
        ModelError: the file is missing.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"the adapter {path} is missing: install the package again") from error


def read_adapter(path: Path = FILE) -> Additions:
    """What is to be added to each matrix, by its name in ``transformers.BertModel``: ``(outputs, inputs)``.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            factors = {name: file[name].astype(np.float32) for name in file.files}
        names = [name.removesuffix(".up") for name in factors if name.endswith(".up")]
        return {name: factors[f"{name}.up"] @ factors[f"{name}.down"] for name in names}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"the adapter {path} is damaged: install the package again") from error


def write_question_graph(folder: Path, path: Path = FILE) -> str:
    """Writes the graph of the questions beside the compiled model in ``folder``; returns the adapter's hash.

    Raises:
        ModelError: the file is missing or damaged, or was made for another model.
    """
    import onnx
    from onnx import numpy_helper

    model = onnx.load(folder / GRAPH, load_external_data=False)
    matrices = _matrices(model.graph)
    for name, addition in read_adapter(path).items():
        matrix = matrices.get(name)
        # A linear layer is exported as a product with its transposed matrix.
        if matrix is None or tuple(matrix.dims) != addition.T.shape:
            raise ModelError(f"the adapter {path} was not made for this model: {name} does not fit")
        merged = numpy_helper.to_array(matrix, str(folder)) + addition.T
        matrix.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(merged), matrix.name))
    onnx.save(model, folder / QUESTION_GRAPH)
    return adapter_hash(path)


def _matrices(graph: Any) -> dict[str, Any]:
    """The matrix of each linear layer by the layer's name; the export keeps that name only in the bias."""
    weights = {tensor.name: tensor for tensor in graph.initializer}
    products = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    found = {}
    for node in graph.node:
        if node.op_type != "Add":
            continue
        for product, bias in (tuple(node.input), tuple(reversed(node.input))):
            if products.get(product) in weights and bias.endswith(".bias") and "encoder." in bias:
                found[bias[bias.index("encoder.") :].removesuffix(".bias")] = weights[products[product]]
    return found
