import pytest

from rag.question.lexicon import SECTIONS, Found, find, lexicon, one_apart, read_words, stem, stems, words_of
from rag.text.language import LANGUAGES, Language


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'accord d’Oujda", ["l", "accord", "d", "Oujda"]),
        ("Peut-on ?", ["Peut", "on"]),
        ("U.S., AT&T!", ["U.S", "AT&T"]),
        ("مُذكّرة تـفاهم", ["مذكرة", "تفاهم"]),
        ("2025-09-12", ["2025", "09", "12"]),
        ("?!", []),
    ],
)
def test_words_are_parted_by_apostrophes_and_hyphens_not_by_vowel_signs(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("accord", "Accords", "fr"),
        ("société", "Societes", "fr"),
        ("agreement", "agreements", "en"),
        ("اتفاقيات", "الاتفاقيات", "ar"),
        ("accords", "accord", "ar"),
    ],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str, language: Language) -> None:
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("word", "language", "written"), [("Quels", "fr", "quels"), ("Which", "en", "which"), ("أين", "ar", "اين")]
)
def test_a_word_that_is_not_searched_is_its_own_stem(word: str, language: Language, written: str) -> None:
    assert stem(word, language) == written


def test_a_latin_word_amid_arabic_ones_has_a_french_stem() -> None:
    assert stems("les conventions ديال", "ar")[:2] == ["les", "convent"]


def test_a_latin_word_with_digits_is_no_french_word() -> None:
    assert (stem("conventions", "ar"), stem("conventions2", "ar")) == ("convent", "conventions2")


@pytest.mark.parametrize(
    ("text", "language", "length", "role"),
    [
        ("mémorandum d'entente signé", "fr", 3, ("kind", "memorandum")),
        ("projets de loi", "fr", 3, ("kind", "law")),
        ("international organisations", "en", 2, ("party", "international")),
        ("last year", "en", 2, ("time", "last_year")),
        ("مذكرة تفاهم", "ar", 2, ("kind", "memorandum")),
        ("accords", "ar", 1, ("kind", "agreement")),
    ],
)
def test_the_longest_phrase_counts(text: str, language: Language, length: int, role: tuple[str, str]) -> None:
    assert lexicon(language).at(find(words_of(text), language), 0) == (length, (role,))


def test_a_word_of_a_longer_phrase_is_nothing_by_itself() -> None:
    assert lexicon("fr").at(find(["centre"], "fr"), 0) == (0, ())


def test_a_phrase_is_read_from_the_place_that_is_asked_for() -> None:
    found = find(words_of("les projets de loi"), "fr")
    assert lexicon("fr").at(found, 1) == (3, (("kind", "law"),))
    assert lexicon("fr").at(found, len(found)) == (0, ())


def test_a_phrase_of_several_roles_has_them_in_the_order_of_the_sections() -> None:
    assert lexicon("fr").roles[("marocain",)] == (("nationality", "MA"), ("empty", "words"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_follow_the_order_of_the_sections(language: Language) -> None:
    for known in lexicon(language).roles.values():
        places = [SECTIONS.index(section) for section, _ in known]
        assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_phrase_of_a_language_can_be_found(language: Language) -> None:
    words = lexicon(language)
    phrase = max(words.roles, key=len)
    assert words.at([Found("", each) for each in phrase], 0) == (len(phrase), words.roles[phrase])
    assert words.stems.issuperset(phrase)


def test_only_arabic_also_has_the_french_phrases() -> None:
    assert ("accord",) in lexicon("ar").roles
    assert ("lois",) not in lexicon("en").roles
    assert ("اتفاقيا",) not in lexicon("fr").roles


def test_a_file_is_read_once() -> None:
    assert read_words("fr") is read_words("fr")


@pytest.mark.parametrize(
    "other", ["acord", "accort", "acccord", "acocrd", "accorrd", "accords", "accord"], ids=lambda word: word
)
def test_words_with_one_letter_less_more_changed_or_swapped_are_near(other: str) -> None:
    assert one_apart("accord", other, 5)
    assert one_apart(other, "accord", 5)


@pytest.mark.parametrize(
    ("word", "other"),
    [("accord", "accordss"), ("accord", "bccord"), ("abcde", "adcbe"), ("abcd", "abce"), ("accord", "acxrd")],
    ids=["two more", "another first letter", "swapped apart", "too short", "one less and one changed"],
)
def test_words_further_apart_are_not(word: str, other: str) -> None:
    assert not one_apart(word, other, 5)


def test_how_short_a_word_may_be_is_given() -> None:
    assert one_apart("abcd", "abce", 4)


@pytest.mark.parametrize(
    ("word", "language", "role"),
    [
        ("organisations", "fr", ("party", "organisation")),
        ("organisés", "fr", ("status", "held")),
        ("organisée", "fr", ("status", "held")),
        ("organisations", "en", ("party", "organisation")),
        ("organised", "en", ("status", "held")),
        ("معاهد", "ar", ("kind", "institution")),
        ("المعاهد", "ar", ("kind", "institution")),
        ("معاهدة", "ar", ("kind", "agreement")),
        ("معاهدات", "ar", ("kind", "agreement")),
    ],
)
def test_a_word_that_is_listed_counts_before_others_of_its_stem(
    word: str, language: Language, role: tuple[str, str]
) -> None:
    assert lexicon(language).roles_of(find([word], language))[0] == role


@pytest.mark.parametrize(
    ("word", "role"),
    [("dès", ("time", "from")), ("des", ("empty", "words")), ("à", ("time", "joined")), ("a", ("empty", "words"))],
)
def test_a_word_without_its_accent_is_another_where_that_is_listed(word: str, role: tuple[str, str]) -> None:
    assert lexicon("fr").roles_of(find([word], "fr"))[0] == role


def test_accents_may_be_left_out_otherwise() -> None:
    assert lexicon("fr").roles_of(find(["apres"], "fr")) == (("time", "after"),)
