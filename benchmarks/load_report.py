"""The report of a run under load: a table, what went wrong, and a plot of waiting and memory over time."""

import math
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from load_judge import Phase

_SHOWN = 10
_KINDS = {
    "right": "right",
    "told": "told in one line that the store is away",
    "refused": "refused by the queue",
    "error": "errors",
    "wrong": "wrong",
}
_COLOURS = {"right": "#1b6ca8", "told": "#d69e2e", "refused": "#7f8c8d", "wrong": "#c0392b", "error": "#8e44ad"}


def markdown(phases: Sequence[Phase], seed: int, plot: str) -> str:
    """The whole report."""
    lines = [
        "# Load\n",
        f"Made by `make load` with seed {seed} on {machine()}. Each reader asks one question every five seconds; "
        "a reply is right if the page gets, to the letter, what a quiet server gives.\n",
        f"| | {' | '.join(phase.title for phase in phases)} |",
        "| --- |" + " ---: |" * len(phases),
        *(f"| {name} | {' | '.join(values)} |" for name, values in _rows(phases)),
        f"\n![Waiting and memory over time]({plot})",
    ]
    for phase in phases:
        event = phase.event
        lines.append(f"\n{phase.title}: {event.name} from second {event.start:.0f} to {event.end:.0f}.")
        bad = [
            f"- {verdict.kind}: {reply.question!r} at second {reply.asked:.0f}: {_plain(verdict.detail)}"
            for reply, verdict in zip(phase.replies, phase.judged, strict=True)
            if verdict.kind in {"wrong", "error"}
        ]
        lines += ["", *bad[:_SHOWN]] if bad else []
    return "\n".join(lines) + "\n"


def machine() -> str:
    """The kind of this machine."""
    try:
        cpu = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        total = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
        what = f"{len(cpu)} cores of {cpu[0].split(': ')[1]}, {total:.0f} GB"
    except (OSError, IndexError):
        what = platform.machine()
    return f"{what}, {platform.system()}, Python {platform.python_version()}, readers and servers together"


def draw(phases: Sequence[Phase], path: Path) -> None:
    """Writes the plot as PNG: for each phase how long each reader waited, and the chat's memory."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.2 * len(phases)), layout="constrained")
    for phase, axes in zip(phases, figure.subplots(len(phases), 1, squeeze=False)[:, 0], strict=True):
        _draw_phase(phase, axes)
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _draw_phase(phase: Phase, axes: Any) -> None:
    for kind, colour in _COLOURS.items():
        points = [
            (reply.asked, reply.seconds)
            for reply, each in zip(phase.replies, phase.judged, strict=True)
            if each.kind == kind
        ]
        if points:
            axes.scatter(*zip(*points, strict=True), s=6, color=colour, label=kind, linewidths=0)
    axes.axvspan(phase.event.start, phase.event.end, color="#f4d9c6", zorder=0, label=phase.event.name)
    axes.set(title=phase.title, xlabel="second of the run", ylabel="seconds until the answer")
    axes.set_ylim(bottom=0)
    beside = axes.twinx()
    beside.plot(*zip(*phase.memory, strict=True), color="#2e8b57", linewidth=1.2, label="memory")
    beside.set_ylabel("resident memory of the chat, MB")
    beside.set_ylim(bottom=0)
    handles = [*axes.get_legend_handles_labels()[0], *beside.get_legend_handles_labels()[0]]
    names = [*axes.get_legend_handles_labels()[1], *beside.get_legend_handles_labels()[1]]
    axes.legend(handles, names, loc="upper left", fontsize=8, framealpha=0.9)
    axes.spines["top"].set_visible(False)
    beside.spines["top"].set_visible(False)


def _rows(phases: Sequence[Phase]) -> Iterator[tuple[str, list[str]]]:
    yield "readers", [str(phase.readers) for phase in phases]
    yield "seconds", [f"{max((reply.answered for reply in phase.replies), default=0):.0f}" for phase in phases]
    yield "asked", [str(len(phase.replies)) for phase in phases]
    for kind, name in _KINDS.items():
        yield name, [str(phase.counts[kind]) for phase in phases]
    for name, share in (("half answered within", 0.5), ("95 % within", 0.95), ("longest", 1.0)):
        yield name, [f"{phase.percentile(share):.2f} s" for phase in phases]
    memory = [[each for _, each in phase.memory if not math.isnan(each)] or [math.nan] for phase in phases]
    yield "memory at the start", [f"{each[0]:.0f} MB" for each in memory]
    yield "most memory", [f"{max(each):.0f} MB" for each in memory]
    yield "memory at the end", [f"{each[-1]:.0f} MB" for each in memory]


def _plain(text: str) -> str:
    return f"`{ascii(text)[1:-1].replace('`', '')[:400]}`"
