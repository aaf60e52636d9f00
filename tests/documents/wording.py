"""How the articles may be written; each check returns its problems, one line each."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rag.text.normalise import normalise
from rag.text.sentences import split_sentences

from .articles import Article, Articles, Facts

WORDS = range(120, 681)  # of a body
SHORTEST = 8  # words of a sentence that two articles must not share
NAMING = 2  # words beside a name, such as its article, that do not make a sentence of it
_MARKUP = re.compile(
    r"^#(?!# \S)|^[ \t]*(?:[*+>|]|\d+[.)]\s|```|---|===).*|^-(?! \S)|^[ \t]+- |\*\*?\w|__|`|\]\(|<\w", re.MULTILINE
)
_LEFTOVER = re.compile(r"\b(?:seed article|dossiers?|front ?matter|sources? \d+|todo|tbd|lorem ipsum)\b")


def own_words(articles: Articles, facts: Facts) -> list[str]:
    """No sentence of eight or more words stands in two articles of one language."""
    places: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for article in articles.readable:
        for sentence in _sentences(article):
            places[article.document.language, sentence][article.id] = article.path
    return [
        f"{', '.join(paths.values())}: they share the sentence {sentence!r}"
        for (_language, sentence), paths in places.items()
        if len(paths) > 1
    ]


def length(articles: Articles, facts: Facts) -> list[str]:
    """A body has between 120 and 680 words."""
    counts = {article.path: len(re.findall(r"\S*\w\S*", article.document.text)) for article in articles.readable}
    return [f"{path}: its body has {count} words" for path, count in counts.items() if count not in WORDS]


def markup(articles: Articles, facts: Facts) -> list[str]:
    """A body has headings of the second level and lists with hyphens, and no other Markdown."""
    return [
        f"{article.path}: {match.group()!r} is Markdown of another kind"
        for article in articles.readable
        for match in _MARKUP.finditer(article.markdown)
    ]


def leftovers(articles: Articles, facts: Facts) -> list[str]:
    """Nothing in an article speaks of the material it was written from."""
    return [
        f"{article.path}: {match.group()!r} was left over"
        for article in articles.readable
        for match in _LEFTOVER.finditer(normalise(f"{article.document.title}\n{article.document.text}"))
    ]


def _sentences(article: Article) -> Iterator[str]:
    """Normalised sentences that are long enough to be copied, without those that only name someone."""
    document = article.document
    people = [name for person in document.people for name in (person.name, person.role)]
    parties = [party.name for party in document.profile.parties]
    names = sorted(map(_words, [document.title, *parties, *people]), key=len, reverse=True)
    for sentence in split_sentences(document.text, document.language):
        words = rest = _words(document.text[sentence.start : sentence.end])
        for name in names:
            rest = f" {rest} ".replace(f" {name} ", "  ")
        if len(words.split()) >= SHORTEST and len(rest.split()) > NAMING:
            yield words


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise(text)))
