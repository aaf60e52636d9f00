"""A hundred thousand questions pass through in bounded memory."""

import tracemalloc
from pathlib import Path

from rag.evaluation.check import check
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.measures.retrieval import retrieval_measures
from rag.evaluation.outcome_table import OutcomeTable
from rag.evaluation.run_folder import RunFolder, dump_line

from .formats.write import text_file
from .make import outcome

COUNT = 100_000
MEGABYTE = 2**20


def test_a_set_is_read_line_by_line(tmp_path: Path) -> None:
    text = "".join(f'{{"id": {at}, "question": "Who signed {at}?", "documents": ["d"]}}\n' for at in range(COUNT))
    found = open_question_set(text_file(tmp_path / "set.jsonl", text))
    del text
    tracemalloc.start()
    assert check(found, {"d"}, lambda _: None).total == COUNT
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25 * MEGABYTE  # the ids, to tell which stands there twice


def test_outcomes_are_read_one_by_one(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    folder.start({"set": "s"}, replace=False)
    done = outcome(None, asked=False, id="ID", ranking="b a", relevant={"a": 1})
    object.__setattr__(done, "measures", {"nDCG@10": 0.63, "R@1": 0, "R@5": 1, "R@20": 1, "RR@10": 0.5, "AP": 0.5})
    line = dump_line(done)
    with folder.append() as file:
        file.writelines(line.replace("ID", str(at)) for at in range(COUNT // 5))
    tracemalloc.start()
    table = OutcomeTable(retrieval_measures(), folder.outcomes())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(table), peak < 8 * MEGABYTE) == (COUNT // 5, True)
