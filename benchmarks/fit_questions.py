"""Fits the models that tell talk, and questions about the collection, from questions to the texts.

    python benchmarks/fit_questions.py FOLDER_WITH_QUESTION_SETS

Writes ``rag/question/talk.json`` and ``rag/question/collection.json``. What is learnt stands in
``benchmarks/talk.jsonl`` and ``benchmarks/collection.jsonl``, written for this purpose, half of it what only looks
alike; beside it, as questions to the texts, the project's own development questions and every sixth question of public
sets. Printed is what the whole recogniser says, with the opinion of a model that did not see the question (8 folds; of
the public questions, others than those learnt).
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sampled import public_questions
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

import rag.question
from rag.answering.collection import in_documents
from rag.embedding.encoder import Encoder
from rag.question.collection import read_as_collection, read_collection_query
from rag.question.talk import talk_kind, talk_signals
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import detect_language

ROOT = Path(__file__).parent.parent
SETS = ("xquad.en", "xquad.ar", "piaf.fr", "tydiqa.ar")
SCALE = 2.0  # of the vector beside the signals
STRENGTH = 50.0  # of the data beside the prior

Signals = Callable[[str], Any]  # the signals of a question, a dataclass of numbers
Recogniser = Callable[[str, float], bool]  # of a question, with what a model thinks of it


def main() -> None:
    """Fits both models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    retriever = Retriever.open(Settings.load())
    known = in_documents(retriever)
    parties = retriever.catalogue.party_names
    own = [line["question"] for name in ("dev", "darija", "followups") for line in _lines(f"tests/qa/{name}.jsonl")]
    public = [question for name in SETS for question in public_questions(folder / f"{name}.json.gz")]

    def as_collection(text: str, value: float) -> bool:
        standard, language = retriever.in_standard_arabic(text), detect_language(text, retriever.passages_with) or "en"
        query = read_collection_query(standard, language, parties, known, likelihood=lambda _signals: value)
        return query is not None and query.restricted

    def collection_signals(text: str) -> Any:
        standard, language = retriever.in_standard_arabic(text), detect_language(text, retriever.passages_with) or "en"
        return read_as_collection(standard, language, parties, known).signals

    talk = [(line["text"], line["intent"] != "none") for line in _lines("benchmarks/talk.jsonl")]
    lists = [(line["text"], line["collection"]) for line in _lines("benchmarks/collection.jsonl")]
    lists += [(line["question"], line["complete"]) for line in _lines("tests/qa/collection-dev.jsonl")]
    of_talk: Recogniser = lambda text, value: talk_kind(text, known, lambda _signals: value) is not None  # noqa: E731
    _fit_one(
        "talk",
        talk,
        own,
        public,
        encoder=retriever.encoder,
        signals=lambda text: talk_signals(text, known),
        recognises=of_talk,
    )
    _fit_one(
        "collection",
        lists,
        own,
        public,
        encoder=retriever.encoder,
        signals=collection_signals,
        recognises=as_collection,
    )


def _fit_one(
    name: str,
    examples: Sequence[tuple[str, bool]],
    own: Sequence[str],
    public: Sequence[str],
    *,
    encoder: Encoder,
    signals: Signals,
    recognises: Recogniser,
) -> None:
    def rows(texts: Sequence[str]) -> NDArray[np.float64]:
        return np.hstack([encoder.encode_queries(list(texts)) * SCALE, [[*asdict(signals(t)).values()] for t in texts]])

    texts, wanted = [text for text, _is_one in examples], np.array([is_one for _text, is_one in examples])
    known, others = rows(texts), rows([*own, *public[::6]])
    judged = np.zeros(len(texts))
    for train, test in StratifiedKFold(8, shuffle=True, random_state=0).split(known, wanted):
        judged[test] = _fit(known[train], wanted[train], others).predict_proba(known[test])[:, 1]
    model = _fit(known, wanted, others)
    found = np.array([recognises(text, value) for text, value in zip(texts, judged.tolist(), strict=True)])
    unseen = public[1::6]
    taken = [recognises(t, v) for t, v in zip(unseen, model.predict_proba(rows(unseen))[:, 1].tolist(), strict=True)]
    print(f"{name}: {found[wanted].mean():.3f} of {wanted.sum()} recognised; wrongly {found[~wanted].sum()} of")
    print(f"  {(~wanted).sum()} that look alike and {sum(taken)} of {len(taken)} public questions")
    weights, fields = model.coef_[0], asdict(signals("")).keys()
    size = encoder.dimension
    data = {
        "fingerprint": encoder.card.fingerprint,
        "bias": round(float(model.intercept_[0]), 4),
        "signals": {field: round(float(w), 4) for field, w in zip(fields, weights[size:], strict=True)},
        "vector": [round(float(w) * SCALE, 4) for w in weights[:size]],
    }
    target = Path(str(rag.question.__path__[0])) / f"{name}.json"
    target.write_text(json.dumps(data) + "\n", encoding="utf-8")


def _fit(rows: NDArray[np.float64], wanted: NDArray[np.bool_], others: NDArray[np.float64]) -> LogisticRegression:
    labels = np.concatenate([wanted, np.zeros(len(others), bool)])
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(np.vstack([rows, others]), labels)


def _lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
