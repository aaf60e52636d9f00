"""What a thing is, from the opening of the article about it."""

from collections.abc import Sequence

from rag.answering.lists import Place
from rag.indexing.passage import Passage
from rag.question.about import About
from rag.question.lexicon import stems
from rag.retrieval.hit import Hit
from rag.text.language import Language


def opening_sentences(
    about: About, hits: Sequence[Hit], openings: Sequence[Passage], language: Language, most: int
) -> list[Place]:
    """The sentences that open the article about a thing; none if no article is about it.

    An article is about a thing if its title has all words for it, or, for a summary, its title and its parties
    together. A definition is the first sentence that names the thing; a summary is the first paragraph.

    Args:
        about: the request.
        hits: passages found for the thing, best first: which of several articles is meant.
        openings: the first passages of all documents in the language.
        language: of the request.
        most: sentences at the most.
    """
    ranks = {hit.passage.document: rank for rank, hit in reversed(list(enumerate(hits)))}
    found = [each for each in openings if each.sentences and _is_about(each, about, language)]
    if not found:
        return []
    article = min(found, key=lambda each: (_lateness(each, about, language), ranks.get(each.document, len(hits))))
    first_line = article.text[: article.sentences[0].start].count("\n")
    paragraph = [each for each in article.sentences if article.text[: each.start].count("\n") == first_line]
    if about.form == "definition":
        naming = (s for s in article.sentences if about.words <= set(stems(article.quote(s), language)))
        return [(article, next(naming, article.sentences[0]))]
    return [(article, each) for each in paragraph[:most]]


def _is_about(opening: Passage, about: About, language: Language) -> bool:
    title = set(stems(opening.title, language))
    parties = {found for party in opening.profile.parties for found in stems(party.name, language)}
    if about.form == "definition":
        return about.words <= title
    return about.words <= title | parties


def _lateness(opening: Passage, about: About, language: Language) -> bool:
    """Whether a definition's thing stands elsewhere than at the front of the title, where the subject is."""
    if about.form == "summary":
        return False
    front = stems(opening.title, language)[: 2 + len(about.words)]
    return not about.words <= set(front)
