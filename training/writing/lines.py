"""What writers wrote, checked against the passages, as lines of JSON.

``python -m training.writing.lines ../shared/qa WRITTEN QUESTIONS.jsonl`` names every line that cannot be used.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from training.writing.passages import Passage
from training.writing.sheets import Sheet, every_sheet

_HEAD = re.compile(r"###\s*P(\d+)")
_LINE = re.compile(r"([123]?)([AN])\b\s*([\w-]*)\s*\|(.+)")
_LOOSE = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True)
class Written:
    """A question. ``spans`` are character positions in the passage, none where it does not answer.

    ``history`` has the earlier questions of a dialogue; ``complete`` says an elliptical question in full.
    """

    id: str
    question: str
    language: str
    kind: str
    passage: str
    hash: str
    spans: tuple[tuple[int, int], ...]
    history: tuple[str, ...] = ()
    complete: str = ""


class UnusableLineError(ValueError):
    """A line that is not in the form of the guide, or whose span is not in the passage."""


def read_sheet(sheet: Sheet, text: str) -> Iterator[Written | UnusableLineError]:
    """The questions of one sheet, in order."""
    passage: Passage | None = None
    history: list[str] = []
    count = 0
    for line in filter(None, map(str.strip, text.splitlines())):
        if head := _HEAD.match(line):
            passage = sheet.passages[int(head[1]) - 1]
            history, count = [], 0
            continue
        if line.startswith(("#", "```")) or passage is None:
            continue
        count += 1
        try:
            yield (written := _read_line(line, sheet, passage, count, history))
        except UnusableLineError as error:
            yield error
            continue
        if line[0] in "123":
            history.append(written.question)


def _read_line(line: str, sheet: Sheet, passage: Passage, count: int, history: list[str]) -> Written:
    found = _LINE.match(line)
    if not found:
        raise UnusableLineError(f"{sheet.name}: {line}")
    turn, answered, kind, rest = found.groups()
    fields = [field.strip() for field in rest.split("|")]
    later = turn in ("2", "3")
    if len(fields) != 1 + later + (answered == "A") or (later and not history):
        raise UnusableLineError(f"{sheet.name}: {line}")
    return Written(
        id=f"{sheet.name}/{passage.id}/{count}",
        question=fields[0],
        language=sheet.variety.language,
        kind=kind or "follow-up",
        passage=f"{passage.language}/{passage.id}",
        hash=passage.hash,
        spans=tuple(_place(part, passage.text, line) for part in fields[-1].split(" // ")) if answered == "A" else (),
        history=tuple(history) if later else (),
        complete=fields[1] if later else "",
    )


def _place(span: str, text: str, line: str) -> tuple[int, int]:
    """Where a span stands, spaces and the kind of apostrophe aside; as a whole word where it can."""
    words = r"[\s\u00a0\u202f]+".join(re.escape(word) for word in _LOOSE.split(span.strip()))
    pattern = re.sub(r"['’]", "['’]", words)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text) or re.search(pattern, text)
    if not found or not span.strip():
        raise UnusableLineError(f"not in the passage: {line}")
    return found.span()


def main(sets: Path, folder: Path, target: Path) -> None:
    """Reads the sheets that are written so far."""
    sheets = {sheet.name: sheet for sheet in every_sheet(sets)}
    questions: list[Written] = []
    unusable = 0
    for path in sorted(folder.glob("*.txt")):
        for each in read_sheet(sheets[path.stem], path.read_text(encoding="utf-8")):
            if isinstance(each, UnusableLineError):
                unusable += 1
                print(each, file=sys.stderr)
            else:
                questions.append(each)
    target.write_text(
        "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in questions), encoding="utf-8"
    )
    print(f"{len(questions)} questions, {unusable} lines cannot be used")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
