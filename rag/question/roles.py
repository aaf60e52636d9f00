"""The words of a question about the collection, each with the role that it plays."""

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from rag.corpus.countries import country_names
from rag.question.lexicon import Found, find, lexicon, one_apart, read_words, stems, words_of
from rag.question.period import Period, read_period
from rag.text.language import Language, has_arabic
from rag.text.normalise import normalise

Role = tuple[str, str]  # section and name of a list of words
PartyNames = Mapping[
    str, Collection[str]
]  # what a party may be called: the full names of the same one in all languages
_JOINED = re.compile("^[وفبلك](?=.{3})")  # "and", "so", "in", "to", "as", written onto an Arabic word
_MOST = 20  # documents that may be asked for by number
_LONGEST_NAME = 10  # words of a name that is looked for
_NEAR = 5  # letters of a word that may be misspelt by one


class Roles:
    """A question with the role of each of its words; None for a word that none of the lists explains.

    Attributes:
        words: as typed.
        stems: the same as they are searched.
        roles: of each word.
        period: that the question speaks of.
    """

    def __init__(
        self,
        question: str,
        language: Language,
        in_documents: Callable[[str], bool],
        today: str = "",
        names: Iterable[str] = (),
    ) -> None:
        """Reads a question.

        Args:
            question: in a language of the documents.
            language: of the question.
            in_documents: whether a word is one of the documents; one that is not may be a misspelt word of the lists.
            today: the ISO date that "this year" counts from.
            names: of parties; one that stands there in full is that party, whatever its words mean otherwise.
        """
        self.language = language
        self.words = words_of(question)
        self._lexicon = lexicon(language)
        self._in_documents = in_documents
        self._full_names = _full_names(tuple(names), language)
        self.period: Period
        self.period, dated = read_period(self.words, language, today)
        self._found = [self._known(word) for word in self.words]
        self.stems = [found.stem for found in self._found]
        self.roles: list[Role | None] = [None] * len(self.words)
        self._spans: list[range] = []
        self._assign(dated)

    def _known(self, word: str) -> Found:
        """A word without what Arabic writes onto its front, or rightly spelt, where only that is known."""
        (found,) = find([word], self.language)
        if self._is_known(found):
            return found
        if self.language == "ar" and _JOINED.match(normalise(word)):
            (bare,) = find([normalise(word)[1:]], self.language)
            if self._is_known(bare):
                return bare
        if len(found.stem) >= _NEAR and not self._in_documents(word):
            near = (only for (only, *more) in self._lexicon.roles if not more and one_apart(found.stem, only, _NEAR))
            return Found(found.plain, next(near, found.stem))
        return found

    def _is_known(self, found: Found) -> bool:
        return found.stem in self._lexicon.stems

    def _assign(self, dated: Collection[int]) -> None:
        at = 0
        while at < len(self.words):
            length, role = self._role_at(at, dated)
            if length:
                self.roles[at : at + length] = [role] * length
                self._spans.append(range(at, at + length))
            at += max(length, 1)

    def _role_at(self, at: int, dated: Collection[int]) -> tuple[int, Role]:
        if at in dated:
            return 1, ("period", "")
        for words in range(min(_LONGEST_NAME, len(self.words) - at), 1, -1):
            name = self._full_names.get(tuple(self.stems[at : at + words]))
            if name and normalise(" ".join(self.words[at : at + words])) not in country_names():
                return words, ("named", name)
        if self.words[at].isdecimal() and 0 < int(self.words[at]) <= _MOST:
            return 1, ("number", str(int(self.words[at])))
        length, known = self._lexicon.at(self._found, at)
        # The United Nations have a code among the countries, and yet are none.
        least = length + 1 if ("party", "international") in known else max(length, 1)
        for words in range(min(4, len(self.words) - at), least - 1, -1):
            if code := self._country(normalise(" ".join(self.words[at : at + words]))):
                return words, ("nationality", code)
        return length, known[0] if known else ("", "")

    def _country(self, name: str) -> str | None:
        """The code of a country, onto whose name Arabic may have written a letter."""
        code = country_names().get(name)
        return country_names().get(_JOINED.sub("", name)) if code is None and self.language == "ar" else code

    def names(self, section: str) -> list[str]:
        """The roles of a section that the question has, in order."""
        return [role[1] for span in self._spans if (role := self.roles[span[0]]) and role[0] == section]

    def places(self, section: str) -> list[int]:
        """Where the words of a section stand."""
        return [at for at, role in enumerate(self.roles) if role and role[0] == section]

    def asks_otherwise(self) -> bool:
        """Whether the question opens by asking for a person, a time, a place or a reason."""
        others = self._others("words") | self._others("place")
        first = [normalise(word) for word in self.words[:2]]
        # "With whom …", "à qui …": the preposition alone asks for nothing.
        return bool(first) and (first[0] in others or (first[-1] in others and self.roles[0] == ("empty", "words")))

    def asks_where(self) -> bool:
        """Whether the question opens by asking for a place, which may be one in the documents."""
        return bool(self.words) and normalise(self.words[0]) in self._others("place")

    def _others(self, name: str) -> set[str]:
        return set(map(normalise, read_words(self.language)["other"][name]))

    def asks_which_document(self) -> bool:
        """Whether "which" is asked of a word for documents, as in "which agreements", not "which ministries"."""
        which = [at for at, role in enumerate(self.roles) if role == ("ask", "which")]
        following = (
            next((r for r in self.roles[at + 1 :] if r and r[0] not in ("empty", "ask")), None) for at in which
        )
        return any(role is not None and role[0] in ("kind", "number", "status") for role in following)

    def is_plural(self) -> bool:
        """Whether the word for documents is in the plural, not one that only says of what: "centre de données"."""
        irregular = {normalise(word) for word in read_words(self.language)["plural"]["words"]}
        ends = ("ات", "s", "x") if self.language == "ar" else ("s", "x")
        kinds = (span for span in self._spans if (role := self.roles[span[0]]) and role[0] == "kind")
        bare = (normalise(self.words[at]) for span in kinds for at in self._heads(span))
        return any(word.endswith(ends) or _JOINED.sub("", word).removeprefix("ال") in irregular for word in bare)

    def _heads(self, span: range) -> Sequence[int]:
        """The words of a phrase before "of"; of Arabic words, which have none between them, the first."""
        of = (at for at in span if normalise(self.words[at]) in ("de", "d", "of"))
        return span[:1] if has_arabic(self.words[span[0]]) else range(span.start, next(of, span.stop))

    def unexplained(self) -> Iterator[tuple[int, int]]:
        """Runs of words without a role; words that change nothing may stand inside a run, as in a name."""
        start: int | None = None
        end = 0
        for at, role in enumerate([*self.roles, ("end", "")]):
            if role is None:
                start, end = (at, at + 1) if start is None else (start, at + 1)
            elif start is not None and role[0] != "empty":
                yield start, end
                start = None

    def party(self, start: int, end: int, parties: PartyNames) -> frozenset[str]:
        """All names of the parties whose name holds the words from one place to another; none if there is none."""
        inside = [at for at in range(start, end) if self.roles[at] is None]
        wanted, whole = {self.stems[at] for at in inside}, {normalise(self.words[at]) for at in inside}
        around = self._around(start, end)
        options: dict[str, int] = {}
        for name in parties:
            own = _name_stems(name, self.language)
            if wanted <= own or whole <= _name_words(name):
                options[name] = len(around & own)
        best = max(options.values(), default=0)
        return frozenset(each for name, shared in options.items() if shared == best for each in parties[name])

    def parties_with(self, name: str, parties: PartyNames) -> frozenset[str]:
        """All names of the parties whose name holds a full name, as that of a ministry holds a shorter form of it."""
        wanted = _name_stems(name, self.language)
        return frozenset(n for other in parties if wanted <= _name_stems(other, self.language) for n in parties[other])

    def _around(self, start: int, end: int) -> set[str]:
        """The stems beside a run that may belong to the same name: "ministry of digital" before "transition"."""
        while start and (role := self.roles[start - 1]) and role[0] in ("empty", "party"):
            start -= 1
        while end < len(self.roles) and (role := self.roles[end]) and role[0] in ("empty", "party"):
            end += 1
        return set(self.stems[start:end])


@functools.lru_cache(maxsize=16)
def _full_names(names: tuple[str, ...], language: Language) -> dict[tuple[str, ...], str]:
    """Names of two words or more by the stems of their words."""
    found = {tuple(stems(name, language)): name for name in names}
    return {phrase: name for phrase, name in found.items() if len(phrase) > 1}


@functools.lru_cache(maxsize=10_000)
def _name_stems(name: str, language: Language) -> frozenset[str]:
    return frozenset(stems(name, language))


@functools.lru_cache(maxsize=10_000)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(map(normalise, words_of(name)))
