"""A damaged graph ends the process that reads it, and no other."""

import random
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from rag.errors import DamageError
from rag.indexing.probe import check_graphs


def test_a_graph_that_cannot_be_read_says_what_to_run(tmp_path: Path) -> None:
    client = chromadb.PersistentClient(str(tmp_path), Settings(anonymized_telemetry=False))
    collection = client.create_collection("vectors", embedding_function=None)
    vectors = np.random.default_rng(0).normal(size=(1100, 8))
    collection.upsert(ids=[str(n) for n in range(len(vectors))], embeddings=vectors)
    client.close()
    check_graphs(tmp_path)
    (header,) = tmp_path.glob("*/header.bin")
    header.write_bytes(random.Random(0).randbytes(100))
    with pytest.raises(DamageError, match="the vectors in .* are damaged: run `rag index`"):
        check_graphs(tmp_path)
