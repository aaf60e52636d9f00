"""BEIR folders, and TREC topics with relevance judgements (qrels).

BEIR (Thakur et al., 2021) is ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/SPLIT.tsv``. TREC topics are
``<top>`` elements with ``<num>`` and ``<title>``, or lines of id, tab, question; qrels are lines of question id,
iteration, document id and grade.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rag.errors import DatasetError
from rag.evaluation.formats.fields import as_question_language, as_texts
from rag.evaluation.formats.files import read_json_lines, read_lines, set_name
from rag.evaluation.formats.passage_lines import read_passage_lines
from rag.evaluation.question_set import Question, QuestionSet

Qrels = dict[str, dict[str, int]]
_SPLITS = ("test", "dev", "validation", "train")
_GRADE = re.compile(r"-?[0-9]+")
_TAG = re.compile(r"<(num|title)>(.*?)(?=<|$)", re.DOTALL)


def find(folder: Path, *names: str) -> Path | None:
    """The first of some file names that exists in a folder, plain or gzipped."""
    candidates = (folder / (name + ending) for name in names for ending in ("", ".gz"))
    return next((path for path in candidates if path.is_file()), None)


def read_beir(folder: Path) -> QuestionSet:
    """A BEIR folder as a set: the questions that its qrels judge (``test`` if there are several splits).

    Raises:
        DatasetError: a part is missing.
    """
    corpus, queries = find(folder, "corpus.jsonl"), find(folder, "queries.jsonl")
    judged = find(folder / "qrels", *(f"{split}.tsv" for split in _SPLITS)) or find(folder, "qrels.tsv")
    parts = {"corpus.jsonl": corpus, "queries.jsonl": queries, "qrels/test.tsv": judged}
    missing = [name for name, path in parts.items() if path is None]
    if corpus is None or queries is None or judged is None:
        raise DatasetError(f"{folder}: recognised as a BEIR folder, but {', '.join(missing)} is missing")
    questions = partial(_beir_questions, queries, read_qrels(judged))
    name = f"BEIR folder, split {set_name(judged)}"
    return QuestionSet(folder.name, name, questions, partial(read_passage_lines, corpus), (corpus, queries, judged))


def _beir_questions(path: Path, qrels: Qrels) -> Iterator[Question]:
    for number, item in read_json_lines(path):
        key = str(item.get("_id", item.get("id", "")))
        if key not in qrels:
            continue
        metadata = item.get("metadata")
        extra = item | (metadata if isinstance(metadata, dict) else {})
        if not isinstance(item.get("text"), str):
            raise DatasetError(f"{path}, line {number}: `text` is missing; the line has {', '.join(item)}")
        yield Question(
            id=key,
            text=item["text"],
            language=as_question_language(extra.get("language", extra.get("lang")), f"{path}, line {number}"),
            answers=as_texts(extra.get("answers", extra.get("answer"))),
            relevant=qrels[key],
        )


def read_trec(topics: Path, qrels: Path, corpus: Path | None = None) -> QuestionSet:
    """TREC topics and qrels as a set; without passages of its own if no ``corpus`` (JSON Lines) is given."""
    judged = read_qrels(qrels)
    passages = partial(read_passage_lines, corpus) if corpus else None
    sources = (topics, qrels, *([corpus] if corpus else []))
    return QuestionSet(
        set_name(topics), "TREC topics with qrels", partial(_trec_questions, topics, judged), passages, sources
    )


def _trec_questions(path: Path, qrels: Qrels) -> Iterator[Question]:
    for key, text in _topics(path):
        yield Question(key, " ".join(text.split()), relevant=qrels.get(key, {}))


def _topics(path: Path) -> Iterator[tuple[str, str]]:
    lines = read_lines(path)
    first = next(lines, (0, ""))
    if first[1].lstrip().startswith("<"):
        yield from _elements(path, [first[1], *(line for _number, line in lines)])
        return
    for number, line in (first, *lines):
        key, tab, text = line.partition("\t")
        if not tab or not text.strip():
            raise DatasetError(f"{path}, line {number}: a topic is an id, a tab and a question")
        yield key.strip(), text


def _elements(path: Path, lines: list[str]) -> Iterator[tuple[str, str]]:
    for block in re.split(r"<top>", "\n".join(lines))[1:]:
        fields = dict(_TAG.findall(block))
        if not fields.get("num") or not fields.get("title", "").strip():
            raise DatasetError(f"{path}: a <top> has no <num> or no <title>")
        yield re.sub(r"(?i)^\s*number:\s*", "", fields["num"]).strip(), fields["title"]


def read_qrels(path: Path) -> Qrels:
    """Relevance judgements of TREC (four columns) or BEIR (three, under a heading); only grades above 0 count.

    Raises:
        DatasetError: a line is neither, or a grade is no whole number.
    """
    qrels: Qrels = {}
    for number, line in read_lines(path):
        fields = line.split("\t") if "\t" in line else line.split()
        if len(fields) not in (3, 4):
            raise DatasetError(
                f"{path}, line {number}: a judgement is question id, iteration, document id and grade (or BEIR's three "
                f"columns without the iteration), this line has {len(fields)} columns"
            )
        key, document, grade = fields[0], fields[-2], fields[-1].strip()
        if not _GRADE.fullmatch(grade):
            if number == 1:
                continue  # BEIR's heading
            raise DatasetError(f"{path}, line {number}: the grade {grade!r} is not a whole number")
        judged = qrels.setdefault(key.strip(), {})
        if int(grade) > 0:
            judged[document.strip()] = int(grade)
    return qrels
