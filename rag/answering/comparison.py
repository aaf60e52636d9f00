"""The two sides of a comparison: documents that each speak of another part of the question."""

from collections.abc import Sequence

from rag.indexing.analysis import analyse
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.scoring import coverage

_HITS = 12  # that are looked at: the second side is often far behind the first
_OF_EACH = 3  # hits of a side


def compared_hits(ranking: Ranking, hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """The hits of the two documents that together hold most of the question's words; none if there is one only.

    The first side is the best hit's document. The second is the one that adds most words to it, in its title and
    in its text, as in the greedy cover of a set; one that adds nothing is no other side.
    """
    asked = ranking.idf[hits[0].passage.language]
    found: dict[str, list[Hit]] = {}
    for hit in hits[:_HITS]:
        found.setdefault(hit.passage.key, []).append(hit)
    titles = {key: _words(own[0].passage.title, own[0]) for key, own in found.items()}
    texts = {key: _words("\n".join(map(_text, own[:_OF_EACH])), own[0]) for key, own in found.items()}
    first, *others = found

    def added(key: str) -> float:
        return sum(
            coverage(words[first] | words[key], asked) - coverage(words[first], asked) for words in (titles, texts)
        )

    second = max(others, key=added, default=first)
    return tuple(tuple(found[key][:_OF_EACH]) for key in (first, second)) if added(second) > 0 else ()


def _text(hit: Hit) -> str:
    return f"{hit.passage.context}\n{hit.passage.text}"


def _words(text: str, hit: Hit) -> set[str]:
    return set(analyse(text, hit.passage.language))
