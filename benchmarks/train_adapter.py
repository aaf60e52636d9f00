"""Trains the adapter of the default model's questions and writes ``rag/embedding/adapter.npz``.

    python benchmarks/train_adapter.py FOLDER_WITH_QUESTION_SETS WORK_FOLDER [--left-out FAMILY]

Only the encoder of questions learns; passages and sentences keep the vectors that indexes hold, as in Lee et al.,
*Learning Dense Representations of Phrases at Scale* (2021). So every passage and every sentence of a set can serve
as a negative at no cost. Questions of parallel sets are also put to the passages in other languages, and lines of
translated news are put to their translations. The table printed first leaves out one family of sets at a time: an
adapter that was trained without a family judges that family. What is written is trained on all with the same recipe.
``--left-out FAMILY`` makes that part of the table only and writes nothing, ``--left-out nothing`` only writes.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from adapter_data import CANDIDATES, FILES, POOLS, Asked, Pool, family, load_lines, load_pool
from adapter_tower import Tower
from numpy.typing import NDArray
from torch import Tensor

from rag.embedding import packaged
from rag.embedding.adapter import FILE
from rag.embedding.encoder import Vectors
from rag.embedding.load import load_encoder
from rag.evaluation.measures.measure import mean
from rag.evaluation.statistics import randomisation_p
from rag.retrieval.scoring import standardise
from rag.settings import Settings

BATCH, RATE, TEMPERATURE = 48, 1e-3, 0.01
QUESTIONS, LINES = 1400, 400  # of one set that are trained on, each once
HEADLINES = 2  # times that a headline is trained on, since they are few
WITHIN = 0.5  # weight of choosing among the sentences of the right passage alone
STRENGTH = 0.6  # share of what was learnt that is kept, see ``Tower.weaken``
NEVER = -1e9
Positives = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Source:
    """Questions of a set with what the frozen layers make of them, and what is right in each pool by its name."""

    states: list[Tensor]
    gold: dict[str, Positives]
    answering: dict[str, Positives]
    repeats: int = 1


def nll(scores: Tensor, positives: Positives, among: Tensor | None = None) -> Tensor:
    """Mean of -log of the share of the positives in the softmax over all (or over those ``among``)."""
    right = torch.full_like(scores, NEVER)
    for row, columns in enumerate(positives):
        right[row, list(columns)] = 0.0
    everything = scores if among is None else scores.masked_fill(~among, NEVER)
    return (torch.logsumexp(everything, 1) - torch.logsumexp(scores + right, 1)).mean()


def loss(vectors: Tensor, pool: Pool, gold: Positives, answering: Positives) -> Tensor:
    """Passages among passages, sentences among all sentences and among those of the right passage."""
    owner = torch.as_tensor(pool.owner)
    total = nll(vectors @ torch.as_tensor(pool.passages).T / TEMPERATURE, gold)
    sentences = vectors @ torch.as_tensor(pool.sentences).T / TEMPERATURE
    rows = [row for row, columns in enumerate(answering) if columns]
    if not rows:  # no answer is known: the best sentence of each passage ranks the passages
        best = torch.full((len(gold), len(pool.passages)), NEVER)
        best = best.scatter_reduce(1, owner.expand(len(gold), -1), sentences, "amax")
        return total + nll(best, gold)
    right = [answering[row] for row in rows]
    near = torch.stack([torch.isin(owner, torch.tensor(gold[row])) for row in rows])
    return total + nll(sentences[rows], right) + WITHIN * nll(sentences[rows], right, near)


def train(model: Path, pools: dict[str, Pool], sources: list[Source], note: str) -> Tower:
    """An adapted tower, the same at every run."""
    tower, order = Tower(model), random.Random(7)
    plan: list[tuple[Source, list[int]]] = []
    for source in [each for each in sources for _ in range(each.repeats)]:
        chosen = order.sample(range(len(source.states)), min(QUESTIONS, len(source.states)))
        for start in range(0, len(chosen), 8 * BATCH):  # questions of like length share a batch
            part = sorted(chosen[start : start + 8 * BATCH], key=lambda row: len(source.states[row]))
            plan += [(source, part[at : at + BATCH]) for at in range(0, len(part), BATCH)]
    plan = [(source, rows) for source, rows in plan if len(rows) >= BATCH // 2]
    order.shuffle(plan)
    optimiser = torch.optim.AdamW(tower.parameters(), lr=RATE, weight_decay=0.0)
    warm = len(plan) // 10
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, (len(plan) - step) / (len(plan) - warm))
    )
    for step, (source, rows) in enumerate(plan, 1):
        vectors = tower.upper([source.states[row] for row in rows])
        parts = [
            loss(vectors, pools[name], [gold[row] for row in rows], [source.answering[name][row] for row in rows])
            for name, gold in source.gold.items()
        ]
        optimiser.zero_grad()
        torch.stack(parts).mean().backward()
        optimiser.step()
        schedule.step()
        if step % 20 == 0 or step == len(plan):
            print(f"\r{note}: step {step} of {len(plan)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    tower.weaken(STRENGTH)
    return tower


def judge(asked: Asked, pool: Pool, vectors: Vectors) -> NDArray[np.float64]:
    """For each question: is the first passage right by cosine, by the three signals; is the best sentence right?

    The last one is asked within the right passages; it is NaN where no sentence of them holds an answer.
    """
    dense, parts = vectors @ pool.passages.T, vectors @ pool.sentences.T
    best = np.full_like(dense, NEVER)
    np.maximum.at(best.T, pool.owner, parts.T)
    best = np.where(best == NEVER, dense, best)
    result = np.full((len(vectors), 3), np.nan)
    for row, (gold, bm25) in enumerate(zip(asked.gold, asked.bm25, strict=True)):
        right = {pool.documents[at] for at in gold}
        found = list(dict.fromkeys([*np.argsort(-dense[row], kind="stable")[:CANDIDATES].tolist(), *bm25]))
        words = [bm25.get(at, 0.0) for at in found]
        score = standardise(dense[row, found]) + standardise(best[row, found]) + standardise(words)
        result[row, 0] = pool.documents[int(dense[row].argmax())] in right
        result[row, 1] = pool.documents[found[int(score.argmax())]] in right
        if asked.answering[row]:
            inside = np.flatnonzero(np.isin(pool.owner, gold))
            result[row, 2] = inside[parts[row, inside].argmax()] in asked.answering[row]
    return result


def table(tower: Tower, states: dict[str, list[Tensor]], pools: dict[str, Pool], names: list[str]) -> Iterator[str]:
    """A line for each set put to each pool: before → after, with the p-value of a paired randomisation test."""
    vectors: dict[str, Vectors] = {}
    for name in names:
        for asking, asked in pools[name].asked.items():
            if asking not in vectors:
                vectors[asking] = tower.encode(states[asking])
            before, after = (judge(asked, pools[name], v) for v in (asked.vectors, vectors[asking]))
            cells = []
            for column in range(3):
                known = ~np.isnan(before[:, column])
                a, b = before[known, column : column + 1], after[known, column : column + 1]
                value = f"{mean(a):.3f}→{mean(b):.3f} p={randomisation_p(a, b, mean):.4f}" if known.any() else ""
                cells.append(f"{value:22}")
            yield f"{asking:10} {name:10} {len(before):5}  {'  '.join(cells)}".rstrip()


def main() -> None:
    """Reads the sets, prints the table, writes the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("work", type=Path)
    families = sorted({family(name) for name in FILES})
    parser.add_argument("--left-out", choices=[*families, "nothing"])
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(Settings.load())
    pools = {name: load_pool(given.sets, name, encoder, given.work) for name in POOLS}
    lines = load_lines(given.sets, encoder, given.work)
    model = given.work / "model"
    if not model.exists():
        packaged.write_model(packaged.weights_file() or Path(packaged.FILE), model)
    sources = _sources(given.work, model, pools, lines)
    pools |= {f"{name}.lines": pool for name, pool in lines.items()}
    states = {name: sources[name].states for name in FILES}
    print(f"{'questions':10} {'passages':10} {'n':>5}  {'dense R@1':22}  {'three signals R@1':22}  best sentence")
    for left_out in families if given.left_out is None else {given.left_out} - {"nothing"}:
        rest = [source for name, source in sources.items() if family(name) != left_out]
        tower = train(model, pools, rest, f"without {left_out}")
        for line in table(tower, states, pools, [name for name in POOLS if family(name) == left_out]):
            print(line, flush=True)
    if given.left_out in (None, "nothing"):
        np.savez_compressed(FILE, **train(model, pools, list(sources.values()), "all sets").adapter())
        print(f"written to {FILE}")


def _sources(work: Path, model: Path, pools: dict[str, Pool], lines: dict[str, Pool]) -> dict[str, Source]:
    """The questions of all sets, and lines of parallel news, which count as questions too, by name."""
    tower = Tower(model)
    sources = {}
    for name in FILES:
        put = {key: pool.asked[name] for key, pool in pools.items() if name in pool.asked}
        sources[name] = Source(
            _lower(tower, next(iter(put.values())).texts, work / f"{name}.states"),
            {key: asked.gold for key, asked in put.items()},
            {key: asked.answering for key, asked in put.items()},
            HEADLINES if family(name) == "ntrex" else 1,
        )
    for name, pool in lines.items():
        rows = random.Random(name).sample(range(len(pool.texts)), LINES)
        right = {f"{other}.lines": [[row] for row in rows] for other in lines if other != name}
        states = _lower(tower, [pool.texts[row] for row in rows], work / f"{name}.lines.states")
        sources[f"{name}.lines"] = Source(states, right, right)
    return sources


def _lower(tower: Tower, texts: list[str], cached: Path) -> list[Tensor]:
    if not cached.exists():
        torch.save(tower.lower(texts), cached)
    states: list[Tensor] = torch.load(cached)
    return states


if __name__ == "__main__":
    main()
