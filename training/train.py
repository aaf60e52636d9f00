"""Trains the reader, stage after stage; killed at any moment, the same command goes on from its last checkpoint.

``python -m training.train ../shared WORK`` runs the stages of ``training/stages.toml``. WORK holds mined negatives,
the checkpoint, and ``log.jsonl``.
"""

import argparse
import json
import random
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from rag.embedding import packaged
from rag.embedding.load import compiled_folder, load_encoder
from rag.settings import Settings
from training.examples import Example, Mined, checksum, epoch
from training.model import Encoded, SpanReader, encode
from training.questions_of import mined_set

BATCH = 24
_SORTED = 32  # batches whose examples are sorted by length together
_WARM_UP = 100  # steps
_REPORT = 50  # steps
_SAVE = 300.0  # seconds


@dataclass(frozen=True)
class Stage:
    """Some epochs over some sets. ``decay`` is the share of its steps, at the end, in which the rate falls to 0."""

    name: str
    sets: tuple[str, ...]
    epochs: float
    rate: float
    decay: float = 0.0


def read_stages(path: Path) -> list[Stage]:
    """The stages of a run, in their order."""
    return [
        Stage(**{**stage, "sets": tuple(stage["sets"])}) for stage in tomllib.loads(path.read_text("utf-8"))["stage"]
    ]


def stage_examples(stage: Stage, sets: Path, work: Path, seed: int) -> list[Example]:
    """Every example of a stage, in order."""
    questions: list[Mined] = [each for name in stage.sets for each in mined_set(name, sets, work)]
    found: list[Example] = []
    for number in range(int(stage.epochs) + (stage.epochs % 1 > 0)):
        examples = epoch(questions, number, seed)
        found += examples[: round(len(examples) * min(1.0, stage.epochs - number))]
    return found


def batches(examples: Sequence[Encoded], seed: int) -> list[list[Encoded]]:
    """Batches of examples of like length, in an order of chance."""
    chance = random.Random(seed)
    found: list[list[Encoded]] = []
    for start in range(0, len(examples), BATCH * _SORTED):
        near = sorted(examples[start : start + BATCH * _SORTED], key=lambda each: len(each.ids))
        group = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        chance.shuffle(group)
        found += group
    return found


class Run:
    """A run in its folder: the model, its optimizer, and how far they are."""

    def __init__(self, work: Path) -> None:
        settings = Settings.load(env_file=None)
        load_encoder(settings)
        self.tokenizer = Tokenizer.from_file(str(compiled_folder(settings) / "tokenizer.json"))
        self.work = work
        base = work / "base"
        weights = packaged.weights_file()
        if not base.is_dir() and weights:
            packaged.write_model(weights, base)
        torch.manual_seed(0)
        self.model = SpanReader(base)
        learning = [each for each in self.model.parameters() if each.requires_grad]
        self.optimizer = torch.optim.AdamW(learning, weight_decay=0.01)
        self.done: dict[str, Any] = {"stage": 0, "step": 0, "examples": 0, "seconds": 0.0}
        if self.checkpoint.is_file():
            saved = torch.load(self.checkpoint, weights_only=True)
            self.model.load_state_dict(saved["model"], strict=False)
            self.optimizer.load_state_dict(saved["optimizer"])
            self.done = saved["done"]

    @property
    def checkpoint(self) -> Path:
        """The file of the last state."""
        return self.work / "checkpoint.pt"

    def save(self) -> None:
        """Replaces the checkpoint in one step; the embeddings, which never change, are left out."""
        model = {k: v for k, v in self.model.state_dict().items() if not k.startswith("bert.embeddings")}
        draft = self.checkpoint.with_suffix(".new")
        torch.save({"model": model, "optimizer": self.optimizer.state_dict(), "done": self.done}, draft)
        draft.replace(self.checkpoint)

    def log(self, **entry: Any) -> None:
        """Adds a line to the log."""
        with (self.work / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def stage(self, stage: Stage, examples: Sequence[Example]) -> None:
        """Goes through a stage from where it stopped."""
        steps = batches([encode(self.tokenizer, each) for each in examples], 0)
        self.log(stage=stage.name, steps=len(steps), checksum=checksum(examples))
        self.model.train()
        saved = shown = time.monotonic()
        losses: list[float] = []
        for step in range(self.done["step"], len(steps)):
            rate = stage.rate * _schedule(step, len(steps), stage.decay)
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            loss = self.model.loss(steps[step])
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            losses.append(loss.item())
            self.done["step"] = step + 1
            self.done["examples"] += len(steps[step])
            now = time.monotonic()
            if len(losses) == _REPORT:
                self.done["seconds"] += now - shown
                self.log(stage=stage.name, loss=sum(losses) / len(losses), rate=rate, **self.done_figures())
                losses, shown = [], now
            if now - saved > _SAVE:
                self.save()
                saved = now
        self.done |= {"stage": self.done["stage"] + 1, "step": 0}
        self.save()

    def done_figures(self) -> dict[str, Any]:
        """How far the run is, for a line of the log."""
        return {"step": self.done["step"], "examples": self.done["examples"], "seconds": round(self.done["seconds"])}


def _schedule(step: int, steps: int, decay: float) -> float:
    """Warm-up, constant, and where there is a decay a straight line to 0: so a stage can follow a stage."""
    falling = steps * decay
    return min(1.0, (step + 1) / _WARM_UP, (steps - step) / falling if falling else 1.0)


def main() -> None:
    """Runs what is left of the stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder above qa and train")
    parser.add_argument("work", type=Path, help="folder of this run")
    parser.add_argument("--stages", type=Path, default=Path(__file__).with_name("stages.toml"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    run = Run(given.work)
    stages = read_stages(given.stages)
    for stage in stages[run.done["stage"] :]:
        run.stage(stage, stage_examples(stage, given.sets, given.work, seed=12))


if __name__ == "__main__":
    main()
