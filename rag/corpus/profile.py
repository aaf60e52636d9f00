"""What the matter of a document is, in terms that can be filtered, ordered and counted."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "memorandum", "convention", "declaration", "law", "programme", "institution", "project", "event", "talks"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Status = Literal["signed", "adopted", "launched", "held", "announced", "planned", "talks"]
STATUSES: tuple[Status, ...] = get_args(Status)
PartyKind = Literal["state", "company", "university", "agency", "organisation"]
PARTY_KINDS: tuple[PartyKind, ...] = get_args(PartyKind)


@dataclass(frozen=True)
class Party:
    """Who takes part: ``country`` is the ISO 3166 code of its home, empty where it has none, as has the UN.

    A company's branch abroad has the home of its group. ``kind`` is empty where it is not known.
    """

    name: str
    country: str = ""
    kind: PartyKind | Literal[""] = ""


@dataclass(frozen=True)
class Event:
    """A dated step: what happened, and an ISO date or the part of one that is known."""

    what: Status
    date: str


@dataclass(frozen=True)
class Profile:
    """Kinds of the matter, the main one first; where it stands; who takes part; its steps, oldest first.

    All is empty where a document does not say it.
    """

    kinds: tuple[Kind, ...] = ()
    status: Status | Literal[""] = ""
    parties: tuple[Party, ...] = ()
    events: tuple[Event, ...] = ()
