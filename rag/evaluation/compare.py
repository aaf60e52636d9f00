"""Whether run A is better than run B: the same questions, measure by measure."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import DatasetError
from rag.evaluation.measures.all import all_measures
from rag.evaluation.measures.measure import Measure, Rows
from rag.evaluation.outcome_table import ALL, OutcomeTable
from rag.evaluation.run_folder import RunFolder
from rag.evaluation.statistics import randomisation_p


@dataclass(frozen=True)
class Difference:
    """Figures of both runs for one measure and language; ``p`` of the paired randomisation test, ``n`` questions."""

    language: str
    measure: str
    a: float
    b: float
    p: float
    n: int


@dataclass(frozen=True)
class Change:
    """A question whose value changed."""

    id: str
    question: str
    language: str
    measure: str
    a: float
    b: float


@dataclass(frozen=True)
class Comparison:
    """All differences and changes between two runs, and the ids that only one of them has."""

    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    only_a: int
    only_b: int

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return asdict(self)


def compare(a: Path | str, b: Path | str) -> Comparison:
    """Compares two folders of reports, or two files ``per_question.jsonl``.

    A question that only one run has counts 0 for the other in the measures that single questions have, if higher is
    better there; in the others, and where a measure does not apply to a question in one of the runs, the pair is left
    out.

    Raises:
        DatasetError: one is no run, or they share no question.
    """
    measures = all_measures()
    folders = [RunFolder(Path(path)) for path in (a, b)]
    tables = [OutcomeTable(measures, folder.outcomes()) for folder in folders]
    places = [{key: at for at, key in enumerate(table.ids)} for table in tables]
    if not places[0].keys() & places[1].keys():
        raise DatasetError(f"{a} and {b} share no question, so there is nothing to compare")
    ids = list(dict.fromkeys([*tables[0].ids, *tables[1].ids]))
    languages = _languages(tables, places, ids)
    texts = {o.question.id: o.question.text for folder in folders for o in folder.outcomes()}
    differences, changes = [], []
    for measure in measures:
        rows_a, rows_b = (_rows(table, measure, place, ids) for table, place in zip(tables, places, strict=True))
        applies = ~(np.isnan(rows_a[:, 0]) | np.isnan(rows_b[:, 0]))
        for language in (*sorted(set(languages.tolist())), ALL):
            group = applies & ((languages == language) if language != ALL else True)
            if difference := _difference(language, measure, rows_a[group], rows_b[group]):
                differences.append(difference)
        if measure.per_question:
            for at in np.flatnonzero(applies & (rows_a[:, 0] != rows_b[:, 0])):
                values = float(rows_a[at, 0]), float(rows_b[at, 0])
                changes.append(Change(ids[at], texts[ids[at]], str(languages[at]), measure.name, *values))
    only = [len(places[0].keys() - places[1].keys()), len(places[1].keys() - places[0].keys())]
    return Comparison(tuple(differences), tuple(changes), *only)


def _languages(tables: list[OutcomeTable], places: list[dict[str, int]], ids: list[str]) -> NDArray[np.object_]:
    known: dict[str, str] = {}
    for table, place in zip(tables, places, strict=True):
        named = {at: name for name, group in table.groups("language").items() for at in np.flatnonzero(group).tolist()}
        known |= {key: named[at] for key, at in place.items()}
    return np.array([known[key] for key in ids], dtype=object)


def _rows(table: OutcomeTable, measure: Measure, place: dict[str, int], ids: list[str]) -> Rows:
    rows = table.aligned(measure)
    missing = np.full(rows.shape[1], 0.0 if measure.per_question and measure.better > 0 else np.nan)
    return np.array([rows[place[key]] if key in place else missing for key in ids])


def _difference(language: str, measure: Measure, a: Rows, b: Rows) -> Difference | None:
    if not len(a):
        return None
    first, second = measure.statistic(a), measure.statistic(b)
    if np.isnan(first) or np.isnan(second):
        return None
    return Difference(language, measure.name, first, second, randomisation_p(a, b, measure.statistic), len(a))
