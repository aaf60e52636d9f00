"""Fits the evidence gate and writes ``rag/answering/evidence.json``.

    python benchmarks/fit_evidence.py FOLDER_WITH_QUESTION_SETS

Each question is put to its set twice: once as it is, and once with the passages that hold its answer taken away. A
case counts as evidence when one of the first three passages is the gold one. To each set are also put questions of
the set before it, which are far off its subjects and often in another language. Public sets are joined by the
project's own development questions (``tests/qa/dev.jsonl``), whose unanswerable ones are near misses.

Every set weighs the same, the own questions double. A case in which the passage is right but the likeliest sentences
do not hold the answer is judged but not learnt from: it looks like a question without an answer. A case whose right
passages were taken away weighs less than a question that really cannot be answered, and cases with evidence weigh
more than the others, since abstaining where an answer is to be had is the commoner mistake.
The table printed first leaves out one set at a time: a gate that was fitted without a set judges that set.
"""

import argparse
import dataclasses
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sampled import Pair, sampled
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from rag.answering.evidence import evidence_signals
from rag.answering.extractive import ExtractiveWriter
from rag.answering.sentence_features import sentence_candidates
from rag.answering.sentence_scorer import SentenceScorer
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
from rag.text.normalise import normalise

ROOT = Path(__file__).parent.parent
# In an order in which no set is put questions that its passages answer: XQuAD is parallel, and drawn from SQuAD.
SETS: list[Pair] = [
    ("xquad.en.json.gz", None),
    ("piaf.fr.json.gz", None),
    ("xquad.ar.json.gz", None),
    ("tydiqa.ar.json.gz", None),
    ("xquad.ar.json.gz", "xquad.en.json.gz"),
    ("nomiracl.ar.questions.jsonl.gz", None),
    ("squad2.en.questions.jsonl.gz", None),
    ("nomiracl.fr.questions.jsonl.gz", None),
    ("nomiracl.en.questions.jsonl.gz", None),
]
MOST = 400  # questions of one set
OWN = "tests/qa/dev"
TAKEN_AWAY = 0.3  # weight of a case without its right passages
STRANGERS = 100  # questions of another set that are put to a set
FAR_OFF, FAR_OFF_FOREIGN = 0.6, 0.2  # weight of such a question; in another language than the passages there are more
OWN_WEIGHT = 2.0  # of a development question: they are what the product is asked
WITH_EVIDENCE = 1.3  # weight of the cases with evidence beside the others of a set


@dataclasses.dataclass(frozen=True)
class Case:
    """Signals with the truth, and what the case counts beside others of its set; 0 if it is only to be judged."""

    signals: dict[str, float]
    truth: bool
    weight: float = 1.0


def cases_of(retriever: Retriever, questions: list[Question], same_language: bool) -> Iterator[Case]:
    """Signals with the truth: is one of the first three passages one that answers?"""
    for question in questions:
        ranking = retriever.rank(question.text, Filters(documents=question.pool) if question.pool else None)
        signals = evidence_signals(ranking, ranking.hits, same_language)
        if not question.relevant:
            yield Case(signals, bool(question.answerable))
            continue
        top = any(hit.passage.document in question.relevant for hit in ranking.hits[:3])
        clear = not top or are_held([question.answers], ranking, ranking.hits)
        yield Case(signals, top, float(clear))
        rest = tuple(hit for hit in ranking.hits if hit.passage.document not in question.relevant)
        if rest:
            without = dataclasses.replace(ranking, hits=rest)
            yield Case(evidence_signals(without, rest, same_language), False, TAKEN_AWAY)


def are_held(wanted: Iterable[Sequence[str]], ranking: Ranking, hits: Sequence[Hit]) -> bool:
    """Whether the likeliest three sentences hold, of each list of wordings that is wanted, at least one."""
    found = sentence_candidates(ranking, hits[: ExtractiveWriter.hits])
    best = np.argsort(-SentenceScorer.packaged().scores(found.features))[:3]
    text = normalise("\n".join(found.places[at][0].quote(found.places[at][1]) for at in best))
    return all(any(normalise(wording) in text for wording in wordings) for wordings in wanted)


def strangers_of(retriever: Retriever, questions: list[Question]) -> Iterator[Case]:
    """Questions of another set: there is no evidence for any of them."""
    for question in random.sample(questions, min(STRANGERS, len(questions))):
        ranking = retriever.rank(question.text)
        same_language = detect_language(question.text) == ranking.hits[0].passage.language
        weight = FAR_OFF if same_language else FAR_OFF_FOREIGN
        yield Case(evidence_signals(ranking, ranking.hits, same_language), False, weight)


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
        evidence = item["answerable"] and top
        clear = not evidence or are_held(item["must"], ranking, hits)
        yield Case(evidence_signals(ranking, hits, True), evidence, OWN_WEIGHT * clear)


def fit(groups: list[list[Case]]) -> tuple[StandardScaler, LogisticRegression, list[str]]:
    """A logistic regression in which every group weighs the same, apart from the weights of its cases."""
    cases = [case for group in groups for case in group]
    names = sorted(cases[0].signals)
    rows = np.array([[case.signals[name] for name in names] for case in cases])
    weights = np.concatenate([_weights(group) for group in groups if group])
    scaler = StandardScaler().fit(rows)
    # Hardly held back: signals that are 0 for one kind of passages have a wide deviation and so need large weights.
    model = LogisticRegression(C=1000.0, max_iter=5000)
    return scaler, model.fit(scaler.transform(rows), [case.truth for case in cases], weights), names


def _weights(group: list[Case]) -> list[float]:
    counts = {truth: sum(case.truth == truth and case.weight > 0 for case in group) for truth in (True, False)}
    side = {True: 100 * WITH_EVIDENCE, False: 100.0}
    return [side[case.truth] * case.weight / max(1, counts[case.truth]) for case in group]


def report(groups: dict[str, list[Case]], strangers: dict[str, list[Case]]) -> None:
    """Prints how a gate that was fitted without a set judges it; questions as they are, and strangers, apart."""
    print(f"{'left out':20} {'cases':>6} {'AUROC':>6} {'answered':>9} {'abstained':>10} {'strangers abstained':>20}")
    for name, group in groups.items():
        others = [other for key, other in groups.items() if key != name]
        fitted = fit([*others, *(other for key, other in strangers.items() if key != name)])
        truth = np.array([case.truth for case in group])
        probability = _probabilities(fitted, group)
        real = ~truth & np.array([case.weight >= 1 for case in group])
        answered, abstained = (probability[truth] >= 0.5).mean(), (probability[real] < 0.5).mean() if real.any() else 0
        far = (_probabilities(fitted, strangers[name]) < 0.5).mean() if strangers.get(name) else 1.0
        area = roc_auc_score(truth, probability)
        print(f"{name:20} {len(group):6} {area:6.3f} {answered:9.3f} {abstained:10.3f} {far:20.3f}")


def _probabilities(
    fitted: tuple[StandardScaler, LogisticRegression, list[str]], group: list[Case]
) -> NDArray[np.float64]:
    scaler, model, names = fitted
    rows = np.array([[case.signals[name] for name in names] for case in group])
    return np.asarray(model.predict_proba(scaler.transform(rows))[:, 1])


def write(groups: dict[str, list[Case]], strangers: dict[str, list[Case]]) -> None:
    """Fits on everything and writes the file."""
    scaler, model, names = fit([*groups.values(), *strangers.values()])
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


def main() -> None:
    """Collects cases, prints the table, writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    given = parser.parse_args()
    random.seed(20250912)
    encoder = load_encoder(Settings.load())
    groups: dict[str, list[Case]] = {}
    strangers: dict[str, list[Case]] = {}
    before: list[Question] = []
    for name, retriever, questions, same_language in sampled(given.sets, SETS, MOST, encoder):
        groups[name] = list(cases_of(retriever, questions, same_language))
        strangers[name] = list(strangers_of(retriever, before))
        before = questions
    if (ROOT / "tests/qa/dev.jsonl").exists():
        groups[OWN] = list(own_cases(encoder))
    report(groups, strangers)
    write(groups, strangers)


if __name__ == "__main__":
    main()
