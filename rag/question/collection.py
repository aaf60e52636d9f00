"""Questions about the collection: which documents there are of a kind, a year, a country; how many; the latest.

A question is one of these only if each of its words is explained: by a word for what is asked (which, how many, a
timeline), for documents (agreement, law, event), for a restriction (a date, a country, a party, signed), or by one that
changes nothing. "Which objectives did the agreements of 2025 have?" has a word too many, and is put to the texts.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rag.corpus.countries import country_names
from rag.corpus.profile import Kind, PartyKind, Status
from rag.question.lexicon import lexicon, read_words, stem, stems, words_of
from rag.question.period import Period, read_period
from rag.text.language import Language
from rag.text.normalise import normalise

Operation = Literal["list", "count", "timeline", "latest", "earliest", "mention"]
_JOINED = re.compile("^[وفبلك](?=.{3})")  # "and", "so", "in", "to", "as", written onto an Arabic word


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
    """

    operation: Operation
    kinds: tuple[Kind, ...] = ()
    agreements: bool = False
    status: Status | Literal[""] = ""
    parties: tuple[PartyWanted, ...] = ()
    period: Period = field(default_factory=Period)
    most: int = 1
    mentioned: str = ""

    @property
    def restricted(self) -> bool:
        """Whether it means anything less than the whole collection."""
        return bool(self.kinds or self.status or self.parties or self.period or self.mentioned)


PartyNames = Mapping[
    str, Collection[str]
]  # what a party may be called: the full names of the same one in all languages


def read_collection_query(
    question: str, language: Language, parties: PartyNames, today: str = ""
) -> CollectionQuery | None:
    """The query that a question is; None if it is not one about the collection.

    Args:
        question: in a language of the documents; Darija in standard Arabic.
        language: that of the question.
        parties: every name of a party of the documents, with all names of that party.
        today: the ISO date that "this year" counts from.
    """
    return _Reading(question, language, parties, today).query()


class _Reading:
    def __init__(self, question: str, language: Language, parties: PartyNames, today: str) -> None:
        self.language = language
        self.words = words_of(question)
        self.parties = parties
        self.lexicon = lexicon(language)
        self.period, dated = read_period(self.words, language, today)
        self.stems = [self._known_stem(word) for word in self.words]
        self.roles: list[tuple[str, str] | None] = [None] * len(self.words)
        self.spans: list[tuple[int, int]] = []
        self._assign(dated)

    def _known_stem(self, word: str) -> str:
        """The stem of a word; without what Arabic writes onto its front, where only that is known."""
        found = stem(word, self.language)
        if self.language == "ar" and not self._is_known(found) and _JOINED.match(normalise(word)):
            bare = stem(normalise(word)[1:], self.language)
            return bare if self._is_known(bare) else found
        return found

    def _is_known(self, found: str) -> bool:
        return any(found in phrase for phrase in self.lexicon.roles)

    def _assign(self, dated: Collection[int]) -> None:
        at = 0
        while at < len(self.words):
            length, known = (0, ()) if at in dated else self.lexicon.at(self.stems, at)
            country_length, code = (0, "") if at in dated else self._country(at)
            if at in dated:
                length, role = 1, ("period", "")
            elif country_length and country_length >= length:
                length, role = country_length, ("nationality", code)
            elif length:
                role = known[0]
            else:
                at += 1
                continue
            self.roles[at : at + length] = [role] * length
            self.spans.append((at, at + length))
            at += length

    def _country(self, at: int) -> tuple[int, str]:
        for length in range(min(4, len(self.words) - at), 0, -1):
            if code := country_names().get(normalise(" ".join(self.words[at : at + length]))):
                return length, code
        return 0, ""

    def query(self) -> CollectionQuery | None:
        asked = set(self._names("ask"))
        nouns = self._names("kind")
        operation = self._operation(asked)
        if not (nouns or operation == "timeline") or self._asks_otherwise():
            return None
        if operation == "list" and "which" not in asked and not self._is_plural():
            return None
        mentioned, named = "", []
        for start, end in self._unexplained():
            if operation == "mention" and start >= self._last("ask", "mention"):
                mentioned = " ".join(filter(None, (mentioned, *self.words[start:end])))
            elif names := self._party(start, end):
                named.append(PartyWanted(names=names, typed=" ".join(self.words[start:end])))
            else:
                return None
        restricted = bool(self.period or named) or any(map(self._names, ("status", "party", "nationality")))
        if not (asked or restricted):
            return None
        if operation == "mention" and not mentioned:
            mentioned = " ".join(self.words[at] for at in self._places("nationality"))
            if not mentioned:
                return None
        general = "agreement" in nouns
        kinds = tuple(dict.fromkeys(name for name in nouns if name not in ("agreement", "document")))
        return CollectionQuery(
            operation=operation,
            kinds=("memorandum", "convention") if general and not kinds else kinds,  # type: ignore[arg-type]
            agreements=general and not kinds,
            status=next(iter(self._names("status")), ""),  # type: ignore[arg-type]
            parties=() if operation == "mention" else (*named, *self._described_parties(bool(named))),
            period=self.period,
            most=next((int(name) for name in self._names("number")), 1),
            mentioned=mentioned,
        )

    def _names(self, section: str) -> list[str]:
        """The roles of a section that the question has, in order."""
        return [role[1] for start, _end in sorted(self.spans) if (role := self.roles[start]) and role[0] == section]

    def _places(self, section: str) -> list[int]:
        return [at for at, role in enumerate(self.roles) if role and role[0] == section]

    def _last(self, section: str, name: str) -> int:
        return max(at for at, role in enumerate(self.roles) if role == (section, name))

    def _operation(self, asked: set[str]) -> Operation:
        operations: tuple[Operation, ...] = ("mention", "count", "timeline", "latest", "earliest")
        for name in operations:
            if name in asked:
                return name
        return "list"

    def _asks_otherwise(self) -> bool:
        """Whether the question opens by asking for a person, a time, a place or a reason."""
        return bool(self.words) and normalise(self.words[0]) in _other_questions(self.language)

    def _is_plural(self) -> bool:
        irregular = {normalise(word) for word in read_words(self.language)["plural"]["words"]}
        ends = ("ات",) if self.language == "ar" else ("s", "x")
        bare = (normalise(self.words[at]) for at in self._places("kind"))
        return any(word.endswith(ends) or _JOINED.sub("", word).removeprefix("ال") in irregular for word in bare)

    def _unexplained(self) -> Iterator[tuple[int, int]]:
        """Runs of words without a role; words that change nothing may stand inside a run, as in a name."""
        start: int | None = None
        end = 0
        for at, role in enumerate([*self.roles, ("end", "")]):
            if role is None:
                start, end = (at, at + 1) if start is None else (start, at + 1)
            elif start is not None and role[0] != "empty":
                yield start, end
                start = None
        return

    def _party(self, start: int, end: int) -> frozenset[str]:
        """All names of the parties whose name holds the words; none if there is no such party."""
        empty = [at for at in range(start, end) if self.roles[at] is not None]
        wanted = {self.stems[at] for at in range(start, end) if at not in empty}
        whole = {normalise(self.words[at]) for at in range(start, end) if at not in empty}
        around = self._around(start, end)
        options: dict[str, int] = {}
        for name in self.parties:
            own = set(stems(name, self.language))
            if wanted <= own or whole <= set(normalise(name).split()):
                options[name] = len(around & own)
        best = max(options.values(), default=0)
        return frozenset(each for name, shared in options.items() if shared == best for each in self.parties[name])

    def _around(self, start: int, end: int) -> set[str]:
        """The stems beside a run that may belong to the same name: "ministry of digital" before "transition"."""
        while start and (role := self.roles[start - 1]) and role[0] in ("empty", "party"):
            start -= 1
        while end < len(self.roles) and (role := self.roles[end]) and role[0] in ("empty", "party"):
            end += 1
        return set(self.stems[start:end])

    def _described_parties(self, named_too: bool) -> tuple[PartyWanted, ...]:
        """What is said of parties without naming them; a kind beside a name is part of that ("the company Oracle")."""
        countries, kinds = self._names("nationality"), [] if named_too else self._names("party")
        home = "abroad" if "foreign" in kinds else "none" if "international" in kinds else ""
        named = [kind for kind in kinds if kind not in ("foreign", "international")]
        kind = named[0] if named else "organisation" if home == "none" else ""
        if not kind:
            countries = [code for code in countries if code != "MA"]  # which all documents have to do with
        if not (countries or kind or home):
            return ()
        return tuple(
            PartyWanted(country=country, kind=kind, home=home)  # type: ignore[arg-type]
            for country in countries or [""]
        )


def _other_questions(language: Language) -> frozenset[str]:
    return frozenset(map(normalise, read_words(language)["other"]["words"]))


def as_party_names(parties: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Parties, each by all its names, as ``read_collection_query`` takes them."""
    found: dict[str, tuple[str, ...]] = {}
    for names in parties:
        for name in names:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *names)))
    return found
