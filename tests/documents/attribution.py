"""What the footnotes of every article must keep to: who says a sentence is checked against the facts of its id."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from .articles import Articles, Facts
from .figures import dates, figures
from .names import arabic_spellings, known_names, latin, named_publications, names, office_holders, subjects
from .statements import Statement, known_figures, said, saying, statements, title

Counts = dict[str, dict[str, int]]


def all_sourced(articles: Articles, facts: Facts) -> list[str]:
    """Every sentence and every item of a list has a source."""
    return [f"{each} has no source" for each in statements(articles) if not each.sources]


def publications(articles: Articles, facts: Facts) -> list[str]:
    """A sentence that names the publication of one of the sources points to it."""
    return [
        f"{each} names {publisher} and does not point to it"
        for each in statements(articles)
        for publisher, ids in named_publications(each.article.document, each.text).items()
        if ids.isdisjoint(each.sources)
    ]


def figures_of_sources(articles: Articles, facts: Facts) -> list[str]:
    """Every figure, percentage and date of a sentence is one that its sources give."""
    problems = []
    for each, entry in _with_facts(articles, facts):
        known = {figure for source in each.sources for figure in known_figures(entry, source)}
        problems += [f"{each}: its sources do not give {figure}" for figure in sorted(figures(each.text) - known)]
    return problems


def names_of_sources(articles: Articles, facts: Facts) -> list[str]:
    """Every name of a sentence that the facts give, except what the article is about, is one that its sources give.

    Names are words that the facts write with a capital, and never without. A source that tells of an office, such as
    the minister, is taken to name who holds it.
    """
    problems = []
    lower = {word for entry in facts.values() for text in said(entry) for word in text.split() if word.islower()}
    for group in articles.translations():
        if not (entry := facts.get(group[0].id)):
            continue
        spellings = arabic_spellings(group)
        holders = office_holders(group)
        given = {source["id"]: known_names(said(entry, source["id"])) for source in entry["sources"]}
        telling = set().union(*given.values()) - subjects(group) - lower
        for source in given:
            offices = set(re.findall(r"\w+", " ".join(said(entry, source))))
            given[source] |= latin(title(entry, source)).union(
                *(holders[office] for office in offices & holders.keys())
            )
        for each in statements(Articles(tuple(group), ())):
            held = {name for source in each.sources for name in given.get(source, ())}
            found = names(each.text, each.article.document, spellings) & telling
            problems += [f"{each}: its sources do not name {name}" for name in sorted(found - held)]
    return problems


def not_after_sources(articles: Articles, facts: Facts) -> list[str]:
    """No date of a sentence is later than all its sources, unless the facts list it under ``ahead``."""
    problems = []
    found: dict[str, set[str]] = defaultdict(set)
    for each, entry in _with_facts(articles, facts):
        ends = [_end(source.get("date", "")) for source in entry["sources"] if source["id"] in each.sources]
        later = {date for date in dates(figures(each.text)) if ends and date > max(ends)}
        found[each.article.id] |= later
        planned = {plan["date"] for plan in entry.get("ahead", [])}
        problems += [f"{each}: {date} is later than its sources" for date in sorted(later - planned)]
    return [
        *problems,
        *(
            f"{name}: no sentence has the date {plan['date']} that its facts call ahead of the sources"
            for name, dated in found.items()
            for plan in facts[name].get("ahead", [])
            if plan["date"] not in dated
        ),
    ]


def sources_of_facts(articles: Articles, facts: Facts) -> list[str]:
    """Every fact, figure and conflict names sources of its id, and every source of an id says some of them."""
    problems = []
    for name, entry in facts.items():
        ids = {source["id"] for source in entry["sources"]}
        problems += [
            f"{name}: {text!r} is said by {', '.join(sources) or 'nobody'}"
            for text, sources in saying(entry)
            if not sources or not ids >= {*sources}
        ]
        problems += [f"{name}: nothing is said by {source}" for source in sorted(ids) if not said(entry, source)]
    return problems


def all_cited(articles: Articles, facts: Facts) -> list[str]:
    """Every source of an article is cited by a sentence of it, so that the three articles of an id cite the same."""
    cited: dict[str, set[str]] = defaultdict(set)
    for each in statements(articles):
        cited[each.article.path] |= {*each.sources}
    return [
        f"{article.path}: no sentence points to {source.id}"
        for article in articles.readable
        for source in article.document.sources
        if source.id not in cited[article.path]
    ]


def counts(articles: Articles, facts: Facts) -> list[str]:
    """As many sentences of each language point to each source as ``attribution`` in the facts says."""
    problems = []
    for article in articles.readable:
        language = article.document.language
        found = count_sentences(Articles((article,), ()))
        listed = facts.get(article.id, {}).get("attribution", {})
        for source in sorted({*found, *listed}):
            number, expected = found.get(source, {}).get(language, 0), listed.get(source, {}).get(language, 0)
            if number != expected:
                problems.append(f"{article.path}: {number} sentences point to {source}, not {expected}")
    return problems


def count_sentences(articles: Articles) -> Counts:
    """How many sentences of each language point to each source, for articles of one id."""
    found = Counter(
        (source, each.article.document.language) for each in statements(articles) for source in each.sources
    )
    numbers: Counts = defaultdict(dict)
    for (source, language), number in found.items():
        numbers[source][language] = number
    return numbers


def _with_facts(articles: Articles, facts: Facts) -> Iterator[tuple[Statement, dict]]:
    return ((each, facts[each.article.id]) for each in statements(articles) if each.article.id in facts)


def _end(date: str) -> str:
    """A text that is greater than every date up to the end of a period; of no date, than all."""
    return f"{date}~" if date else "~"
