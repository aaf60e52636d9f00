"""Answers to questions about the collection: a dated list of documents, each cited, with what was counted."""

from collections.abc import Callable, Sequence
from datetime import date as day

from rag.answering.answer import CATALOGUE, Answer, Citation
from rag.answering.matching import Match, Matches, find_matches
from rag.answering.own_words import own_words
from rag.corpus.countries import country_name, country_names
from rag.corpus.profile import Profile
from rag.indexing.passage import Passage
from rag.question.collection import CollectionQuery, CollectionSignals, PartyWanted, read_collection_query
from rag.question.linear_model import LinearModel
from rag.retrieval.catalogue import Entry
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever
from rag.text.dates import spell_date
from rag.text.language import LANGUAGES, Language
from rag.text.normalise import normalise
from rag.text.shown import set_in


def read_query(asked: str, language: Language, retriever: Retriever) -> CollectionQuery | None:
    """The question about the collection that a question is, Darija in standard Arabic; None if it is none."""
    names = retriever.catalogue.party_names
    model = LinearModel.packaged("collection")
    fits = model.fingerprint == retriever.encoder.card.fingerprint  # its weights read vectors of this model only

    def likelihood(signals: CollectionSignals) -> float:
        return model.likelihood(retriever.vector(asked), signals) if fits else 0.2

    today = day.today().isoformat()
    return read_collection_query(asked, language, names, in_documents(retriever), today=today, likelihood=likelihood)


def collection_answer(
    question: str, query: CollectionQuery, language: Language, retriever: Retriever, filters: Filters | None = None
) -> Answer | None:
    """The documents that a query means; None if it is rather about what a document says.

    A question that names a party of one document only is about that document, and so is one for a number that one
    document may give. One with words left over, or put to
    documents of which nothing is known, is no question about the collection if nothing is found.

    Args:
        question: as typed.
        query: what was understood.
        language: of the question, and of the answer.
        retriever: over the documents.
        filters: which documents may be listed.
    """
    entries = [entry for entry in retriever.catalogue if _is_let_through(entry, filters, retriever)]
    mentioning = retriever.mentioning(query.mentioned, language) if query.mentioned else None
    if query.mentioned and mentioning is None:
        return None  # without the index of words nobody knows which documents mention them
    matches = find_matches(query, entries, mentioning)
    specific = query.operation == "count" or any(wanted.names for wanted in query.parties)
    if specific and len(matches.found) == 1:
        return None
    if any(wanted.names for wanted in query.parties) and not matches.found:
        return None
    if not matches.found and not (query.sure and any(entry.any.profile != Profile() for entry in entries)):
        return None  # nothing is known of the documents, or it was perhaps not meant so
    return _compose(question, query, matches, len(entries), language)


def _is_let_through(entry: Entry, filters: Filters | None, retriever: Retriever) -> bool:
    full = retriever.with_full_names(filters) if filters else None
    return full is None or any(full.accepts(opening) for opening in entry.openings)


def _compose(question: str, query: CollectionQuery, matches: Matches, total: int, language: Language) -> Answer:
    words = own_words(language)["collection"]
    ordered = query.operation in ("latest", "earliest")
    listed = matches.found[: query.most] if ordered else matches.found
    citations = tuple(_cite(number, match.entry.opening(language)) for number, match in enumerate(listed, 1))
    lines = [_line(match, citation, query, language) for match, citation in zip(listed, citations, strict=True)]
    undated = sum(not match.date for match in listed)
    notices = [
        words[name].format(count=count)
        for name, count in (("undated", undated), ("left_out", matches.undated))
        if count and listed
    ]
    return Answer(
        question=question,
        searched=describe(query, language),
        language=language,
        status="answered" if listed else "abstained",
        text="\n".join((_heading(query, matches, listed, total, language), *lines)),
        confidence=1.0 if listed else 0.0,
        citations=citations,
        notice=" ".join(notices),
        writer=CATALOGUE,
    )


def _heading(query: CollectionQuery, matches: Matches, listed: Sequence[Match], total: int, language: Language) -> str:
    words = own_words(language)
    if not listed:
        return str(words["collection"]["none"].format(total=total))
    if query.operation in ("latest", "earliest"):
        matching = len(matches.found)
        return str(words["collection"][query.operation].format(count=len(listed), matching=matching, total=total))
    if len(listed) == 1:
        return str(words["collection"]["one"].format(total=total))
    dates = [match.date for match in listed if match.date]
    by = ""
    if dates:
        step = f" ({words['status'][query.status]})" if query.status else ""
        first, last = (set_in(spell_date(date, language)) for date in (dates[0], dates[-1]))
        by = words["collection"]["dated"].format(step=step, first=first, last=last)
    return str(words["collection"]["counted"].format(count=len(listed), total=total, by=by))


def _line(match: Match, citation: Citation, query: CollectionQuery, language: Language) -> str:
    """A document with its date, its title, and where it stands if that is not what was asked for."""
    passage = citation.passage
    dated = f"{set_in(spell_date(match.date, language))} · " if match.date else ""
    status = passage.profile.status
    stands = f" ({own_words(language)['status'][status]})" if status in ("announced", "planned", "talks") else ""
    return f"- {dated}{set_in(passage.title)}{'' if query.status else stands} [{citation.number}]"


def _cite(number: int, opening: Passage) -> Citation:
    """The first sentence of a document, which says what it is about."""
    first = opening.sentences[0] if opening.sentences else None
    start, end = (first.start, first.end) if first else (0, len(opening.text))
    return Citation(number, opening, opening.start + start, opening.start + end)


def describe(query: CollectionQuery, language: Language) -> str:
    """What a question was understood as: "documents, with a party from France, signing, 2025"."""
    words = own_words(language)
    own = words["collection"]
    kinds = own["agreements"] if query.agreements else own["or"].join(words["kinds"][kind] for kind in query.kinds)
    parties = own["or"].join(dict.fromkeys(_describe_party(wanted, language) for wanted in query.parties))
    first, last = (spell_date(date, language) if date else "" for date in (query.period.first, query.period.last))
    form = "in" if first and first == last else "between" if first and last else "since" if first else "until"
    return str(
        own["searched"].format(
            kinds=kinds or own["documents"],
            parties=own["party"].format(party=parties) if parties else "",
            status=f" · {words['status'][query.status]}" if query.status else "",
            period=own[form].format(first=first, last=last) if query.period else "",
            mentioned=own["mentioned"].format(words=query.mentioned) if query.mentioned else "",
        )
    )


def _describe_party(wanted: PartyWanted, language: Language) -> str:
    words = own_words(language)
    if wanted.names:
        return wanted.typed
    country = country_name(wanted.country, language) if wanted.country else ""
    if not wanted.kind:
        return (
            str(words["collection"]["one_of_country"].format(country=country))
            if country
            else str(words["collection"]["from_abroad"])
        )
    home = {"": "", "abroad": words["collection"]["abroad"], "none": words["party"]["none"]}[wanted.home]
    details = words["collection"]["comma"].join(filter(None, (country, home)))
    return f"{words['party'][wanted.kind]} ({details})" if details else str(words["party"][wanted.kind])


def in_documents(retriever: Retriever) -> Callable[[str], bool]:
    """Tells whether a word is one of the documents, or the name of a country."""

    def known(word: str) -> bool:
        found = any(retriever.passages_with(word, language) for language in LANGUAGES)
        return found or normalise(word) in country_names()

    return known
