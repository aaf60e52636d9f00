"""Drawing as SVG: letters are outlines, so that nothing in a drawing is text of a question set."""

import io
from collections.abc import Callable
from typing import Any

COLOURS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e6c8a", "#7f8c8d")


def svg(draw: Callable[[Any], None]) -> str:
    """An ``<svg>`` element with what ``draw`` makes of a pair of axes; the same each time."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "report", "font.size": 9}):
        figure = Figure(figsize=(5.6, 3.6), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
