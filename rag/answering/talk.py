"""What is said back to those who speak to the chat itself, with questions that the documents answer."""

from rag.answering.answer import Answer
from rag.answering.own_words import own_words
from rag.answering.suggestions import suggest
from rag.corpus.document import date_number
from rag.corpus.profile import KINDS
from rag.question.talk_words import Kind
from rag.retrieval.catalogue import Catalogue, Entry
from rag.text.dates import spell_date
from rag.text.language import LANGUAGES, Language
from rag.text.shown import set_in


def talk_answer(question: str, kind: Kind, language: Language, catalogue: Catalogue) -> Answer:
    """A polite line, and for questions about the chat what it knows and what it does not do."""
    words = own_words(language)["talk"]
    dates = sorted((entry.any.date for entry in catalogue if entry.any.date), key=date_number)
    latest = max(dates, key=lambda date: date_number(date, end=True), default="")
    facts = {
        "total": len(catalogue),
        "first": set_in(spell_date(dates[0], language)) if dates else "…",
        "last": set_in(spell_date(latest.split("/")[-1], language)) if latest else "…",
        "languages": own_words(language)["collection"]["comma"].join(
            words["languages"][each] for each in LANGUAGES if catalogue.has_language(each)
        ),
    }
    parts = {
        "capabilities": ("capabilities", "scope", "limits"),
        "scope": ("scope", "limits", "themes"),
        "identity": ("identity", "scope"),
    }.get(kind, (kind,))
    text = " ".join(words[part].format(**facts) for part in parts)
    if kind == "scope":
        text = "\n".join((text, *_themes(catalogue, language)))
    return Answer(
        question=question,
        searched=question,
        language=language,
        status="talk",
        text=text,
        confidence=0.0,
        suggestions=suggest(catalogue, language),
    )


def _themes(catalogue: Catalogue, language: Language) -> list[str]:
    """The documents by their main kind, and by date within it."""
    labels = own_words(language)["kinds"]
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(catalogue, key=lambda each: date_number(each.any.date) or 99999999):
        kinds = entry.any.profile.kinds
        groups.setdefault(kinds[0] if kinds else "other", []).append(entry)
    lines = []
    for kind in (*KINDS, "other"):
        if entries := groups.get(kind):
            lines.append(f"{labels[kind]} ({len(entries)})")
            for entry in entries:
                date = spell_date(entry.any.date, language) if entry.any.date else ""
                lines.append("- " + " · ".join(filter(None, map(set_in, (date, entry.opening(language).title)))))
    return lines
