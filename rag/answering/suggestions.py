"""Questions that the documents at hand answer, for those who do not know what to ask."""

from rag.answering.own_words import own_words
from rag.corpus.document import date_number
from rag.retrieval.catalogue import Catalogue, Entry
from rag.text.language import Language
from rag.text.shown import set_in

_MOST = 3


def suggest(catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    """Up to three questions made from what is known of the latest signed documents, or else from titles."""
    words = own_words(language)["suggestions"]
    signed = sorted((each for each in catalogue if _last_signing(each)), key=_last_signing, reverse=True)
    found: list[str] = []
    if signed:
        found.append(words["signed"].format(year=_last_signing(signed[0]) // 10000))
    forms = iter(("about", "who"))
    for entry in signed:
        party = next((set_in(p.name) for p in entry.opening(language).profile.parties if p.kind == "company"), "")
        if party and not any(party in question for question in found) and (form := next(forms, "")):
            found.append(words[form].format(party=party))
    titles = (words["title"].format(title=set_in(entry.opening(language).title)) for entry in catalogue)
    return tuple([*found, *titles][:_MOST])


def _last_signing(entry: Entry) -> int:
    """The day of the last signing as ``yyyymmdd``; 0 if none is known."""
    return max((date_number(event.date) for event in entry.any.profile.events if event.what == "signed"), default=0)
