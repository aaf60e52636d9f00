from training.writing.lines import UnusableLineError, Written, read_sheet
from training.writing.passages import Passage, may_be_trained_on
from training.writing.second_reading import agreed, agreement, shown
from training.writing.sheets import VARIETIES, Sheet

PASSAGE = Passage("miracl-en-1#0", "en", "Bin el Ouidane", "The dam was finished in 1953, and Coyne drew the plans.")
SHEET = Sheet("en-01", next(each for each in VARIETIES if each.name == "en"), (PASSAGE,))
LINES = """### P1
A when | In what year did work on the barrage end? | 1953
N detail | What did the barrage cost?
1A who | Who designed the barrage? | Coyne
2N | And who built it? | Who built the barrage designed by Coyne?
3A | When was it ready? | When was the barrage ready? | in 1953
"""


def test_lines_become_questions_with_places() -> None:
    found = list(read_sheet(SHEET, LINES))
    assert all(isinstance(each, Written) for each in found)
    answers = [[PASSAGE.text[a:b] for a, b in each.spans] for each in found]
    assert answers == [["1953"], [], ["Coyne"], [], ["in 1953"]]
    assert found[4].history == ("Who designed the barrage?", "And who built it?")
    assert found[4].complete == "When was the barrage ready?"
    assert found[0].passage == "en/miracl-en-1#0"


def test_a_span_that_is_not_there_and_a_field_too_many_are_named() -> None:
    text = "### P1\nA when | When? | 1954\nN year | When? | 1953\n2A | And? | When then? | 1953\nnonsense"
    assert all(isinstance(each, UnusableLineError) for each in read_sheet(SHEET, text))


def test_the_passages_of_an_article_are_on_one_side() -> None:
    for article in range(50):
        sides = {may_be_trained_on(f"miracl-fr-{article}#{part}") for part in range(5)}
        assert len(sides) == 1


def test_two_readers_agree_on_overlapping_words_or_on_nothing() -> None:
    answered, not_answered = ({"spans": [[24, 28]]}, {"spans": []})
    assert agreement(PASSAGE, answered, "in 1953") > 0.5
    assert agreement(PASSAGE, answered, "") == 0
    assert agreement(PASSAGE, not_answered, "") == 1
    assert agreement(PASSAGE, not_answered, "Coyne") == 0


def test_only_what_both_say_is_kept(tmp_path) -> None:
    questions = [
        {"id": "en-01/x/1", "passage": "en/miracl-en-1#0", "spans": [[24, 28]]},
        {"id": "en-01/x/2", "passage": "en/miracl-en-1#0", "spans": []},
        {"id": "en-01/x/3", "passage": "en/miracl-en-1#0", "spans": []},
    ]
    said = {"en-01/x/1": "1953", "en-01/x/2": "Coyne", "en-01/x/3": "-"}
    ((_name, ordered),) = shown(questions)
    lines = [f"{number} | {said[each['id']]}" for number, each in enumerate(ordered, 1)]
    (tmp_path / "en-01.txt").write_text("\n".join(lines), encoding="utf-8")
    kept = agreed({"en/miracl-en-1#0": PASSAGE}, questions, tmp_path)
    assert {each["id"] for each in kept} == {"en-01/x/1", "en-01/x/3"}
