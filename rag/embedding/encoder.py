"""The embedding model at work: text in, unit vectors out, on ONNX Runtime."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.embedding.adapter import QUESTION_GRAPH
from rag.embedding.compile import GRAPH, TOKENIZER, ModelCard
from rag.errors import ModelError
from rag.private import keep_private

Vectors = NDArray[np.float32]
BATCH_TOKENS = 2048
_FILL = 0.8


class Encoder:
    """Embeds questions and passages with the prompts that the model was trained with.

    >>> encoder = load_encoder(Settings())
    >>> encoder.encode_queries(["Qui a signé la convention ?"]).shape
    (1, 384)
    """

    def __init__(self, folder: Path, prompts: dict[str, str] | None = None, threads: int = 0) -> None:
        """Opens a compiled model.

        Args:
            folder: what ``compile_model`` wrote.
            prompts: replaces the prompts of the card, by key (``query``, ``document``).
            threads: of ONNX Runtime; 0 means one for each core.

        Raises:
            ModelError: a file is missing or damaged.
        """
        self.card = ModelCard.load(folder)
        self.prompts = {"query": "", "document": ""} | self.card.prompts | (prompts or {})
        self._folder = folder
        self._threads = threads
        self._opening = threading.Lock()
        self._documents: Any = None
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # the library raises bare exceptions
            raise _damaged(folder) from error
        # Answering never embeds a document, so where documents have a graph of their own it is opened when needed.
        self._questions = self._open(QUESTION_GRAPH if self.card.adapter else GRAPH)

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self.card.dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embeds questions: float32, ``(len(texts), dimension)``, unit length."""
        return self._encode(self._questions, [self.prompts["query"] + text for text in texts])

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Embeds passages or sentences: float32, ``(len(texts), dimension)``, unit length."""
        with self._opening:
            if self._documents is None:
                self._documents = self._open(GRAPH) if self.card.adapter else self._questions
        return self._encode(self._documents, [self.prompts["document"] + text for text in texts])

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads for a passage, prompt and special tokens included; not truncated."""
        return len(self._tokenizer.encode(self.prompts["document"] + text).ids)

    def _open(self, graph: str) -> Any:
        keep_private()
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        # The arena keeps the largest batch ever seen; without it the process gives that memory back.
        options.enable_cpu_mem_arena = False
        try:
            return onnxruntime.InferenceSession(str(self._folder / graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the library raises bare exceptions
            raise _damaged(self._folder) from error

    def _encode(self, session: Any, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        ids = [self._truncate(encoding.ids) for encoding in self._tokenizer.encode_batch(texts)]
        order = sorted(range(len(ids)), key=lambda at: -len(ids[at]))  # equal lengths together: little padding
        start = 0
        while start < len(order):
            width = max(1, len(ids[order[start]]))
            # A text much shorter than the first of its batch would cost as much as the first.
            rows = [
                row for row in order[start : start + max(1, BATCH_TOKENS // width)] if len(ids[row]) >= _FILL * width
            ]
            vectors[rows] = self._run(session, [ids[row] for row in rows], width)
            start += len(rows)
        return vectors

    def _truncate(self, ids: list[int]) -> list[int]:
        limit = self.card.max_tokens
        return ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]  # the last one ends the sequence

    def _run(self, session: Any, ids: list[list[int]], width: int) -> Vectors:
        tokens = np.full((len(ids), width), self.card.pad, np.int64)
        mask = np.zeros((len(ids), width), np.int64)
        for row, values in enumerate(ids):
            tokens[row, : len(values)] = values
            mask[row, : len(values)] = 1
        (vectors,) = session.run(None, {"input_ids": tokens, "attention_mask": mask})
        return np.asarray(vectors, np.float32)


def _damaged(folder: Path) -> ModelError:
    return ModelError(f"the compiled model in {folder} is damaged: delete the folder and try again")
