"""Whether each reply under load is the one that a quiet server gives."""

import math
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from load_readers import Reply, shown_text

GRACE = 10.0  # seconds after an event in which the state before it may still be met


@dataclass(frozen=True)
class Event:
    """Something that was done to the servers, from ``start`` to ``end``, in seconds of the run."""

    name: str
    start: float
    end: float

    def touches(self, reply: Reply) -> bool:
        """Whether a reply was in the making while this was, or shortly after."""
        return reply.answered >= self.start and reply.asked <= self.end + GRACE


@dataclass(frozen=True)
class Verdict:
    """``right``, ``wrong``, ``told``, ``refused`` or ``error``, and for what is wrong where it differs."""

    kind: str
    detail: str = ""


@dataclass(frozen=True)
class Phase:
    """A run of readers: replies, what was done meanwhile, and resident memory as (second, MB)."""

    title: str
    readers: int
    replies: list[Reply]
    event: Event
    memory: list[tuple[float, float]]
    judged: list[Verdict] = field(repr=False)

    @property
    def counts(self) -> Counter[str]:
        """How many replies of each kind."""
        return Counter(verdict.kind for verdict in self.judged)

    def percentile(self, share: float) -> float:
        """Seconds within which that share of all answers came; nan without any."""
        waited = [reply.seconds for reply in self.replies if reply.kind == "answer"]
        return float(np.percentile(waited, 100 * share)) if waited else math.nan

    @property
    def failed(self) -> bool:
        """Whether a reader got something that must not be."""
        return not self.replies or any(self.counts[kind] for kind in ("wrong", "error"))


def judge(reply: Reply, before: dict[str, str], after: dict[str, str], event: Event, outage: bool) -> Verdict:
    """What a reply is worth.

    Args:
        reply: what a reader got.
        before: what a quiet server answers before the event, by question.
        after: the same, after it.
        event: while it lasts and a little longer, both count.
        outage: whether the reader may be told in one line that the store is away while it lasts.
    """
    if reply.kind != "answer":
        return Verdict(reply.kind, reply.text)
    touched = event.touches(reply)
    accepted = [before[reply.question]] if touched or reply.asked < event.start else []
    if touched or reply.asked > event.end:
        accepted.append(after[reply.question])
    if reply.text in accepted:
        return Verdict("right")
    if outage and touched and _tells_of_the_store(reply.text):
        return Verdict("told")
    return Verdict("wrong", _difference(reply.text, accepted[-1]))


def _difference(found: str, expected: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), 0)
    start = max(0, at - 20)
    return f"{found[start : at + 80]} instead of {expected[start : at + 80]}"


def _tells_of_the_store(data: str) -> bool:
    text = shown_text(data).strip()
    return "\n" not in text and "RAG_CHROMA_URL" in text
