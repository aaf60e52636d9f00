"""Fits the model that tells talk from questions, and writes ``rag/question/talk.json``.

    python benchmarks/fit_talk.py FOLDER_WITH_QUESTION_SETS

Talk, and questions that look like it, stand in ``benchmarks/talk.jsonl``, written for this purpose. Beside them are
learnt as questions: the project's own development questions and every sixth question of the public sets. What is
printed is judged by models that did not see the utterance (8 folds): the share of talk recognised, and the share of
questions taken for talk, among those of the file and among public questions that no model saw.
"""

import argparse
import gzip
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

import rag.question
from rag.answering.answerer import Answerer
from rag.question.talk import talk_kind, talk_signals
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
SETS = ("xquad.en", "xquad.ar", "piaf.fr", "tydiqa.ar")
SCALE = 2.0  # of the vector beside the signals
STRENGTH = 3.0  # of the data beside the prior


def main() -> None:
    """Fits, judges and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    answerer = Answerer.open(Settings.load())
    retriever = answerer.retriever

    def rows(texts: list[str]) -> NDArray[np.float64]:
        vectors = retriever.encoder.encode_queries(texts) * SCALE
        return np.hstack([vectors, [[*asdict(talk_signals(t, answerer.in_documents)).values()] for t in texts]])

    lines = [json.loads(line) for line in (ROOT / "benchmarks/talk.jsonl").read_text(encoding="utf-8").splitlines()]
    texts, is_talk = [line["text"] for line in lines], np.array([line["intent"] != "none" for line in lines])
    own = [q for name in ("dev", "darija", "followups") for q in _own(name)]
    public = [question for name in SETS for question in _public(folder / f"{name}.json.gz")]
    seen, unseen = public[::6], public[1::6]
    known, others = rows(texts), rows([*own, *seen])
    judged = np.zeros(len(texts))
    for train, test in StratifiedKFold(8, shuffle=True, random_state=0).split(known, is_talk):
        judged[test] = _fit(known[train], is_talk[train], others).predict_proba(known[test])[:, 1]
    model = _fit(known, is_talk, others)
    # What the whole recogniser says, with the model's opinion of an utterance that it did not see.
    _report("talk", texts, judged, is_talk, answerer.in_documents)
    _report("questions of the file", texts, judged, ~is_talk, answerer.in_documents)
    values = model.predict_proba(rows(unseen))[:, 1]
    _report("public questions", unseen, values, np.ones(len(unseen), bool), answerer.in_documents)
    weights = model.coef_[0]
    size = retriever.encoder.dimension
    names = asdict(talk_signals("", answerer.in_documents)).keys()
    data = {
        "fingerprint": retriever.encoder.card.fingerprint,
        "bias": round(float(model.intercept_[0]), 4),
        "signals": {name: round(float(w), 4) for name, w in zip(names, weights[size:], strict=True)},
        "vector": [round(float(w) * SCALE, 4) for w in weights[:size]],
    }
    target = Path(str(rag.question.__path__[0])) / "talk.json"
    target.write_text(json.dumps(data) + "\n", encoding="utf-8")


def _fit(rows: NDArray[np.float64], is_talk: NDArray[np.bool_], others: NDArray[np.float64]) -> LogisticRegression:
    labels = np.concatenate([is_talk, np.zeros(len(others), bool)])
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(np.vstack([rows, others]), labels)


def _report(
    name: str,
    texts: list[str],
    values: NDArray[np.float64],
    chosen: NDArray[np.bool_],
    in_documents: Callable[[str], bool],
) -> None:
    taken = [
        talk_kind(texts[at], in_documents, lambda _signals, at=at: float(values[at])) is not None  # type: ignore[misc]
        for at in np.flatnonzero(chosen)
    ]
    print(f"{name}: {sum(taken)} of {len(taken)} taken for talk, {np.mean(taken):.3f}")


def _own(name: str) -> list[str]:
    lines = (ROOT / f"tests/qa/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def _public(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    return [qa["question"] for article in data for paragraph in article["paragraphs"] for qa in paragraph["qas"]]


if __name__ == "__main__":
    main()
