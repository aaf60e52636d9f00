"""Fits what tells a question off the documents' subject from a gap in them; writes ``rag/answering/off_topic.json``.

    python benchmarks/fit_off_topic.py FOLDER_WITH_QUESTION_SETS

On the subject are the project's own development questions that are not marked off-topic, answerable or not; off it are
those that are, and questions of public sets, which have nothing to do with the documents. The threshold is set so that
at most one of fifty questions on the subject is told off. Printed are the shares told off by models that did not see
the question (8 folds).
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sampled import public_questions
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

import rag.answering
from rag.answering.answerer import Answerer
from rag.answering.off_topic import FEATURES, off_topic_features
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
SETS = ("xquad.en", "xquad.ar", "piaf.fr")
EACH = 100  # questions of a public set
TOLD_OFF = 0.02  # of the questions on the subject, at most


def main() -> None:
    """Fits, judges and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    answerer = Answerer.open(Settings.load())
    lines = (ROOT / "tests/qa/dev.jsonl").read_text(encoding="utf-8").splitlines()
    own = [question for question in map(json.loads, lines) if not question["history"]]
    asked = [(question["question"], question["kind"] == "off-topic") for question in own]
    for name in SETS:
        asked += [
            (question, True) for question in random.Random(1).sample(public_questions(folder / f"{name}.json.gz"), EACH)
        ]
    rows = np.array([_row(answerer, question) for question, _is_off in asked])
    is_off = np.array([off for _question, off in asked])
    judged = np.zeros(len(asked))
    for train, test in StratifiedKFold(8, shuffle=True, random_state=0).split(rows, is_off):
        judged[test] = _fit(rows[train], is_off[train]).predict_proba(rows[test])[:, 1]
    threshold = float(np.quantile(judged[~is_off], 1 - TOLD_OFF))
    print(f"on the subject: {(judged[~is_off] > threshold).mean():.3f} of {(~is_off).sum()} told off")
    print(f"off the subject: {(judged[is_off] > threshold).mean():.3f} of {is_off.sum()} told off")
    model = _fit(rows, is_off)
    data = {
        "bias": round(float(model.intercept_[0]), 4),
        "threshold": round(threshold, 4),
        "weight": {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)},
    }
    target = Path(str(rag.answering.__path__[0])) / "off_topic.json"
    target.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _row(answerer: Answerer, question: str) -> list[float]:
    ranking = answerer.retriever.rank(question)
    return list(off_topic_features(ranking).values())


def _fit(rows: NDArray[np.float64], is_off: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=1000.0, max_iter=5000, class_weight="balanced").fit(rows, is_off)


if __name__ == "__main__":
    main()
