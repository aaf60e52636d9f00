import numpy as np

from rag.indexing.vectors import PIECE, pack, unpack


def unit(rows: int, dimension: int) -> np.ndarray:
    vectors = np.random.default_rng(7).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_vectors_come_back_nearly_the_same() -> None:
    vectors = unit(9, 384)
    back = unpack(pack(vectors), 384)
    assert back.shape == (9, 384)
    assert back.dtype == np.float32
    assert (back * vectors).sum(axis=1).min() > 0.99


def test_pieces_fit_a_metadata_value() -> None:
    pieces = pack(unit(40, 384))
    assert len(pieces) > 1
    assert all(len(piece) <= PIECE <= 4096 for piece in pieces)
