"""The passages that questions are written for: one half of NoMIRACL's articles, and windows of NTREX's news.

``python -m training.writing.passages ../shared/qa`` says how many there are.
"""

import gzip
import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("ar", "fr", "en")
_SHORTEST, _LONGEST = 350, 1500  # characters; below there is too little to ask, above too much to read
_WINDOW = 8  # sentences of a news article


@dataclass(frozen=True)
class Passage:
    """A text that stands in a public set. ``id`` names the set's passage, and for news the sentences taken of it."""

    id: str
    language: str
    title: str
    text: str

    @property
    def hash(self) -> str:
        """The first 12 digits of the SHA-256 of the text, so that another edition of the set is noticed."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def may_be_trained_on(passage_id: str) -> bool:
    """Whether NoMIRACL's passage is in the half for training; the passages of one article are on one side."""
    article = passage_id.split("#", maxsplit=1)[0]
    return hashlib.sha256(article.encode()).digest()[0] % 2 == 0


def encyclopaedia(folder: Path, language: str) -> list[Passage]:
    """NoMIRACL's passages of the half for training that are long enough to ask about, in an order of chance."""
    found = [
        Passage(line["context_id"], language, line["title"], line["text"])
        for line in _lines(folder / f"nomiracl.{language}.contexts.jsonl.gz")
        if may_be_trained_on(line["context_id"]) and _SHORTEST <= len(line["text"]) <= _LONGEST
    ]
    random.Random(12).shuffle(found)
    return found


def news(folder: Path, language: str) -> list[Passage]:
    """Windows of NTREX's articles; those of the same id say the same in each language."""
    return [
        Passage(f"{line['context_id']}:{start}", language, line["title"], " ".join(window))
        for line in _lines(folder / f"ntrex.{language}.contexts.jsonl.gz")
        for start in range(0, len(line["sentences"]), _WINDOW)
        if len(window := line["sentences"][start : start + _WINDOW]) > _WINDOW // 2
    ]


def every_passage(folder: Path) -> dict[str, Passage]:
    """All passages by ``language/id``."""
    return {
        f"{language}/{passage.id}": passage
        for language in LANGUAGES
        for passage in (*encyclopaedia(folder, language), *news(folder, language))
    }


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    for each in LANGUAGES:
        print(each, len(encyclopaedia(Path(sys.argv[1]), each)), len(news(Path(sys.argv[1]), each)))
