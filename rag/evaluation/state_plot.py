"""A stacked bar for each language: which questions were answered, and which were not."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.drawing import svg
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.states import states

_COLOURS = {"answered": "#1b6ca8", "uncertain": "#e0a030", "abstained": "#b0b7bd", "error": "#c0392b"}


def states_plot(table: OutcomeTable, groups: Mapping[str, NDArray[np.bool_]]) -> str:
    """Two bars a language, for questions that can be answered and for others; empty where the set tells of none."""
    counts = states(table, groups)
    if not counts:
        return ""

    def draw(axes: Any) -> None:
        bottom = np.zeros(len(counts))
        for name, colour in _COLOURS.items():
            shares = np.array([each[name] / sum(each.values()) for each in counts.values()])
            axes.bar(range(len(counts)), shares, 0.7, bottom=bottom, label=name, color=colour)
            bottom += shares
        axes.set_xticks(range(len(counts)), _labels(counts))
        axes.set_ylabel("share of the questions")
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(_COLOURS), frameon=False)

    return svg(draw)


def _labels(counts: Mapping[tuple[str, bool], Mapping[str, int]]) -> list[str]:
    return [
        f"{name}\n{'answerable' if answerable else 'not'}\n({sum(each.values())})"
        for (name, answerable), each in counts.items()
    ]
