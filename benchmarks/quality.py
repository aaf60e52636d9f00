"""Runs every question set in every retrieval configuration and writes the tables of the README.

    python benchmarks/quality.py FOLDER_WITH_QUESTION_SETS

Reports go to ``reports/``, where an interrupted run goes on. The project's own questions are joined to the sets of
the folder, and the sets that share ids in two languages are also crossed: questions of one, passages of the other.
Questions about the collection, talk and short input are put to the configuration in use only.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from rag.evaluation import Configuration, Report, compare, evaluate
from rag.progress import show_progress
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
RETRIEVAL = ("dense", "lexical", "hybrid", "hybrid+sentences")
CROSSED = (("xquad.ar", "xquad.en"), ("xquad.en", "xquad.ar"), ("ntrex.ar", "ntrex.fr"), ("ntrex.fr", "ntrex.en"))
OWN = ("tests/qa/dev.jsonl", "tests/qa/test.jsonl")
ANSWER_MEASURES = (
    *("Answered", "Uncertain", "Contains@1", "Contains", "Requirements", "Cited", "QuotesPerAnswer"),
    *("BalancedAccuracy", "AUROC"),
)
KINDS = tuple(f"tests/qa/{name}.jsonl" for name in ("collection", "collection-held-out", "smalltalk", "short"))
KIND_MEASURES = ("SetPrecision", "SetRecall", "Collection", "Talk", "NotTalk", "Language")
FEW = 10  # questions in a language below which it has no line of its own: it was detected wrongly
START, END = "<!-- tables of `make evaluate` -->", "<!-- end of the tables -->"


@dataclass(frozen=True)
class Task:
    """A set, and the set whose passages it is put to instead of its own."""

    name: str
    questions: Path
    passages: Path | None = None


def tasks(folder: Path) -> Iterator[Task]:
    """All sets of the folder, the crossed ones, and the project's own."""
    files = {file.name.split(".json")[0].removesuffix(".questions"): file for file in sorted(folder.glob("*.gz"))}
    files = {name: file for name, file in files.items() if ".contexts" not in name}
    yield from (Task(name, file) for name, file in files.items())
    for asked, searched in CROSSED:
        if asked in files and searched in files:
            yield Task(f"{asked} → {searched}", files[asked], files[searched])
    yield from (Task(path, ROOT / path) for path in OWN)


def run(task: Task, retrieval: str, replace: bool, limit: int | None) -> Report:
    """One set in one configuration; only the last one answers, since the others differ in retrieval alone."""
    with show_progress(Console(stderr=True), f"{task.name}, {retrieval}: ") as progress:
        return evaluate(
            task.questions,
            Settings.load(documents=ROOT / "documents", index=ROOT / "index"),
            Configuration(retrieval, answers=retrieval == RETRIEVAL[-1]),
            passages=task.passages,
            out=ROOT / "reports" / f"{task.name.replace('/', '-').replace(' → ', '-to-')}-{retrieval}",
            replace=replace,
            limit=limit,
            progress=progress,
        )


def tables(reports: dict[str, dict[str, Report]], kinds: dict[str, Report]) -> str:
    """The three tables, a line for each set and language.

    Args:
        reports: by set and retrieval.
        kinds: by set, those that are measured by what kind of reply they get.
    """
    retrieval = [
        "| set | language | n | dense | lexical | hybrid | hybrid + sentences | p | nDCG@10 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    answers = [
        "| set | language | n | answered | uncertain | first quote holds it | answer holds it | requirements | "
        "right source | quotes per answer | balanced accuracy | AUROC |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, by_retrieval in reports.items():
        last = by_retrieval[RETRIEVAL[-1]]
        test = compare(by_retrieval["hybrid"].folder, last.folder)
        p_values = {d.language: d.p for d in test.differences if d.measure == "R@1"}
        languages = [name for name in last.measures if name != "all" and last[name]["Answered"].n >= FEW]
        for language in [*languages, *(["all"] if len(languages) > 1 else [])]:
            figures = last[language]
            if "R@1" in figures:
                recall = " | ".join(_cell(by_retrieval[each], language, "R@1") for each in RETRIEVAL)
                p = p_values.get(language, 1.0)
                retrieval.append(
                    f"| {name} | {language} | {figures['R@1'].n} | {recall} | {p:.3f} | "
                    f"{_cell(last, language, 'nDCG@10')} |"
                )
            cells = " | ".join(_cell(last, language, measure) for measure in ANSWER_MEASURES)
            answers.append(f"| {name} | {language} | {figures['Answered'].n} | {cells} |")
    return "\n".join([*retrieval, "", *answers, "", *_table_of_kinds(kinds)])


def _table_of_kinds(reports: dict[str, Report]) -> list[str]:
    lines = [
        "| set | language | n | listed rightly (precision) | listed of all (recall) | list or not | talk found | "
        "others not taken for talk | language of the reply |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, report in reports.items():
        for language in (*(each for each in report.measures if each != "all"), "all"):
            # Every question of these sets says its language, and gets a reply that is in one.
            asked = report[language]["Language"].n
            if asked >= FEW:
                cells = " | ".join(_cell(report, language, measure) for measure in KIND_MEASURES)
                lines.append(f"| {name} | {language} | {asked} | {cells} |")
    return lines


def _cell(report: Report, language: str, measure: str) -> str:
    figure = report[language].get(measure)
    if figure is None:
        return "–"
    return f"{figure.value:.2f}" if measure == "QuotesPerAnswer" else f"{figure.value:.3f}".removeprefix("0")


def main() -> None:
    """Runs everything, rewrites the part of the README between its two marks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--replace", action="store_true", help="overwrite reports of another version")
    parser.add_argument("--limit", type=int, help="only the first questions of each set")
    given = parser.parse_args()
    reports = {
        task.name: {retrieval: run(task, retrieval, given.replace, given.limit) for retrieval in RETRIEVAL}
        for task in tasks(given.sets)
    }
    kinds = {path: run(Task(path, ROOT / path), RETRIEVAL[-1], given.replace, given.limit) for path in KINDS}
    found = tables(reports, kinds)
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(START)
    _old, _, after = rest.partition(END)
    readme.write_text(f"{before}{START}\n\n{found}\n\n{END}{after}", encoding="utf-8")
    print(found)


if __name__ == "__main__":
    main()
