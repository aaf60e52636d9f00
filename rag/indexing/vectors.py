"""Vectors of a passage and its sentences as text, and long texts in pieces: what travels in metadata of the store."""

import base64

import numpy as np
from numpy.typing import NDArray

_SCALE = 127.0
PIECE = 4000  # characters of one field; Chroma Cloud takes 4,096 bytes


def pack(vectors: NDArray[np.float32]) -> list[str]:
    """Packs unit vectors ``(rows, dimension)`` as int8; each piece of the result is one metadata value.

    The cosine of a packed vector with another is off by less than 0.01.
    """
    data = np.clip(np.rint(vectors * _SCALE), -_SCALE, _SCALE).astype(np.int8).tobytes()
    text = base64.b64encode(data).decode("ascii")
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def unpack(pieces: list[str], dimension: int) -> NDArray[np.float32]:
    """The vectors again, float32 ``(rows, dimension)``, of unit length."""
    data = base64.b64decode("".join(pieces))
    vectors = np.frombuffer(data, np.int8).reshape(-1, dimension).astype(np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)


def split_text(text: str) -> list[str]:
    """A text in pieces of at most ``PIECE`` bytes of UTF-8 each, to be joined as they are."""
    pieces = [""]
    size = 0
    for character in text:
        bytes_of_it = len(character.encode())
        if size + bytes_of_it > PIECE:
            pieces.append("")
            size = 0
        pieces[-1] += character
        size += bytes_of_it
    return pieces
