"""What is known of every document of an index: for questions about the collection, and for filters."""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.corpus.profile import Party
from rag.indexing.passage import Passage
from rag.text.language import Language
from rag.text.normalise import without_accents

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Entry:
    """One matter: the opening passages of its document in each language that it exists in."""

    document: str
    openings: tuple[Passage, ...]

    def opening(self, language: Language) -> Passage:
        """The opening in a language, or in another one where there is none."""
        return next((each for each in self.openings if each.language == language), self.openings[0])

    @property
    def any(self) -> Passage:
        """One of its openings: date and profile are the same in all."""
        return self.openings[0]

    def names_of(self, party: int) -> tuple[str, ...]:
        """What a party, by its position in the profile, is called in the languages of the document."""
        return tuple(each.profile.parties[party].name for each in self.openings if party < len(each.profile.parties))


class Catalogue:
    """The documents of an index, in the order of their ids."""

    def __init__(self, openings: Iterable[Passage]) -> None:
        """Takes the first passage of every document, in any order."""
        found: dict[str, list[Passage]] = {}
        for passage in openings:
            found.setdefault(passage.document, []).append(passage)
        self._entries = tuple(
            Entry(document, tuple(sorted(found[document], key=lambda each: each.language)))
            for document in sorted(found)
        )

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @functools.cached_property
    def parties(self) -> tuple[tuple[Party, ...], ...]:
        """Every party once, as it is called in each language where it is called otherwise."""
        found = (
            tuple(dict.fromkeys(each.profile.parties[at] for each in entry.openings if at < len(each.profile.parties)))
            for entry in self._entries
            for at in range(len(entry.any.profile.parties))
        )
        return tuple(dict.fromkeys(found))

    def has_language(self, language: Language) -> bool:
        """Whether there is a document in a language."""
        return any(opening.language == language for entry in self._entries for opening in entry.openings)

    @functools.cached_property
    def party_names(self) -> dict[str, tuple[str, ...]]:
        """Every name of a party, with all names of the parties that are called so."""
        found: dict[str, tuple[str, ...]] = {}
        for names in ([party.name for party in each] for each in self.parties):
            for name in names:
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), *names)))
        return found

    def called(self, name: str) -> tuple[str, ...]:
        """The full names, in all languages, of the parties whose name holds all words of a name.

        Case, accents and what stands between words make no difference.
        """
        words = _words(name)
        return tuple(
            dict.fromkeys(
                each.name
                for party in self.parties
                if words and any(words <= _words(each.name) for each in party)
                for each in party
            )
        )


def _words(name: str) -> set[str]:
    """Runs of letters and digits, so that apostrophes, parentheses and hyphens part words as spaces do."""
    return set(_WORD.findall(without_accents(name)))
