"""Fits the evidence gate and writes ``rag/answering/evidence.json``.

    python benchmarks/fit_evidence.py FOLDER_WITH_QUESTION_SETS

Each question is put to its set twice: once as it is, and once with the passages that hold its answer taken
away. A case counts as evidence when one of the first three passages is the gold one. Public sets are joined by
the project's own development questions (``tests/qa/dev.jsonl``), whose unanswerable ones are near misses. Every
set weighs the same. A case whose right passages were taken away weighs less than a question that really cannot be
answered, since abstaining where an answer is to be had is the commoner mistake. The table printed first leaves out
one set at a time: a gate that was fitted without a set judges that set.
"""

import argparse
import dataclasses
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sampled import sampled
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from rag.answering.answerer import QUOTED
from rag.answering.evidence import evidence_signals
from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.evaluation.question_set import Question
from rag.indexing.sync import index
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit
from rag.retrieval.ranking import Ranking
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import detect_language

ROOT = Path(__file__).parent.parent
XQUAD = ("xquad.en.json.gz", "xquad.ar.json.gz")
SETS = (
    *((name, None) for name in XQUAD),
    (XQUAD[1], XQUAD[0]),
    ("piaf.fr.json.gz", None),
    ("tydiqa.ar.json.gz", None),
    *((f"{name}.questions.jsonl.gz", None) for name in ("squad2.en", "nomiracl.ar", "nomiracl.fr", "nomiracl.en")),
)
MOST = 400  # questions of one set
OWN = "tests/qa/dev"
TAKEN_AWAY = 0.3  # weight of a case without its right passages


@dataclasses.dataclass(frozen=True)
class Case:
    """Signals with the truth, and what the case counts beside others of its set."""

    signals: dict[str, float]
    truth: bool
    weight: float = 1.0


def signals_of(ranking: Ranking, hits: Sequence[Hit], same_language: bool) -> dict[str, float]:
    """The signals as the answerer computes them."""
    return evidence_signals(ranking, ranking.with_sentences(hits, QUOTED), same_language)


def cases_of(retriever: Retriever, questions: list[Question], same_language: bool) -> Iterator[Case]:
    """Signals with the truth: is one of the first three passages one that answers?"""
    for question in questions:
        ranking = retriever.rank(question.text, Filters(documents=question.pool) if question.pool else None)
        if not question.relevant:
            yield Case(signals_of(ranking, ranking.hits, same_language), bool(question.answerable))
            continue
        top = any(hit.passage.document in question.relevant for hit in ranking.hits[:3])
        yield Case(signals_of(ranking, ranking.hits, same_language), top)
        rest = tuple(hit for hit in ranking.hits if hit.passage.document not in question.relevant)
        if rest:
            signals = signals_of(dataclasses.replace(ranking, hits=rest), rest, same_language)
            yield Case(signals, False, TAKEN_AWAY)


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
        yield Case(signals_of(ranking, hits, True), item["answerable"] and top)


def fit(groups: dict[str, list[Case]]) -> tuple[StandardScaler, LogisticRegression, list[str]]:
    """A logistic regression in which yes and no weigh the same within a set."""
    cases = [case for group in groups.values() for case in group]
    names = sorted(cases[0].signals)
    rows = np.array([[case.signals[name] for name in names] for case in cases])
    weights = np.concatenate([_weights(group) for group in groups.values()])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=1.0, max_iter=1000)
    return scaler, model.fit(scaler.transform(rows), [case.truth for case in cases], weights), names


def _weights(group: list[Case]) -> list[float]:
    counts = {truth: sum(case.truth == truth for case in group) for truth in (True, False)}
    return [100 * case.weight / counts[case.truth] for case in group]


def main() -> None:
    """Collects cases, prints the table, writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    given = parser.parse_args()
    random.seed(20250912)
    encoder = load_encoder(Settings.load())
    groups: dict[str, list[Case]] = {}
    for name, retriever, questions, same_language in sampled(given.sets, list(SETS), MOST, encoder):
        groups[name] = list(cases_of(retriever, questions, same_language))
    if (ROOT / "tests/qa/dev.jsonl").exists():
        groups[OWN] = list(own_cases(encoder))
    print(f"{'left out':24} {'cases':>6} {'AUROC':>6} {'balanced accuracy':>18} {'answerable answered':>20}")
    for name, group in groups.items():
        scaler, model, names = fit({key: other for key, other in groups.items() if key != name})
        rows = scaler.transform(np.array([[case.signals[key] for key in names] for case in group]))
        truth = [case.truth for case in group]
        probability = model.predict_proba(rows)[:, 1]
        area, accuracy = roc_auc_score(truth, probability), balanced_accuracy_score(truth, probability >= 0.5)
        answered = probability[[case.truth for case in group]] >= 0.5
        print(f"{name:24} {len(group):6} {area:6.3f} {accuracy:18.3f} {answered.mean():20.3f}")
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
