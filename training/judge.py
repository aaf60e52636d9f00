"""How well a reader reads sets that it never saw: ``python -m training.judge ../shared WORK [SET …]``.

With the right text given: the share of questions whose surest span stands in a sentence that answers, exact match and
F1 of its words. Where a set has questions without an answer: the area under the ROC curve of the surest score.
"""

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from rag.evaluation.measures.abstention import area_under_roc
from rag.evaluation.measures.strings import exact_match, token_f1
from rag.text.language import Language
from training.examples import Example
from training.model import Encoded, SpanReader, encode
from training.sets import SETS, Asked, read_set
from training.train import Run
from training.windows import sentences, windows

_LONGEST = 30  # tokens of a span
_BATCH = 48


@dataclass(frozen=True)
class Read:
    """The surest span of some texts: which text, ``text[start:end]``, and its score above that of "not here"."""

    text: int
    start: int
    end: int
    score: float


class Judge:
    """A reader with its tokenizer, asked as the product asks it."""

    def __init__(self, run: Run) -> None:
        self.model: SpanReader = run.model.eval()
        self.tokenizer = run.tokenizer

    @torch.no_grad()
    def read(self, question: str, texts: Sequence[tuple[str, str]], language: Language) -> Read:
        """The surest span of all windows of some (title, text)."""
        shown = [
            (
                at,
                window.start,
                encode(self.tokenizer, Example(question, title, text[window.start : window.end], 0, 0, "")),
            )
            for at, (title, text) in enumerate(texts)
            for window in windows(text, language)
        ]
        best = Read(0, 0, 0, -1e9)
        for group in range(0, len(shown), _BATCH):
            part = shown[group : group + _BATCH]
            scores = self.model([encoded for _at, _start, encoded in part]).numpy()
            for (at, begin, encoded), row in zip(part, scores, strict=True):
                first, last, score = best_span(row, encoded)
                if score > best.score:
                    places = _places(self.tokenizer, texts[at], encoded, language, begin)
                    best = Read(at, places[first][0], places[last][1], score)
        return best


def _places(
    tokenizer: Tokenizer, titled: tuple[str, str], encoded: Encoded, language: Language, begin: int
) -> dict[int, tuple[int, int]]:
    """Where in the text each token of a window stands."""
    title, text = titled
    window = next(each for each in windows(text, language) if each.start == begin)
    lead = f"passage: {title}. " if title else "passage: "
    offsets = tokenizer.encode(lead + text[window.start : window.end], add_special_tokens=False).offsets
    first = next((at for at, (start, end) in enumerate(offsets) if end > len(lead) and start < end), 0)
    shift = begin - len(lead)
    return {
        encoded.window + at - first: (max(begin, offsets[at][0] + shift), offsets[at][1] + shift)
        for at in range(first, len(offsets))
    }


def best_span(scores: np.ndarray, encoded: Encoded) -> tuple[int, int, float]:
    """First and last token of the likeliest span, and its score above that of the first token."""
    end = len(encoded.ids) - 1
    starts, ends = scores[encoded.window : end, 0], scores[encoded.window : end, 1]
    table = np.triu(starts[:, None] + ends[None, :], 0)
    allowed = np.triu(np.ones_like(table), 0) - np.triu(np.ones_like(table), _LONGEST)
    table = np.where(allowed > 0, table, -np.inf)
    first, last = np.unravel_index(int(table.argmax()), table.shape)
    return encoded.window + int(first), encoded.window + int(last), float(table.max() - scores[0].sum())


def judge_spans(judge: Judge, asked: Sequence[Asked]) -> dict[str, float]:
    """Measures of questions put to their own texts."""
    right, exact, f1, rows = [], [], [], []
    for each in asked:
        read = judge.read(each.question, [(each.title, each.text)], each.language)
        rows.append((float(bool(each.spans)), 1.0, read.score, 1.0))
        if not each.spans:
            continue
        said = each.text[read.start : read.end]
        around = next((s for s in sentences(each.text, each.language) if s.start <= read.start < s.end), None)
        right.append(around is not None and any(a < around.end and around.start < b for a, b in each.spans))
        golds = [each.text[a:b] for a, b in each.spans]
        exact.append(max(exact_match(said, gold, each.language) for gold in golds))
        f1.append(max(token_f1(said, gold, each.language) for gold in golds))
    found = {"questions": len(asked), "sentence": np.mean(right), "EM": np.mean(exact), "F1": np.mean(f1)}
    table = np.array(rows)
    return {k: float(v) for k, v in found.items()} | ({"AUROC": area_under_roc(table)} if not table[:, 0].all() else {})


def judge_nomiracl(judge: Judge, sets: Path, language: Language, limit: int) -> dict[str, float]:
    """Whether the surest score tells questions that one of ten passages answers from others."""
    texts = {line["context_id"]: line for line in _read(sets / f"qa/nomiracl.{language}.contexts.jsonl.gz")}
    questions = list(_read(sets / f"qa/nomiracl.{language}.questions.jsonl.gz"))
    random.Random(0).shuffle(questions)
    rows = []
    for each in questions[:limit]:
        passages = [texts[key] for key in each["candidate_context_ids"]]
        read = judge.read(each["question"], [(p["title"], p["text"]) for p in passages], language)
        rows.append((float(each["answerable"]), 1.0, read.score, 1.0))
    return {"questions": len(rows), "AUROC": area_under_roc(np.array(rows))}


def _read(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    """Prints a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("names", nargs="*", default=["xquad.en", "xquad.ar", "piaf.fr", "tydiqa.ar", "squad2.dev"])
    parser.add_argument("--limit", type=int, default=200)
    given = parser.parse_args()
    run = Run(given.work)
    judge = Judge(run)
    print(run.done)
    cards = {card.name: card for card in SETS}
    tasks: dict[str, Callable[[], dict[str, float]]] = {}
    for name in given.names:
        if name in cards:
            asked = read_set(cards[name], given.sets)
            random.Random(0).shuffle(asked)
            tasks[name] = lambda asked=asked: judge_spans(judge, asked[: given.limit])
        else:  # nomiracl.ar
            language = name.rsplit(".", maxsplit=1)[-1]
            tasks[name] = lambda language=language: judge_nomiracl(judge, given.sets, language, given.limit)
    for name, task in tasks.items():
        print(name, {key: round(value, 3) for key, value in task().items()}, flush=True)


if __name__ == "__main__":
    main()
