"""Question sets as matrices, for fitting and judging an adapter: the vectors that an index holds, and what is right."""

import pickle
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder, Vectors
from rag.embedding.load import compiled_folder
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.question_set import QuestionSet, SourcePassage
from rag.evaluation.temporary_index import open_passages
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import Manifest
from rag.indexing.places import lexical_folder
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.normalise import clean, normalise

FILES = {
    "xquad.en": "xquad.en.json.gz",
    "xquad.ar": "xquad.ar.json.gz",
    "tydiqa.ar": "tydiqa.ar.json.gz",
    "piaf.fr": "piaf.fr.json.gz",
    "squad2.en": "squad2.en.questions.jsonl.gz",
    "ntrex.en": "ntrex.en.questions.jsonl.gz",
    "ntrex.ar": "ntrex.ar.questions.jsonl.gz",
    "ntrex.fr": "ntrex.fr.questions.jsonl.gz",
}
POOLS = ("xquad.en", "xquad.ar", "tydiqa.ar", "piaf.fr", "squad2.en", "ntrex.en")
LINES = ("ntrex.en", "ntrex.ar", "ntrex.fr")
MOST = {"piaf.fr": 2000, "squad2.en": 900}  # SQuAD 2.0 is a relative of XQuAD and should not weigh as much
CANDIDATES = 50


@dataclass(frozen=True)
class Asked:
    """Questions put to a pool, with their base vectors.

    ``gold`` are rows of the right passages, ``answering`` those of the sentences of them that hold an accepted
    answer, ``bm25`` the scores of the best passages by row.
    """

    texts: list[str]
    vectors: Vectors
    gold: list[list[int]]
    answering: list[list[int]]
    bm25: list[dict[int, float]]


@dataclass(frozen=True)
class Pool:
    """The passages of a set and all their sentences, with base vectors.

    ``owner`` is the row of the passage of each sentence; ``asked`` has the sets of questions put to it.
    """

    ids: list[str]
    documents: list[str]
    passages: Vectors
    texts: list[str]
    sentences: Vectors
    owner: NDArray[np.int64]
    asked: dict[str, Asked]


def family(name: str) -> str:
    """Sets of one family share texts, so they are left out together."""
    return "squad" if "quad" in name else name.partition(".")[0]


def load_pool(folder: Path, name: str, encoder: Encoder, work: Path) -> Pool:
    """A set with the questions that can be put to it; made once, then kept in ``work``."""
    cached = work / f"{name}.pool"
    if not cached.exists():
        given = open_question_set(folder / FILES[name])
        with open_passages(given, Settings.load(), encoder, None, lambda *_: None) as retriever:
            pool = _pool(retriever)
            for other, path in FILES.items():
                if other == name or (family(other) == family(name) and {other, name}.isdisjoint(MOST)):
                    crossed = given if other == name else open_question_set(folder / path, folder / FILES[name])
                    pool.asked[other] = _ask(retriever, pool, encoder, crossed, MOST.get(other, 10**6))
        cached.write_bytes(pickle.dumps(pool))
    loaded: Pool = pickle.loads(cached.read_bytes())
    return loaded


def _pool(retriever: Retriever) -> Pool:
    ids = sorted(key for document in retriever.store.documents().values() for key in document.passages)
    pages = [ids[start : start + 500] for start in range(0, len(ids), 500)]
    stored = [item for page in pages for item in retriever.store.get(page).values()]
    return Pool(
        ids=[item.passage.id for item in stored],
        documents=[item.passage.document for item in stored],
        passages=np.stack([item.vectors[0] for item in stored]),
        texts=[item.passage.quote(span) for item in stored for span in item.passage.sentences],
        sentences=np.concatenate([item.vectors[1:] for item in stored]),
        owner=np.repeat(np.arange(len(stored)), [len(item.vectors) - 1 for item in stored]),
        asked={},
    )


def _ask(retriever: Retriever, pool: Pool, encoder: Encoder, given: QuestionSet, most: int) -> Asked:
    questions = [question for question in given.read_questions() if question.relevant]
    chosen = np.sort(np.random.default_rng(5).permutation(len(questions))[:most])
    questions = [questions[at] for at in chosen]
    settings = retriever.settings
    # The graph of the documents is the model without an adapter.
    plain_encoder = Encoder(compiled_folder(settings), {"document": encoder.prompts["query"]})
    manifest = Manifest.load(settings.index) or Manifest.of(settings, encoder)
    lexical = LexicalIndex(lexical_folder(settings, manifest))
    row_of = {key: row for row, key in enumerate(pool.ids)}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, document in enumerate(pool.documents):
        rows[document].append(row)
    parts: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(pool.owner.tolist()):
        parts[row].append(at)
    plain = [_plain(text) for text in pool.texts]
    gold = [[row for key in question.relevant for row in rows[key]] for question in questions]
    answers = [[text for text in map(_plain, question.answers) if text] for question in questions]
    return Asked(
        texts=[question.text for question in questions],
        vectors=plain_encoder.encode_documents([question.text for question in questions]),
        gold=gold,
        answering=[
            [at for row in right for at in parts[row] if any(text in plain[at] for text in accepted)]
            for right, accepted in zip(gold, answers, strict=True)
        ],
        bm25=[{row_of[key]: score for key, score in lexical.search(q.text, CANDIDATES)} for q in questions],
    )


def _plain(text: str) -> str:
    return " ".join(normalise(text).split())


def load_lines(folder: Path, encoder: Encoder, work: Path) -> dict[str, Pool]:
    """Lines of news articles that are translations of each other, in the same order in each language.

    Each counts as a passage of one sentence; only those as long as a question may be are taken.
    """
    cached = work / "lines.pool"
    if not cached.exists():
        texts = {name: {p.id: clean(p.text).split("\n") for p in _passages(folder / FILES[name])} for name in LINES}
        first = texts[LINES[0]]
        same = [key for key in sorted(first) if len({len(texts[name][key]) for name in LINES}) == 1]
        chosen = [(key, at) for key in same for at, line in enumerate(first[key]) if 30 < len(line) < 140]
        pools = {name: _lines([texts[name][key][at] for key, at in chosen], encoder) for name in LINES}
        cached.write_bytes(pickle.dumps(pools))
    loaded: dict[str, Pool] = pickle.loads(cached.read_bytes())
    return loaded


def _lines(texts: list[str], encoder: Encoder) -> Pool:
    ids = [str(row) for row in range(len(texts))]
    vectors = encoder.encode_documents(texts)
    return Pool(ids, ids, vectors, texts, vectors, np.arange(len(texts)), {})


def _passages(path: Path) -> Iterator[SourcePassage]:
    read = open_question_set(path).read_passages
    return read() if read else iter(())
