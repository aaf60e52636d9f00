from pathlib import Path

import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.recognise import open_question_set
from rag.evaluation.formats.trec import read_qrels
from rag.evaluation.question_set import Question, SourcePassage

from .write import lines_file, text_file

TOPICS = """<top>
<num> Number: 301
<title> International
Organized Crime

<desc> Description: ignored
</top>
<top><num>302</num><title>Polio</title></top>
"""
EXPECTED = [
    Question("301", "International Organized Crime", relevant={"FT1": 2}),
    Question("302", "Polio", relevant={}),
]


def test_sgml_topics_with_judgements(tmp_path: Path) -> None:
    topics = text_file(tmp_path / "topics.301-302", TOPICS)
    qrels = text_file(tmp_path / "qrels", "301 0 FT1 2\n301 0 FT2 0\n301 0 FT3 -1\n")
    found = open_question_set(topics, qrels=qrels)
    assert (found.format, found.read_passages) == ("TREC topics with qrels", None)
    assert list(found.read_questions()) == EXPECTED


@pytest.mark.parametrize("packed", [True, False])
def test_a_folder_of_topics_judgements_and_passages(tmp_path: Path, packed: bool) -> None:
    ending = ".gz" if packed else ""
    text_file(tmp_path / f"topics.tsv{ending}", "q1\tWho  signed?\n", packed=packed)
    text_file(tmp_path / f"qrels.txt{ending}", "q1 Q0 d1 1\n", packed=packed)
    lines_file(tmp_path / f"corpus.jsonl{ending}", {"docid": "d1", "contents": "Omar signed."}, packed=packed)
    found = open_question_set(tmp_path)
    assert list(found.read_questions()) == [Question("q1", "Who signed?", relevant={"d1": 1})]
    assert found.read_passages is not None
    assert list(found.read_passages()) == [SourcePassage("d1", "", "Omar signed.")]


def beir(folder: Path, split: str = "test", ending: str = "") -> Path:
    packed = bool(ending)
    passage = {"_id": "d1", "title": "T", "text": "Omar signed.", "metadata": {}}
    lines_file(folder / f"corpus.jsonl{ending}", passage, packed=packed)
    judged = {"_id": "q1", "text": "Who signed?", "metadata": {"lang": "en", "answers": ["Omar"]}}
    lines_file(folder / f"queries.jsonl{ending}", judged, {"_id": "q2", "text": "Not judged"}, packed=packed)
    text_file(
        folder / f"qrels/{split}.tsv{ending}", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n", packed=packed
    )
    return folder


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize("split", ["test", "dev", "train"])
def test_a_beir_folder(tmp_path: Path, split: str, ending: str) -> None:
    found = open_question_set(beir(tmp_path / "nano", split, ending))
    assert (found.name, found.format) == ("nano", f"BEIR folder, split {split}")
    assert list(found.read_questions()) == [Question("q1", "Who signed?", "en", ("Omar",), {"d1": 1})]
    assert found.read_passages is not None
    assert list(found.read_passages()) == [SourcePassage("d1", "T", "Omar signed.")]


def test_of_several_splits_test_is_taken(tmp_path: Path) -> None:
    beir(tmp_path, "train")
    assert open_question_set(beir(tmp_path)).format == "BEIR folder, split test"


@pytest.mark.parametrize("part", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_the_part_that_a_beir_folder_lacks_is_named(tmp_path: Path, part: str) -> None:
    (beir(tmp_path) / part).unlink()
    with pytest.raises(DatasetError, match=f"recognised as a BEIR folder, but {part} is missing"):
        open_question_set(tmp_path)


@pytest.mark.parametrize(("there", "missing"), [("topics.txt", "qrels.txt"), ("qrels.txt", "topics.txt")])
def test_the_part_that_a_trec_folder_lacks_is_named(tmp_path: Path, there: str, missing: str) -> None:
    text_file(tmp_path / there, "x")
    with pytest.raises(DatasetError, match=f"recognised as a TREC folder, but {missing} is missing"):
        open_question_set(tmp_path)


def test_topics_without_judgements_say_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="recognised as TREC topics, but the judgements are missing: add --qrels"):
        open_question_set(text_file(tmp_path / "topics", TOPICS))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q1 d1\n", "line 1: a judgement is .* this line has 2 columns"),
        ("q1 0 d1 1 extra\n", "line 1: a judgement is .* this line has 5 columns"),
        ("q1 0 d1 1\nq1 0 d2 good\n", "line 2: the grade 'good' is not a whole number"),
        ("q1 0 d1 1\nq1 0 d2 ²\n", "line 2: the grade '²' is not a whole number"),
        ("q1 0 d1 1\nq1 0 d2 0.5\n", "line 2: the grade '0.5' is not a whole number"),
    ],
)
def test_judgements_that_cannot_be_used_are_named_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        read_qrels(text_file(tmp_path / "qrels", text))


def test_ids_in_judgements_with_tabs_may_have_spaces(tmp_path: Path) -> None:
    assert read_qrels(text_file(tmp_path / "qrels", "q 1\t0\td 1\t3\n")) == {"q 1": {"d 1": 3}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q1 Who?\n", "line 1: a topic is an id, a tab and a question"),
        ("<top><num>1</top>", "has no <num> or no <title>"),
    ],
)
def test_topics_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    topics, qrels = text_file(tmp_path / "t", text), text_file(tmp_path / "q", "q1 0 d 1\n")
    with pytest.raises(DatasetError, match=message):
        list(open_question_set(topics, qrels=qrels).read_questions())
