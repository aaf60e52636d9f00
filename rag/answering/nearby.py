"""What can be told where there is no answer: documents nearby, and words that no document has."""

from collections.abc import Callable

from rag.answering.answer import Related
from rag.answering.composition import Composition
from rag.indexing.analysis import analyse
from rag.retrieval.ranking import Ranking
from rag.text.language import Language
from rag.text.question_words import EMPTY, TOKEN, plain

_MOST = 3
_LETTERS = 4  # of a word that is worth naming


def related_documents(ranking: Ranking, language: Language, composed: Composition | None) -> tuple[Related, ...]:
    """The documents nearest to a question, those in its language first; not those that are quoted."""
    quoted = {citation.passage.document for citation in composed.citations} if composed else set()
    found: dict[str, Related] = {}
    for hit in sorted(ranking.hits, key=lambda hit: hit.passage.language != language):
        passage = hit.passage
        if passage.document not in found and passage.document not in quoted:
            found[passage.document] = Related(passage.document, passage.language, passage.title, passage.date)
    return tuple(found.values())[:_MOST]


def unheard_words(ranking: Ranking, language: Language, in_documents: Callable[[str], bool]) -> list[str]:
    """The names and longer words of a question that no document has, as they are written; none if that is most of it.

    A word that is only misspelt is unheard, too; where most words are, nothing can be told from them.
    """
    words = [word for word in TOKEN.findall(ranking.question) if plain(word) not in EMPTY and analyse(word, language)]
    unheard = [word for word in dict.fromkeys(words) if not in_documents(word)]
    named = [word for word in unheard if len(word) >= _LETTERS or word[0].isupper()]
    return named[:_MOST] if len(unheard) * 2 <= len(words) else []
