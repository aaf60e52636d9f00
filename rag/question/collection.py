"""Questions about the collection: which documents there are of a kind, a year, a country; how many; the latest.

A question surely is one of these if each of its words is explained: by a word for what is asked (which, how many, a
timeline), for documents (agreement, law, event), for a restriction (a date, a country, a party, signed), or by one that
changes nothing. Where words are left over, as in "for my thesis I need …" and in "which objectives did … have?", a
model of meaning and words decides; its weights are data (``collection.json``, by ``benchmarks/fit_questions.py``).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from rag.corpus.profile import Kind, PartyKind, Status
from rag.question.period import Period
from rag.question.roles import PartyNames, Roles
from rag.text.language import Language

Operation = Literal["list", "count", "timeline", "latest", "earliest", "mention"]
_OPERATIONS: tuple[Operation, ...] = ("mention", "count", "timeline", "latest", "earliest")
_QUOTED = re.compile('«([^»]+)»|“([^”]+)”|"([^"]+)"')
_LIKELY = 0.6  # probability that is enough where words are left over
_POSSIBLE = 0.2  # probability that is needed where none are


@dataclass(frozen=True)
class PartyWanted:
    """A restriction that one of the parties has to meet.

    ``country`` is the code of its home; ``home`` says whether it must be abroad, or in no country as those of the UN.
    ``names`` are full names, of which it must have one; ``typed`` is what the question calls it.
    """

    country: str = ""
    kind: PartyKind | Literal[""] = ""
    home: Literal["", "abroad", "none"] = ""
    names: frozenset[str] = frozenset()
    typed: str = ""


@dataclass(frozen=True)
class CollectionQuery:
    """What a question wants of the collection.

    Attributes:
        operation: what is to be done with the documents that match.
        kinds: of which a document must have one; empty for all.
        agreements: whether the general word for an agreement was used, so that anything signed counts, too.
        status: where the matter stands, or the step that is meant.
        parties: all of which must be met, each by one of the parties.
        period: in which a step must lie.
        most: how many documents, for the latest and the earliest.
        mentioned: words that the text must hold.
        sure: whether all words of the question were explained, so that finding nothing is an answer.
    """

    operation: Operation
    kinds: tuple[Kind, ...] = ()
    agreements: bool = False
    status: Status | Literal[""] = ""
    parties: tuple[PartyWanted, ...] = ()
    period: Period = field(default_factory=Period)
    most: int = 1
    mentioned: str = ""
    sure: bool = True

    @property
    def restricted(self) -> bool:
        """Whether it means anything less than the whole collection."""
        return bool(self.kinds or self.status or self.parties or self.period or self.mentioned)


@dataclass(frozen=True)
class CollectionSignals:
    """What the words of a question tell of its being one about the collection; shares and flags, 0 to 1.

    Attributes:
        left_over: words of the documents that nothing explains, 3 at most, as a share of 3.
        unknown: other words that nothing explains, 3 at most, as a share of 3.
        explained: the share of words that are explained.
        has_noun: whether there is a word for documents; ``plural``: whether it is in the plural.
        asks_which: whether it asks which or what; ``asks_list``: for a list, a count, an order, a mention.
        period: whether it names one; ``status``, ``party``, ``country``, ``named``: the same for these.
        otherwise: whether it opens by asking for a person, a time, a place or a reason.
    """

    left_over: float
    unknown: float
    explained: float
    has_noun: float
    plural: float
    asks_which: float
    asks_list: float
    period: float
    status: float
    party: float
    country: float
    named: float
    otherwise: float


@dataclass(frozen=True)
class Reading:
    """A question read as one about the collection: the query that it would be, and what speaks for its being one.

    ``query`` is None where it cannot be one.
    """

    query: CollectionQuery | None
    signals: CollectionSignals


def read_collection_query(
    question: str,
    language: Language,
    parties: PartyNames,
    in_documents: Callable[[str], bool],
    *,
    today: str = "",
    likelihood: Callable[[CollectionSignals], float] = lambda _signals: _POSSIBLE,
) -> CollectionQuery | None:
    """The query that a question is; None if it is not one about the collection.

    Args:
        question: in a language of the documents; Darija in standard Arabic.
        language: that of the question.
        parties: every name of a party of the documents, with all names of that party.
        in_documents: whether a word is one of the documents.
        today: the ISO date that "this year" counts from.
        likelihood: how likely a question of these signals is one, 0 to 1; where none is left over, hardly any is
            enough.
    """
    reading = read_as_collection(question, language, parties, in_documents, today)
    query = reading.query
    if query is None or likelihood(reading.signals) < (_POSSIBLE if query.sure else _LIKELY):
        return None
    return query


def read_as_collection(
    question: str, language: Language, parties: PartyNames, in_documents: Callable[[str], bool], today: str = ""
) -> Reading:
    """Reads a question as one about the collection, whether it is one or not; arguments as above."""
    roles = Roles(question, language, in_documents, today, parties)
    asked, nouns = set(roles.names("ask")), roles.names("kind")
    operation: Operation = next((name for name in _OPERATIONS if name in asked), "list")
    left, named, mentioned = _left_over(roles, operation, parties)
    if operation == "mention" and (quoted := _QUOTED.search(question)):
        left, mentioned = [], next(filter(None, quoted.groups())).strip()
    described = _described_parties(roles, bool(named))
    counted = [roles.words[at] for at in left]
    known = sum(map(in_documents, counted))
    signals = CollectionSignals(
        left_over=min(known, 3) / 3,
        unknown=min(len(counted) - known, 3) / 3,
        explained=1 - len(counted) / max(1, len(roles.words)),
        has_noun=float(bool(nouns)),
        plural=float(roles.is_plural()),
        asks_which=float(bool(asked & {"which", "what"})),
        asks_list=float(bool(asked - {"which", "what"})),
        period=float(bool(roles.period)),
        status=float(bool(roles.names("status"))),
        party=float(bool(roles.names("party"))),
        country=float(bool(roles.names("nationality"))),
        named=float(bool(named)),
        otherwise=float(roles.asks_otherwise() and not (operation == "mention" and roles.asks_where())),
    )
    restricted = bool(roles.period or named or described)
    wanted = (
        bool(nouns)
        or operation in ("timeline", "mention")
        or bool(roles.names("status") and (restricted or "list" in asked))
    )
    if not wanted or (operation == "mention" and not mentioned):
        return Reading(None, signals)
    general = "agreement" in nouns
    kinds = tuple(dict.fromkeys(name for name in nouns if name not in ("agreement", "document")))
    one = operation in ("list", "mention") and bool(nouns) and not (roles.asks_which_document() or roles.is_plural())
    told = bool(asked) or restricted or bool(roles.names("status"))
    sure = not left and not one and told and not signals.otherwise and (bool(nouns) or restricted or bool(mentioned))
    query = CollectionQuery(
        operation=operation,
        kinds=("memorandum", "convention") if general and not kinds else kinds,  # type: ignore[arg-type]
        agreements=general and not kinds,
        status=next(iter(roles.names("status")), ""),  # type: ignore[arg-type]
        parties=() if operation == "mention" else (*named, *described),
        period=roles.period,
        most=next((int(name) for name in roles.names("number")), 1),
        mentioned=mentioned,
        sure=sure,
    )
    return Reading(query, signals)


def _left_over(roles: Roles, operation: Operation, parties: PartyNames) -> tuple[list[int], list[PartyWanted], str]:
    """The places of words that nothing explains, the parties named, and the words that are to be mentioned."""
    left: list[int] = []
    named = [PartyWanted(names=roles.parties_with(name, parties), typed=name) for name in roles.names("named")]
    mentioned: list[str] = []
    after = max((at for at, role in enumerate(roles.roles) if role == ("ask", "mention")), default=0)
    for start, end in roles.unexplained():
        typed = roles.words[start:end]
        if operation == "mention" and (start >= after or typed[0][0].isupper()):
            mentioned += typed
        elif names := roles.party(start, end, parties):
            named.append(PartyWanted(names=names, typed=" ".join(typed)))
        else:
            left += [at for at in range(start, end) if roles.roles[at] is None]
    if operation == "mention" and not mentioned:
        mentioned = [roles.words[at] for at in roles.places("nationality")]
    return left, named, " ".join(mentioned)


def _described_parties(roles: Roles, named_too: bool) -> tuple[PartyWanted, ...]:
    """What is said of parties without naming them; a kind beside a name is part of that ("the company Oracle")."""
    countries, kinds = roles.names("nationality"), [] if named_too else roles.names("party")
    home = "abroad" if "foreign" in kinds else "none" if "international" in kinds else ""
    named = [kind for kind in kinds if kind not in ("foreign", "international")]
    kind = named[0] if named else "organisation" if home == "none" else ""
    if not kind:
        countries = [code for code in countries if code != "MA"]  # which all documents have to do with
    if not (countries or kind or home):
        return ()
    return tuple(
        PartyWanted(country=country, kind=kind, home=home)  # type: ignore[arg-type]
        for country in dict.fromkeys(countries or [""])
    )
