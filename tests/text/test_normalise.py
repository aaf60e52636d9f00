from pathlib import Path

import pytest

from rag.corpus.corpus import read_corpus
from rag.text.normalise import clean, clean_line, normalise, without_accents, without_private

DOCUMENTS = Path(__file__).parents[2] / "documents"


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("أمل", "امل"),
        ("إدارة", "اداره"),
        ("آرثر", "ارثر"),
        ("ٱلمغرب", "المغرب"),
        ("مستشفى", "مستشفي"),
        ("وزیر", "وزير"),
        ("اتفاقية", "اتفاقيه"),
        ("مؤسسة", "موسسه"),
        ("هيئة", "هييه"),
        ("کتاب", "كتاب"),
        ("إگودار", "اكودار"),
        ("أڭادير", "اكادير"),
    ],
)
def test_forms_of_arabic_letters(written, same):
    assert normalise(written) == same


def test_the_hamza_that_stands_alone_stays():
    assert normalise("ذكاء") == "ذكاء"


def test_arabic_diacritics_are_dropped():
    assert normalise("مُحَمَّدٌ") == "محمد"


def test_tatweel_is_dropped():
    assert normalise("المـــغرب") == "المغرب"


@pytest.mark.parametrize("written", ["٢٠٢٥", "۲۰۲۵", "2025", "２０２５"])
def test_digits_of_every_script(written):
    assert normalise(written) == "2025"


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("œuvre", "oeuvre"),
        ("Œuvre", "oeuvre"),
        ("et cætera", "et caetera"),
        ("CÆSAR", "caesar"),
        ("ﬁnance", "finance"),
        ("ﻻ", "لا"),
        ("ﺍﻟﻤﻐﺮﺏ", "المغرب"),
    ],
)
def test_ligatures_and_presentation_forms(written, same):
    assert normalise(written) == same


@pytest.mark.parametrize("written", ["l'accord", "l’accord", "lʼaccord", "L’ACCORD"])
def test_apostrophes_and_case(written):
    assert normalise(written) == "l'accord"


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200e", "\u200f", "\u202b", "\u202c", "\u2067", "\u2069", "\u061c", "\ufeff", "\u00ad"]
)
def test_characters_that_are_not_seen_are_dropped(mark):
    assert normalise(f"المغ{mark}رب") == "المغرب"


def test_accents_of_latin_letters_stay_in_one_form():
    assert normalise("E\u0301te\u0301") == "été"


def test_no_break_spaces_match_spaces():
    assert normalise("12\u00a0000\u202f000") == "12 000 000"


def test_normalising_the_letters_of_the_three_languages_twice_changes_nothing():
    letters = [chr(code) for code in (*range(0x20, 0x250), *range(0x600, 0x700), *range(0xFB50, 0xFE00))]
    once = [normalise(letter) for letter in letters]
    assert [normalise(letter) for letter in once] == once


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_normalising_an_article_twice_changes_nothing(language):
    once = {document.path: normalise(document.text) for document in read_corpus(DOCUMENTS / language, 1e7)}
    assert len(once) > 30
    assert {path: normalise(text) for path, text in once.items()} == once


def test_line_ends_become_one_kind():
    assert clean("un\r\ndeux\rtrois\nquatre") == "un\ndeux\ntrois\nquatre"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_rare_line_ends_do_not_glue_words_together(end):
    assert clean(f"un{end}deux") == "un\ndeux"


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\ud800", "\ue000", "\uffff"])
def test_characters_that_are_no_text_are_removed(character):
    assert clean(f"ac{character}cord") == "accord"


@pytest.mark.parametrize("character", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_private_characters_are_dropped(character):
    assert without_private(f"ac{character}cord{character}") == "accord"


def test_all_but_private_characters_stay():
    text = " Accord\r\n\t\0 اتفاقية\u200f \ud7ff\uf900\uffff🙂 "
    assert without_private(text) == text


def test_characters_to_keep_stay_and_others_of_their_kind_do_not():
    assert clean("un\ue000 \ue001deux\x07", keep="\ue000") == "un\ue000 deux"
    assert clean("un\x07\x08", keep="\x07\x08") == "un\x07\x08"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\t", " "])
def test_a_single_space_of_any_kind_is_kept(space):
    assert clean(f"Qui{space}?") == f"Qui{space}?"


@pytest.mark.parametrize("spaces", ["  ", " \u00a0", "\t\t", " \t \u202f"])
def test_several_spaces_become_one(spaces):
    assert clean(f"un{spaces}deux") == "un deux"


def test_space_around_lines_is_removed():
    assert clean("\u00a0 un \n\t deux \n") == "un\ndeux"


def test_several_empty_lines_become_one():
    assert clean("un\n\n \n\n\ndeux") == "un\n\ndeux"


def test_letters_and_accents_are_composed():
    assert clean("signe\u0301") == "signé"


def test_arabic_writing_stays_as_it_is():
    assert clean("مُحَمَّد ـ ٢٠٢٥ أإآ") == "مُحَمَّد ـ ٢٠٢٥ أإآ"


def test_stored_texts_are_clean():
    stored = {document.path: document.text for document in read_corpus(DOCUMENTS, 1e7)}
    assert len(stored) > 100
    assert {path: clean(text) for path, text in stored.items()} == stored


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Ministère", "ministere"),
        ("E\u0301TATS-UNIS", "etats-unis"),
        ("Garçon à l’œuvre", "garcon a l'oeuvre"),
        ("Türkiye", "turkiye"),
        ("أَمَل آلاء", "امل الاء"),
        ("ministere", "ministere"),
    ],
)
def test_words_without_their_accents(written, same):
    assert without_accents(written) == same


@pytest.mark.parametrize("text", [" Un\n accord\x07 ", "Un\u00a0accord", "Un\u2028\taccord\ue000"])
def test_a_clean_line_is_one_line(text):
    assert clean_line(text) == "Un accord"


@pytest.mark.parametrize(
    "character", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u206a\ufff9\ufffb\U000e0001\U000e007f"
)
def test_invisible_characters_that_turn_text_are_removed(character):
    assert clean(f"{character}21{character} millions") == clean_line(f"21 {character}millions") == "21 millions"


@pytest.mark.parametrize("between", ["\u202e", "\x07", "\ue000"])
def test_a_letter_and_its_accent_are_composed_across_what_is_removed(between):
    once = clean(f"signe{between}\u0301")
    assert once == clean(once) == "signé"
