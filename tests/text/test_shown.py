import pytest

from rag.text.shown import as_line, isolated, set_in, shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\u202e12 million\u202c", "12 million"),
        ("a\u200b\u2060\ufeff\u00adb\x00\x1b[31m", "ab[31m"),
        ("one\ntwo\u2028three\r\nfour", "one two three four"),
        ("x" + "\u0301" * 50, "x" + "\u0301" * 4),
        ("\ud800\ue000\U000e0041x", "x"),
        ("1\u00a0000 km\u202f: oui", "1\u00a0000 km\u202f: oui"),
        ("1447 ه\u200d، می\u200cخواهم", "1447 ه\u200d، می\u200cخواهم"),
        ("أُعْلِنَ ٢٠٢٥ ✅️", "أُعْلِنَ ٢٠٢٥ ✅️"),
    ],
)
def test_only_what_a_reader_sees_is_shown(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("[3]", "(3)"),
        ("[٣]", "(٣)"),
        ("[1, 2] [1-3] [ 3 ]", "(1, 2) (1-3) ( 3 )"),
        ("【3】［３］〔3〕", "(3)(３)(3)"),
        ("[\u200b3\u2060]", "(3)"),
        ("[3\u0301]", "(3\u0301)"),
        ("[[3]]", "((3))"),
        ("[³] [Ⅲ] [l] [ا]", "(³) (Ⅲ) (l) (ا)"),
        ("[note 3]", "(note 3)"),
        ("the end [3", "the end (3"),
        ("3] begins", "3) begins"),
        ("[sic] […] [le ministre]", "[sic] […] [le ministre]"),
        ("{3} (3)", "{3} (3)"),
    ],
)
def test_no_marker_can_be_typed(typed: str, set_: str) -> None:
    assert set_in(typed) == set_


def test_a_line_without_arabic_needs_no_isolates() -> None:
    assert as_line(f"- {isolated('A title')} · 2025") == "- A title · 2025"


def test_arabic_in_a_line_is_isolated() -> None:
    assert as_line(f"Cité : {isolated('وقعت')} [1]") == "Cité : \u2068وقعت\u2069 [1]"
    assert as_line(f"تم البحث عن: {isolated('Mistral')}") == "تم البحث عن: \u2068Mistral\u2069"


def test_a_line_of_isolated_arabic_runs_from_right_to_left() -> None:
    assert as_line(f"{isolated('وقعت Mistral AI.')} [1]") == "\u200f\u2068وقعت Mistral AI.\u2069 [1]"
    assert isolated("") == ""
