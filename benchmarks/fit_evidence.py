"""Fits the evidence gate and writes ``rag/answering/evidence.json``.

    python benchmarks/fit_evidence.py FOLDER_WITH_QUESTION_SETS WORK_FOLDER

Each question is put to its set twice: once as it is, and once with the passages that hold its answer taken
away. A case counts as evidence when one of the first three passages is the gold one. Public sets are joined by
the project's own development questions (``tests/qa/dev.jsonl``), whose unanswerable ones are near misses. Every
public set weighs the same, the project's own as much as three of them. The table printed first leaves out one
set at a time: a gate that was fitted without a set judges that set.
"""

import argparse
import dataclasses
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from question_sets import Question, load_set, open_set
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from rag.answering.answerer import QUOTED
from rag.answering.evidence import evidence_signals
from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.indexing.sync import index
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import detect_language

ROOT = Path(__file__).parent.parent
SETS = ("xquad.en", "xquad.ar", "piaf.fr", "tydiqa.ar", "squad2.en", "nomiracl.ar", "nomiracl.fr", "nomiracl.en")
CROSSED = (("xquad.ar", "xquad.en"),)
MOST = 400  # questions of one set
OWN, OWN_WEIGHT = "tests/qa/dev", 3.0
Case = tuple[dict[str, float], bool]


def signals_of(ranking: Ranking, hits: Sequence[Hit], same_language: bool) -> dict[str, float]:
    """The signals as the answerer computes them."""
    return evidence_signals(ranking, ranking.with_sentences(hits, QUOTED), same_language)


def cases_of(retriever: Retriever, questions: list[Question], same_language: bool) -> Iterator[Case]:
    """Signals with the truth: is one of the first three passages one that answers?"""
    for question in questions:
        filters = Filters(documents=question.pool) if question.pool else None
        ranking = retriever.rank(question.text, filters)
        if question.gold is None or not question.answerable:
            yield signals_of(ranking, ranking.hits, same_language), question.answerable
            continue
        top = any(hit.passage.document == question.gold for hit in ranking.hits[:3])
        yield signals_of(ranking, ranking.hits, same_language), top
        rest = tuple(hit for hit in ranking.hits if hit.passage.document != question.gold)
        yield signals_of(dataclasses.replace(ranking, hits=rest), rest, same_language), False


def own_cases(encoder: Encoder) -> Iterator[Case]:
    """The development questions, put to the project's documents in their own language."""
    settings = Settings.load(documents=ROOT / "documents", index=ROOT / "index")
    index(settings, encoder)
    retriever = Retriever(settings, encoder)
    for line in (ROOT / "tests/qa/dev.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        language = detect_language(item["question"])
        if item["history"] or language is None:
            continue
        ranking = retriever.rank(item["question"])
        hits = [hit for hit in ranking.hits if hit.passage.language == language]
        top = any(hit.passage.document in item["documents"] for hit in hits[:3])
        yield signals_of(ranking, hits, True), item["answerable"] and top


def fit(groups: dict[str, list[Case]]) -> tuple[StandardScaler, LogisticRegression, list[str]]:
    """A logistic regression in which yes and no weigh the same within a set."""
    cases = list(groups.values())
    names = sorted(cases[0][0][0])
    rows = np.array([[signals[name] for name in names] for group in cases for signals, _truth in group])
    truth = np.array([label for group in cases for _signals, label in group])
    weights = np.concatenate([_weights(group, OWN_WEIGHT if name == OWN else 1.0) for name, group in groups.items()])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(scaler.transform(rows), truth, weights)
    return scaler, model, names


def _weights(group: list[Case], weight: float) -> list[float]:
    positive = sum(label for _signals, label in group)
    return [500 * weight / max(positive if label else len(group) - positive, 1) for _signals, label in group]


def main() -> None:
    """Collects cases, prints the table, writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("work", type=Path)
    given = parser.parse_args()
    random.seed(20250912)
    encoder = load_encoder(Settings.load())
    groups: dict[str, list[Case]] = {}
    pairs = [(name, name) for name in SETS] + list(CROSSED)
    for asked, searched in pairs:
        passages, questions = load_set(given.sets, searched), load_set(given.sets, asked).questions
        chosen = random.sample(questions, min(MOST, len(questions)))
        print(f"{asked} → {searched}", file=sys.stderr, flush=True)
        retriever = open_set(passages, encoder, given.work)
        groups[f"{asked} → {searched}"] = list(cases_of(retriever, chosen, asked == searched))
    if (ROOT / "tests/qa/dev.jsonl").exists():
        groups[OWN] = list(own_cases(encoder))
    print(f"{'left out':24} {'cases':>6} {'AUROC':>6} {'balanced accuracy':>18}")
    for name, group in groups.items():
        scaler, model, names = fit({key: other for key, other in groups.items() if key != name})
        rows = scaler.transform(np.array([[signals[key] for key in names] for signals, _truth in group]))
        truth = [label for _signals, label in group]
        probability = model.predict_proba(rows)[:, 1]
        area, accuracy = roc_auc_score(truth, probability), balanced_accuracy_score(truth, probability >= 0.5)
        print(f"{name:24} {len(group):6} {area:6.3f} {accuracy:18.3f}")
    scaler, model, names = fit(groups)
    data = {
        "trained_on": list(groups),
        "bias": round(float(model.intercept_[0]), 6),
        "mean": dict(zip(names, scaler.mean_.round(6).tolist(), strict=True)),
        "deviation": dict(zip(names, scaler.scale_.round(6).tolist(), strict=True)),
        "weight": dict(zip(names, model.coef_[0].round(6).tolist(), strict=True)),
    }
    path = ROOT / "rag/answering/evidence.json"
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
