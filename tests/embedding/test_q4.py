import struct
from pathlib import Path

import numpy as np
import pytest

from rag.embedding.q4 import read_checkpoint
from rag.errors import ModelError


def tiny_file() -> bytes:
    """Two pieces, one float32 tensor of two values, one q4 tensor of one block."""
    head = b"E5S1" + struct.pack("<I7ifi", 1, 4, 1, 1, 8, 2, 16, 2, 1e-12, 32)
    pieces = b"a" + "▁é".encode()
    tokenizer = struct.pack("<5iQ", 2, 0, 2, 1, 3, len(pieces)) + struct.pack("<3I", 0, 1, len(pieces))
    tokenizer += struct.pack("<2f", -1.5, -2.0) + pieces + struct.pack("<iI", 0, 3) + b"xyz"
    names = (b"emb.ln.w", b"l0.q.w")
    directory_bytes = 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in names)
    data_at = len(head) + len(tokenizer) + directory_bytes
    directory = struct.pack("<i", 2)
    directory += struct.pack("<H", len(names[0])) + names[0] + struct.pack("<BIQQ", 0, 2, data_at, 8)
    directory += struct.pack("<H", len(names[1])) + names[1] + struct.pack("<BIQQ", 1, 32, data_at + 8, 18)
    block = np.float16(0.5).tobytes() + bytes([0x90] + [0x88] * 14 + [0xF8])
    return head + tokenizer + directory + struct.pack("<2f", 1.0, -1.0) + block


def test_reads_header_vocabulary_and_tensors(tmp_path: Path) -> None:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny_file())
    checkpoint = read_checkpoint(path)
    assert checkpoint.header.hidden == 4
    assert checkpoint.header.positions == 16
    assert checkpoint.vocabulary.pieces == [("a", -1.5), ("▁é", -2.0)]
    assert checkpoint.tensors["emb.ln.w"].tolist() == [1.0, -1.0]


def test_low_nibbles_are_the_first_half_of_a_block(tmp_path: Path) -> None:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny_file())
    weights = read_checkpoint(path).tensors["l0.q.w"]
    assert weights[0] == -4.0  # (0 - 8) * 0.5
    assert weights[16] == 0.5  # (9 - 8) * 0.5
    assert weights[15] == 0.0
    assert weights[31] == 3.5  # (15 - 8) * 0.5


@pytest.mark.parametrize("length", [30, 70, 120])
def test_a_file_that_ends_early_is_said_to_be_damaged(tmp_path: Path, length: int) -> None:
    path = tmp_path / "short.bin"
    path.write_bytes(tiny_file()[:length])
    with pytest.raises(ModelError, match=r"short\.bin is damaged"):
        read_checkpoint(path)


def test_another_file_is_not_taken_for_weights(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"PK\3\4 something else")
    with pytest.raises(ModelError, match="not an E5S1 weights file"):
        read_checkpoint(path)
