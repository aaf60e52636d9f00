"""The reader while it learns: the default model reading question and window together.

Start and end of the answer are chosen among the tokens of the window and the first token, which stands for "not
here", as in Devlin et al., *BERT* (2019), section 4.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from transformers import BertModel

from training.examples import Example

LONGEST = 192  # tokens of question and window together
_FIRST, _END, _PAD = 0, 2, 1


@dataclass(frozen=True)
class Encoded:
    """Token ids, the position of the first token of the window, and the positions of the answer, 0 for none."""

    ids: list[int]
    window: int
    start: int
    end: int


def encode(tokenizer: Tokenizer, example: Example) -> Encoded:
    """``<s> query: … </s></s> passage: title. window </s>``, cut behind what fits."""
    question = tokenizer.encode(f"query: {example.question}", add_special_tokens=False).ids[:64]
    lead = f"passage: {example.title}. " if example.title else "passage: "
    passage = tokenizer.encode(lead + example.text, add_special_tokens=False)
    before = len(question) + 3
    room = LONGEST - before - 1
    first = next((at for at, (start, end) in enumerate(passage.offsets) if end > len(lead) and start < end), 0)
    ids = [_FIRST, *question, _END, _END, *passage.ids[:room], _END]
    start, end = example.start + len(lead), example.end + len(lead)
    inside = [at for at, (a, b) in enumerate(passage.offsets) if a < end and start < b and at >= first]
    if example.end == 0 or not inside or inside[-1] >= room:
        return Encoded(ids, before + first, 0, 0)
    return Encoded(ids, before + first, before + inside[0], before + inside[-1])


class SpanReader(torch.nn.Module):
    """The whole encoder with a linear layer to start and end scores; its word embeddings do not learn."""

    def __init__(self, folder: Path) -> None:
        """Loads what ``packaged.write_model`` wrote."""
        super().__init__()
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa")
        self.bert.embeddings.requires_grad_(False)
        self.scores = torch.nn.Linear(self.bert.config.hidden_size, 2)
        torch.nn.init.normal_(self.scores.weight, std=0.02)
        torch.nn.init.zeros_(self.scores.bias)

    def forward(self, batch: Sequence[Encoded]) -> Tensor:
        """Start and end scores ``(rows, tokens, 2)``; -inf at tokens that no answer may have."""
        length = max(len(each.ids) for each in batch)
        ids = torch.full((len(batch), length), _PAD)
        allowed = torch.zeros(len(batch), length, dtype=torch.bool)
        for row, each in enumerate(batch):
            ids[row, : len(each.ids)] = torch.tensor(each.ids)
            allowed[row, each.window : len(each.ids) - 1] = True
        allowed[:, 0] = True
        states = self.bert(input_ids=ids, attention_mask=(ids != _PAD).long()).last_hidden_state
        return self.scores(states).masked_fill(~allowed[:, :, None], float("-inf"))

    def loss(self, batch: Sequence[Encoded]) -> Tensor:
        """Cross entropy of start and end, added."""
        scores = self.forward(batch)
        start = functional.cross_entropy(scores[:, :, 0], torch.tensor([each.start for each in batch]))
        end = functional.cross_entropy(scores[:, :, 1], torch.tensor([each.end for each in batch]))
        return start + end
