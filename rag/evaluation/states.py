"""How many questions were left in which state: answered, uncertain, abstained or with an error."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.outcome_table import OutcomeTable

_STATES = {"answered": "Answered", "uncertain": "Uncertain", "abstained": "Abstained"}


def states(table: OutcomeTable, groups: Mapping[str, NDArray[np.bool_]]) -> dict[tuple[str, bool], dict[str, int]]:
    """Counts by state, in the order in which they are stacked.

    Args:
        table: of a run.
        groups: which questions are in which language, masks of shape (questions,).

    Returns:
        By the name of a group and whether its questions can be answered, for those that have such questions. Questions
        that are talk, or of which the set does not say whether they can be answered, are left out.
    """
    measures = {measure.name: measure for measure in table.measures}
    answerable = table.aligned(measures["BalancedAccuracy"])[:, 0]
    values = {state: table.aligned(measures[name])[:, 0] for state, name in _STATES.items()}
    found = {}
    for name, group in groups.items():
        for kind in (True, False):
            those = group & (answerable == kind)
            if those.any():
                counts = {state: int(value[those].sum()) for state, value in values.items()}
                found[name, kind] = counts | {"error": int(those.sum()) - sum(counts.values())}
    return found
