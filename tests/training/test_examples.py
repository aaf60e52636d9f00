import itertools
import random

from tokenizers import Tokenizer

from rag.embedding.encoder import Encoder
from training.examples import Example, Mined, checksum, epoch, nearest
from training.model import LONGEST, encode
from training.negatives import elsewhere, mine
from training.sets import Asked
from training.windows import LONGEST as LONGEST_WINDOW
from training.windows import window_around, windows

TEXT = (
    "The dam of Bin el Ouidane was finished in 1953. It stands on the river El Abid. Its wall is 132 metres high. "
    "Engineers from Marseille drew the plans. The lake behind it holds 1.3 billion cubic metres of water, and it feeds "
    "the plain of Tadla. A power station below the wall has three turbines. Anglers come from all over the country "
    "for its trout. A road of 30 kilometres leads from Azilal to the lake. Two villages were moved for it."
)


def asked(answer: str, question: str = "When was the dam finished?") -> Asked:
    start = TEXT.index(answer) if answer else 0
    spans = ((start, start + len(answer)),) if answer else ()
    return Asked("1", question, "Bin el Ouidane", TEXT, "en", spans, "test")


def test_windows_cover_the_text_and_are_of_whole_sentences() -> None:
    found = windows(TEXT, "en")
    assert found[0].start == 0
    assert found[-1].end == len(TEXT)
    assert all(each.end - each.start <= LONGEST_WINDOW["en"] for each in found)
    assert all(later.start < earlier.end for earlier, later in itertools.pairwise(found))


def test_a_window_around_a_span_holds_it_wherever_it_stands() -> None:
    span = asked("30 kilometres").spans[0]
    found = {window_around(TEXT, "en", span, random.Random(seed)) for seed in range(20)}
    assert len(found) > 1
    assert all(each.start <= span[0] and span[1] <= each.end for each in found)


def test_an_epoch_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    questions = [Mined(asked("1953"), ()), Mined(asked("Marseille", "Where did the plans come from?"), ())]
    assert checksum(epoch(questions, 0, 1)) == checksum(epoch(questions, 0, 1))
    assert len({checksum(epoch(questions, number, 1)) for number in range(10)}) > 1


def test_an_answered_example_has_its_answer_and_a_negative_has_not() -> None:
    for seed in range(30):
        for each in epoch([Mined(asked("1953"), ())], 0, seed):
            assert each.text[each.start : each.end] == "1953" if each.end else "1953" not in each.text


def test_a_question_without_answer_is_shown_the_window_with_its_words() -> None:
    window = nearest("How many turbines has the power station?", TEXT, "en")[0]
    assert "turbines" in TEXT[window.start : window.end]
    (example,) = epoch([Mined(asked("", "How many turbines had the power station in 1960?"), ())], 0, 1)
    assert (example.start, example.end) == (0, 0)


def test_windows_elsewhere_do_not_touch_the_answer() -> None:
    found = elsewhere(asked("1953"))
    assert found
    assert all("1953" not in TEXT[each.start : each.end] for each in found)


def test_mined_texts_look_like_an_answer_and_hold_none(tmp_path) -> None:
    other = Asked("2", "x", "Al Massira", "The dam of Al Massira was finished in 1979.", "en", ((38, 42),), "test")
    same = Asked("3", "x", "Copy", "A dam was finished in 1953 elsewhere.", "en", ((22, 26),), "test")
    found = mine([asked("1953"), other, same], tmp_path / "index")
    assert found[0] == (("Al Massira", other.text),)


def test_tokens_of_the_answer_are_found_again(encoder: Encoder) -> None:
    tokenizer: Tokenizer = encoder._tokenizer
    start = TEXT.index("132 metres")
    found = encode(tokenizer, Example("How high is it?", "Bin el Ouidane", TEXT, start, start + 10, ""))
    assert len(found.ids) <= LONGEST
    assert tokenizer.decode(found.ids[found.start : found.end + 1]) == "132 metres"
    assert tokenizer.decode(found.ids[found.window : found.window + 2]) == "The dam"


def test_an_answer_that_is_cut_off_is_none(encoder: Encoder) -> None:
    text = "word " * 300 + "end"
    found = encode(encoder._tokenizer, Example("What?", "", text, len(text) - 3, len(text), ""))
    assert (found.start, found.end) == (0, 0)
