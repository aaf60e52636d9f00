"""The question tower while it is being adapted: the default model with low-rank additions in its upper layers.

The layers below never change, so what they make of a question is computed once. LoRA is described in Hu et al.,
*LoRA: Low-Rank Adaptation of Large Language Models* (2022).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers import AutoTokenizer, BertModel

from rag.embedding.encoder import Vectors
from rag.embedding.packaged import PROMPTS

FIRST, RANK, SCALE = 6, 16, 2.0  # the first layer that is adapted, of twelve
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
_BATCH = 64


class LowRank(torch.nn.Module):
    """A frozen linear layer with a low-rank addition, which starts as zero."""

    def __init__(self, base: torch.nn.Linear, random: torch.Generator) -> None:
        super().__init__()
        self.base = base
        start = torch.randn(RANK, base.in_features, generator=random) / base.in_features**0.5
        self.down = torch.nn.Parameter(start)
        self.up = torch.nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        """The layer's output with the addition."""
        return self.base(x) + functional.linear(functional.linear(x, self.down), self.up) * SCALE


class Tower:
    """Questions in, unit vectors out; only the low-rank additions learn."""

    def __init__(self, model: Path, seed: int = 0) -> None:
        """Loads what ``packaged.write_model`` wrote."""
        bert = BertModel.from_pretrained(model, add_pooling_layer=False).eval().requires_grad_(False)
        self._tokenizer: Any = AutoTokenizer.from_pretrained(model)
        self._embeddings = bert.embeddings
        self._layers = list(bert.encoder.layer)
        self.added: dict[str, LowRank] = {}
        random = torch.Generator().manual_seed(seed)
        for number in range(FIRST, len(self._layers)):
            for name in MATRICES:
                parent, _dot, attribute = name.rpartition(".")
                module = self._layers[number].get_submodule(parent)
                added = LowRank(getattr(module, attribute), random)
                setattr(module, attribute, added)
                self.added[f"encoder.layer.{number}.{name}"] = added

    def parameters(self) -> list[torch.nn.Parameter]:
        """What learns."""
        return [matrix for added in self.added.values() for matrix in (added.down, added.up)]

    def adapter(self) -> dict[str, NDArray[np.float16]]:
        """The additions by the name of the layer's matrix, ``.down`` and ``.up``."""
        return {
            f"{name}.{part}": (matrix.detach() * scale).numpy().astype(np.float16)
            for name, added in self.added.items()
            for part, matrix, scale in (("down", added.down, 1.0), ("up", added.up, SCALE))
        }

    @torch.no_grad()
    def weaken(self, share: float) -> None:
        """Keeps a share of what was learnt.

        Between the model as it was and as it was adapted lies one that keeps more of what the first was good at:
        Wortsman et al., *Robust fine-tuning of zero-shot models* (2022).
        """
        for added in self.added.values():
            added.up *= share

    @torch.no_grad()
    def lower(self, texts: Sequence[str]) -> list[Tensor]:
        """What the frozen layers make of each question: float16, ``(tokens, dimension)``."""
        ids = self._tokenizer([PROMPTS["query"] + text for text in texts], truncation=True, max_length=512)["input_ids"]
        states: list[Tensor] = [torch.empty(0)] * len(ids)
        for rows in _by_length(ids):
            tokens = torch.nn.utils.rnn.pad_sequence([torch.tensor(ids[row]) for row in rows], True, 1)
            lengths = [len(ids[row]) for row in rows]
            output = self._run(self._embeddings(input_ids=tokens), lengths, self._layers[:FIRST])
            for row, state, length in zip(rows, output, lengths, strict=True):
                states[row] = state[:length].half()
        return states

    def upper(self, states: Sequence[Tensor]) -> Tensor:
        """Unit vectors of questions from what ``lower`` made of them."""
        lengths = [len(state) for state in states]
        padded = torch.nn.utils.rnn.pad_sequence([state.float() for state in states], True)
        output = self._run(padded, lengths, self._layers[FIRST:])
        mask = _mask(lengths)[:, :, None]
        return functional.normalize((output * mask).sum(1) / mask.sum(1), dim=-1)

    @torch.no_grad()
    def encode(self, states: Sequence[Tensor]) -> Vectors:
        """The same for many questions."""
        vectors = np.empty((len(states), self._layers[0].output.dense.out_features), np.float32)
        for rows in _by_length(states):
            vectors[rows] = self.upper([states[row] for row in rows]).numpy()
        return vectors

    @staticmethod
    def _run(x: Tensor, lengths: list[int], layers: list[Any]) -> Tensor:
        bias = ((1 - _mask(lengths)) * -1e9)[:, None, None, :].expand(-1, 1, x.shape[1], -1)
        for layer in layers:
            output = layer(x, attention_mask=bias)
            x = output[0] if isinstance(output, tuple) else output
        return x


def _by_length(items: Sequence[Any]) -> list[list[int]]:
    order = sorted(range(len(items)), key=lambda row: len(items[row]))
    return [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]


def _mask(lengths: list[int]) -> Tensor:
    return (torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]).float()
