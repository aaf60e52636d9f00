"""The plots of a report."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.drawing import COLOURS, svg
from rag.evaluation.measures.abstention import risk_coverage
from rag.evaluation.measures.measure import Rows
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.state_plot import states_plot

Groups = Mapping[str, NDArray[np.bool_]]
_RANKS = ((1, 1, "1"), (2, 2, "2"), (3, 3, "3"), (4, 5, "4-5"), (6, 10, "6-10"), (11, 20, "11-20"), (21, 1000, ">20"))
_BINS = 10


def plots(table: OutcomeTable) -> dict[str, str]:
    """The plots for which a run has data, by title, each an ``<svg>`` element."""
    groups = table.groups("language")
    drawn = {
        "Rank of the first right document": _ranks(table, groups),
        "What became of the questions": states_plot(table, groups),
        "Risk and coverage": _risk(table, groups),
        "Reliability of the evidence gate": _reliability(table),
        "Latency": _latency(table, groups),
    }
    return {title: plot for title, plot in drawn.items() if plot}


def _rows(table: OutcomeTable, name: str, group: NDArray[np.bool_]) -> Rows:
    return table.rows(next(measure for measure in table.measures if measure.name == name), group)


def _ranks(table: OutcomeTable, groups: Groups) -> str:
    series = {name: table.first_ranks[group] for name, group in groups.items()}
    series = {name: ranks[~np.isnan(ranks)] for name, ranks in series.items()}
    if not any(map(len, series.values())):
        return ""

    def draw(axes: Any) -> None:
        present = {name: ranks for name, ranks in series.items() if len(ranks)}
        width = 0.8 / len(present)
        for at, (name, ranks) in enumerate(present.items()):
            shares = [np.mean((ranks >= low) & (ranks <= high)) for low, high, _label in _RANKS]
            shares.append(np.mean(np.isinf(ranks)))
            places = np.arange(len(shares)) + at * width
            axes.bar(places, shares, width, label=f"{name} ({len(ranks)})", color=COLOURS[at % len(COLOURS)])
        axes.set_xticks(np.arange(len(_RANKS) + 1) + 0.4 - width / 2, [*(r[2] for r in _RANKS), "none"])
        axes.set_xlabel("rank")
        axes.set_ylabel("share of the questions")
        axes.legend()

    return svg(draw)


def _risk(table: OutcomeTable, groups: Groups) -> str:
    series = {name: _rows(table, "AURC", group) for name, group in groups.items()}
    series = {name: rows for name, rows in series.items() if len(rows) > 1}
    if not series:
        return ""

    def draw(axes: Any) -> None:
        for at, (name, rows) in enumerate(series.items()):
            coverage, risk = risk_coverage(rows)
            colour = COLOURS[at % len(COLOURS)]
            step = max(1, len(coverage) // 500)
            axes.plot(coverage[::step], risk[::step], label=f"{name} ({len(rows)})", color=colour)
            answered = rows[rows[:, 1] == 1]  # an uncertain reply is half of one
            if len(answered):
                axes.plot(len(answered) / len(rows), 1 - answered[:, 3].mean(), "o", color=colour)
        axes.set_xlabel("coverage: share of the questions answered (dot: at the threshold in use)")
        axes.set_ylabel("risk: share of these without a right source")
        axes.set_xlim(0, 1)
        axes.set_ylim(bottom=0)
        axes.legend()

    return svg(draw)


def _reliability(table: OutcomeTable) -> str:
    rows = _rows(table, "AURC", table.everything())
    if not len(rows):
        return ""

    def draw(axes: Any) -> None:
        confidence, right = rows[:, 2], rows[:, 3]
        bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
        counts = np.bincount(bins, minlength=_BINS)
        full = counts > 0
        predicted = np.bincount(bins, confidence, _BINS)[full] / counts[full]
        observed = np.bincount(bins, right, _BINS)[full] / counts[full]
        axes.plot([0, 1], [0, 1], "--", color="#999999", label="perfectly calibrated")
        axes.plot(predicted, observed, "o-", color=COLOURS[0], label="observed")
        axes.bar((np.arange(_BINS) + 0.5) / _BINS, counts / counts.sum(), 0.09, alpha=0.2, label="share of questions")
        axes.set_xlabel("confidence")
        axes.set_ylabel("share with a right source among the first three")
        axes.legend()

    return svg(draw)


def _latency(table: OutcomeTable, groups: Groups) -> str:
    series = {name: np.sort(_rows(table, "p50", group)[:, 0]) for name, group in groups.items()}
    series = {name: values for name, values in series.items() if len(values) > 1}
    if not series:
        return ""

    def draw(axes: Any) -> None:
        for at, (name, values) in enumerate(series.items()):
            shares = np.linspace(0, 1, 200)
            axes.plot(np.quantile(values, shares), shares, label=name, color=COLOURS[at % len(COLOURS)])
        axes.set_xlabel("milliseconds")
        axes.set_ylabel("share answered by then")
        axes.set_xlim(0, 1.3 * max(float(np.quantile(values, 0.99)) for values in series.values()))
        axes.legend()

    return svg(draw)
