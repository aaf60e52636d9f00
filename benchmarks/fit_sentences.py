"""Fits the sentence scorer: which sentence of the passages found is the one that answers?

Questions of public sets are put to all passages of their set, and the development questions to the project's
documents. A sentence is right if it stands in a passage (document) that answers and holds an accepted answer (a
requirement). Each set is also left out in turn and then judged, so that the table tells how the weights carry
over to texts, languages and questions that they have not seen. Writes ``rag/answering/sentence_scorer.json``.

    python benchmarks/fit_sentences.py FOLDER_WITH_QUESTION_SETS
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sampled import Pair, sampled
from scipy.optimize import minimize

from rag.answering.extractive import ExtractiveWriter
from rag.answering.sentence_features import FEATURES, sentence_candidates
from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.evaluation.question_set import Question
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import detect_language
from rag.text.normalise import normalise

ROOT = Path(__file__).parent.parent
SETS = ("xquad.en.json.gz", "xquad.ar.json.gz", "piaf.fr.json.gz", "tydiqa.ar.json.gz")
OWN = "tests/qa/dev"
MOST = 600  # questions of one set
PENALTY = 1.0  # on the squares of the weights of standardised features


@dataclass(frozen=True)
class Case:
    """The candidate sentences of a question: features, which are right, and which hold an accepted string."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    holds: NDArray[np.bool_]


def cases_of(retriever: Retriever, questions: list[Question], hits: int) -> Iterator[Case]:
    """The sentences that the writer would choose from."""
    for question in questions:
        ranking = retriever.rank(question.text)
        found = sentence_candidates(ranking, ranking.hits[:hits])
        answers = [normalise(answer) for answer in question.answers]
        texts = [normalise(passage.quote(sentence)) for passage, sentence in found.places]
        holds = np.array([any(answer in text for answer in answers) for text in texts])
        gold = np.array([passage.document in question.relevant for passage, _sentence in found.places])
        yield Case(found.features, holds & gold, holds)


def own_cases(encoder: Encoder, hits: int) -> Iterator[Case]:
    """The development questions, put to the project's documents in their own language."""
    settings = Settings.load(documents=ROOT / "documents", index=ROOT / "index")
    index(settings, encoder)
    retriever = Retriever(settings, encoder)
    for line in (ROOT / "tests/qa/dev.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        ranking = retriever.rank(item["question"])
        language = detect_language(item["question"])
        own = [hit for hit in ranking.hits if hit.passage.language == language]
        if item["history"] or not item["must"] or not own:
            continue
        found = sentence_candidates(ranking, own[:hits])
        wordings = [normalise(wording) for requirement in item["must"] for wording in requirement]
        right = np.array(
            [
                passage.document in item["documents"]
                and any(wording in normalise(passage.quote(sentence)) for wording in wordings)
                for passage, sentence in found.places
            ]
        )
        yield Case(found.features, right, right)


def fit(groups: list[list[Case]]) -> NDArray[np.float64]:
    """Weights of the raw features, by maximum likelihood of a conditional logit; each set weighs the same.

    A question whose answer is not among its candidates says nothing about them and is left out.
    """
    cases = [(case, 1 / len(group)) for group in groups for case in group if case.right.any()]
    rows = np.concatenate([case.features for case, _weight in cases])
    deviation = np.concatenate([case.features for group in groups for case in group]).std(axis=0) + 1e-9
    rows = rows / deviation
    right = np.concatenate([case.right for case, _weight in cases])
    sizes = np.array([len(case.right) for case, _weight in cases])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(cases)), sizes)
    weight = np.array([weight for _case, weight in cases])
    weight *= len(weight) / weight.sum()

    def loss(coefficients: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ coefficients
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total, hit = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts) + 1e-12
        value = weight @ (np.log(total) - np.log(hit)) + PENALTY * coefficients @ coefficients
        slope = (weight[of] * odds * (1 / total[of] - right / hit[of])) @ rows + 2 * PENALTY * coefficients
        return float(value), slope

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / deviation)


def share_found(group: list[Case], weights: NDArray[np.float64], first: int) -> float:
    """Share of the questions of which one of the ``first`` best sentences holds an accepted string."""
    return float(np.mean([case.holds[np.argsort(-(case.features @ weights))[:first]].any() for case in group]))


def report(groups: dict[str, list[Case]]) -> NDArray[np.float64]:
    """Prints the table and returns the weights fitted on all sets."""
    print(f"{'left out':14} {'questions':>9} {'first':>6} {'three':>6} {'all':>6}")
    for name, group in groups.items():
        weights = fit([other for key, other in groups.items() if key != name])
        shares = [share_found(group, weights, first) for first in (1, 3, 1000)]
        print(f"{name:14} {len(group):9} " + " ".join(f"{share:6.3f}" for share in shares))
    return fit(list(groups.values()))


def write(groups: dict[str, list[Case]]) -> None:
    """Fits on everything and writes the file."""
    weights = report(groups)
    data = {
        "trained_on": list(groups),
        "weight": dict(zip(FEATURES, weights.round(4).tolist(), strict=True)),
    }
    path = ROOT / "rag/answering/sentence_scorer.json"
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written to {path.relative_to(ROOT)}")


def main() -> None:
    """Collects cases, prints the table, writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    given = parser.parse_args()
    random.seed(7)
    encoder = load_encoder(Settings.load())
    hits = ExtractiveWriter().hits
    groups: dict[str, list[Case]] = {}
    pairs: list[Pair] = [(name, None) for name in SETS]
    for name, retriever, questions, _same in sampled(given.sets, pairs, MOST, encoder):
        groups[name] = list(cases_of(retriever, questions, hits))
    groups[OWN] = list(own_cases(encoder, hits))
    write(groups)


if __name__ == "__main__":
    main()
