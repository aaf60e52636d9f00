"""A second reader, who sees question and passage only, marks the span or says that it is not there.

``python -m training.writing.second_reading sheets ../shared/qa QUESTIONS.jsonl FOLDER`` writes what a reader gets;
``… agreed ../shared/qa QUESTIONS.jsonl FOLDER TARGET.jsonl`` keeps what both say, and names the share.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from training.writing.passages import Passage, every_passage

_ANSWER = re.compile(r"(\d+)\s*\|(.*)")
_AGREED = 0.5  # share of words that two spans have in common, F1
_WORD = re.compile(r"\w+")


def shown(questions: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(name, questions) of each sheet as a reader sees them, numbered from 1: those of a passage in an order of chance.

    Writers answer first and then ask what is not answered, so their order would tell.
    """
    for name, on_sheet in groupby(questions, key=lambda each: each["id"].split("/", maxsplit=1)[0]):
        ordered: list[dict[str, Any]] = []
        for key, group in groupby(on_sheet, key=lambda each: each["passage"]):
            asked = list(group)
            random.Random(key).shuffle(asked)
            ordered += asked
        yield name, ordered


def sheets(passages: dict[str, Passage], questions: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(name, text) of each sheet: passages, and below each its questions without any answer."""
    for name, ordered in shown(questions):
        parts = [f"# {name}"]
        before = ""
        for number, each in enumerate(ordered, 1):
            if each["passage"] != before:
                passage = passages[before := each["passage"]]
                parts.append(f"\n### {passage.title}\n{passage.text}\n")
            parts.append(f"{number} | {each['complete'] or each['question']}")
        yield name, "\n".join(parts) + "\n"


def agreement(passage: Passage, question: dict[str, Any], said: str) -> float:
    """F1 of the words of the writer's span and the reader's; 1 where both say that it is not there."""
    written = " ".join(passage.text[start:end] for start, end in question["spans"])
    mine, other = (Counter(_WORD.findall(text.casefold())) for text in (written, said))
    if not mine or not other:
        return float(not mine and not other)
    common = (mine & other).total()
    return 2 * common / (mine.total() + other.total())


def agreed(passages: dict[str, Passage], questions: list[dict[str, Any]], folder: Path) -> Iterator[dict[str, Any]]:
    """The questions on which the second reader agrees; prints how many of each kind there are."""
    tally: Counter[tuple[str, str]] = Counter()
    for name, ordered in shown(questions):
        path = folder / f"{name}.txt"
        if not path.is_file():
            continue
        found = map(_ANSWER.match, path.read_text(encoding="utf-8").splitlines())
        said = {int(each[1]): each[2].strip() for each in found if each}
        for number, question in enumerate(ordered, 1):
            if number not in said:
                continue
            answer = "" if said[number] == "-" else said[number]
            same = agreement(passages[question["passage"]], question, answer) >= _AGREED
            sort = "answered" if question["spans"] else "not answered"
            tally[name.rsplit("-", 1)[0], f"{sort}, {'agreed' if same else 'not agreed'}"] += 1
            if same:
                yield question
    for (variety, what), count in sorted(tally.items()):
        print(f"{variety:10} {what:26} {count}")


def main(task: str, sets: Path, source: Path, folder: Path, target: Path | None = None) -> None:
    """One of the two commands."""
    passages = every_passage(sets)
    questions = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    if task == "sheets":
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in sheets(passages, questions):
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
    elif target:
        kept = agreed(passages, questions, folder)
        target.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in kept), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
