"""Sheets for writers: twelve passages each, and the variety in which to ask about them.

``python -m training.writing.sheets ../shared/qa FOLDER`` writes them all, the same ones each time.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.writing.passages import Passage, encyclopaedia, news


@dataclass(frozen=True)
class Variety:
    """A way of asking. ``language`` is that of the questions; ``texts`` how many passages a sheet has of each."""

    name: str
    language: str
    sheets: int
    texts: dict[str, int]
    news: str  # the language of its three windows of news


VARIETIES = (
    Variety("ar", "ar", 17, {"ar": 9}, "ar"),
    Variety("fr", "fr", 15, {"fr": 9}, "fr"),
    Variety("en", "en", 10, {"en": 9}, "en"),
    Variety("ary-arab", "ary", 5, {"ar": 7, "fr": 2}, "ar"),
    Variety("ary-latn", "ary", 4, {"ar": 5, "fr": 4}, "fr"),
)
_NEWS = 3


@dataclass(frozen=True)
class Sheet:
    """``name`` is that of the file, with the variety before the last hyphen."""

    name: str
    variety: Variety
    passages: tuple[Passage, ...]

    def text(self) -> str:
        """What a writer gets to see."""
        parts = [f"# {self.name}\n"]
        for number, passage in enumerate(self.passages, 1):
            parts.append(f"### P{number}\n{f'title: {passage.title}' if passage.title else ''}\n{passage.text}\n")
        return "\n".join(parts)


def every_sheet(folder: Path) -> Iterator[Sheet]:
    """All sheets. No passage stands in two of them, nor a window of news in two languages.

    Args:
        folder: of the public question sets.
    """
    left = {language: iter(encyclopaedia(folder, language)) for language in ("ar", "fr", "en")}
    windows = {language: {each.id: each for each in news(folder, language)} for language in ("ar", "fr", "en")}
    ids = sorted(windows["en"])
    random.Random(12).shuffle(ids)
    waiting = iter(ids)
    for variety in VARIETIES:
        for number in range(1, variety.sheets + 1):
            passages = [next(left[language]) for language, count in variety.texts.items() for _ in range(count)]
            passages += [windows[variety.news][next(waiting)] for _ in range(_NEWS)]
            yield Sheet(f"{variety.name}-{number:02}", variety, tuple(passages))


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for sheet in every_sheet(Path(sys.argv[1])):
        (target / f"{sheet.name}.md").write_text(sheet.text(), encoding="utf-8")
