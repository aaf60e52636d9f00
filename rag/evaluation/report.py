"""The figures of a run: by language, by pair of languages and by kind of question."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.outcome import Outcome
from rag.evaluation.outcome_table import ALL, OutcomeTable
from rag.evaluation.reply import Json
from rag.evaluation.statistics import Estimate, estimate

Figures = dict[str, Estimate]  # by the name of the measure


@dataclass(frozen=True)
class Report:
    """What was measured. ``report["ar"]["R@1"].value`` is a figure; ``all`` stands for all questions together.

    Attributes:
        measures: by language, those with questions only.
        pairs: by languages of question and passages, such as ``ar→en``.
        kinds: by kind of question, where the set has kinds.
        settings: what the figures depend on.
        notes: what a reader has to know, such as what could not be measured.
        folder: where the files of the report are.
    """

    measures: dict[str, Figures]
    pairs: dict[str, Figures]
    kinds: dict[str, Figures]
    settings: Json
    notes: tuple[str, ...]
    folder: Path

    @classmethod
    def of(cls, table: OutcomeTable, settings: Json, notes: tuple[str, ...], folder: Path) -> Self:
        """Computes all figures; this takes some seconds for thousands of questions."""
        known: dict[bytes, Figures] = {}  # a set of one language and pair is the same group three times
        return cls(
            measures=_by(table, table.groups("language") | {ALL: table.everything()}, known),
            pairs=_by(table, table.groups("pair"), known),
            kinds=_by(table, table.groups("kind"), known),
            settings=settings,
            notes=notes,
            folder=folder,
        )

    def __getitem__(self, language: str) -> Figures:
        return self.measures[language]

    def to_dict(self) -> dict[str, Any]:
        """The content of ``report.json``."""
        return {
            "measures": _plain(self.measures),
            "settings": self.settings,
            "pairs": _plain(self.pairs),
            "kinds": _plain(self.kinds),
            "notes": list(self.notes),
        }


def _by(table: OutcomeTable, groups: dict[str, NDArray[np.bool_]], known: dict[bytes, Figures]) -> dict[str, Figures]:
    for group in groups.values():
        if (key := group.tobytes()) not in known:
            known[key] = _figures(table, group)
    return {name: known[group.tobytes()] for name, group in groups.items()}


def _figures(table: OutcomeTable, group: NDArray[np.bool_]) -> Figures:
    found = ((measure.name, estimate(measure, table.rows(measure, group))) for measure in table.measures)
    return {name: figure for name, figure in found if figure is not None}


def _plain(figures: dict[str, Figures]) -> dict[str, Any]:
    return {group: {name: value.to_dict() for name, value in values.items()} for group, values in figures.items()}


def write_trec(outcomes: Iterable[Outcome], folder: Path, tag: str) -> None:
    """Writes ``run.LANGUAGE.txt`` and ``qrels.LANGUAGE.txt`` in the formats of trec_eval.

    Scores are those of the ranking, made to fall from rank to rank since trec_eval orders ties by id. White space in
    ids, which the format cannot carry, becomes ``_``.
    """
    for old in (*folder.glob("run.*.txt"), *folder.glob("qrels.*.txt")):
        old.unlink()
    files: dict[str, Any] = {}
    try:
        for outcome in outcomes:
            for kind in ("run", "qrels"):
                name = f"{kind}.{outcome.language}.txt"
                if name not in files:
                    files[name] = (folder / name).open("w", encoding="utf-8")
            question = _token(outcome.question.id)
            previous = float("inf")
            for rank, (document, score) in enumerate(outcome.ranking, 1):
                previous = min(score, float(np.nextafter(np.float32(previous), np.float32(-np.inf))))
                files[f"run.{outcome.language}.txt"].write(
                    f"{question} Q0 {_token(document)} {rank} {previous:.9g} {tag}\n"
                )
            for document, grade in outcome.question.relevant.items():
                files[f"qrels.{outcome.language}.txt"].write(f"{question} 0 {_token(document)} {grade}\n")
    finally:
        for file in files.values():
            file.close()


def _token(text: str) -> str:
    return "_".join(text.split())
