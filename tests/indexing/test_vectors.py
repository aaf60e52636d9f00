import numpy as np
import pytest

from rag.indexing.vectors import PIECE, pack, split_text, unpack


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


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("", [0]),
        ("a", [1]),
        ("a" * PIECE, [PIECE]),
        ("a" * (PIECE + 1), [PIECE, 1]),
        ("ع" * (PIECE // 2), [PIECE]),
        ("ع" * (PIECE // 2 + 1), [PIECE, 2]),
        ("a" + "ع" * (PIECE // 2), [PIECE - 1, 2]),
        ("€" * 1334, [3999, 3]),
        ("🙂" * 1000 + "a", [PIECE, 1]),
        ("abc" + "🙂" * 1000, [3999, 4]),
    ],
)
def test_a_long_text_is_cut_between_characters_by_its_bytes(text: str, sizes: list[int]) -> None:
    pieces = split_text(text)
    assert [len(piece.encode()) for piece in pieces] == sizes
    assert "".join(pieces) == text
