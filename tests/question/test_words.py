from collections.abc import Iterator

import pytest

from rag.corpus.countries import is_country
from rag.corpus.profile import KINDS as DOCUMENT_KINDS
from rag.corpus.profile import PARTY_KINDS, STATUSES
from rag.question.lexicon import SECTIONS, read_words, stems
from rag.question.talk_words import KINDS, fold
from rag.text.language import LANGUAGES, Language

OTHER_SECTIONS = {"plural", "other", "about", "yes_no"}
NAMES = {
    "ask": {"which", "what", "list", "count", "timeline", "latest", "earliest", "mention"},
    "time": {"from", "after", "to", "before", "joined", "this_year", "last_year"},
    "empty": {"words"},
    "plural": {"words"},
    "other": {"words", "place"},
    "about": {"definition", "summary", "please"},
    "yes_no": {"openings", "requests", "whether", "negations", "hedges", "reasons"},
    "status": set(STATUSES),
    "party": {*PARTY_KINDS, "international", "foreign"},
    "number": {str(number) for number in range(2, 11)},
}


def lists(name: str) -> Iterator[tuple[str, str, list[str]]]:
    for section, names in read_words(name).items():
        for each, phrases in names.items():
            yield section, each, phrases


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_sections_and_no_other(language: Language) -> None:
    assert set(read_words(language)) == {*SECTIONS, *OTHER_SECTIONS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", NAMES)
def test_each_section_has_the_names_that_code_reads(language: Language, section: str) -> None:
    assert set(read_words(language)[section]) == NAMES[section]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_document_has_a_word(language: Language) -> None:
    # Arabic has one word for an agreement and a convention.
    own = set(DOCUMENT_KINDS) - ({"convention"} if language == "ar" else set())
    assert set(read_words(language)["kind"]) == own | {"agreement", "document"}


def test_the_languages_name_the_same_nationalities() -> None:
    french, arabic, english = (set(read_words(language)["nationality"]) for language in LANGUAGES)
    assert french == arabic == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_nationalities_are_countries(language: Language) -> None:
    assert [code for code in read_words(language)["nationality"] if not is_country(code)] == []


@pytest.mark.parametrize("name", [*LANGUAGES, "talk"])
def test_every_phrase_is_a_string_without_space_around_it(name: str) -> None:
    assert [each for *_, phrases in lists(name) for each in phrases if not each or each != each.strip()] == []


@pytest.mark.parametrize("name", [*LANGUAGES, "talk"])
def test_only_the_list_of_irregular_plurals_may_be_empty(name: str) -> None:
    assert {section for section, _, phrases in lists(name) if not phrases} <= {"plural"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_has_stems(language: Language) -> None:
    assert [each for *_, phrases in lists(language) for each in phrases if not stems(each, language)] == []


def test_every_phrase_of_talk_folds_to_words() -> None:
    assert [each for *_, phrases in lists("talk") for each in phrases if not fold(each)] == []


def test_talk_has_its_sections() -> None:
    assert set(read_words("talk")) == {"phrases", "beside", "addressee", "about"}


def test_every_kind_of_talk_has_phrases_or_words() -> None:
    talk = read_words("talk")
    assert set(talk["phrases"]) | set(talk["about"]) - {"generic"} == set(KINDS)


def test_talk_has_no_kind_that_code_does_not_know() -> None:
    talk = read_words("talk")
    assert {*talk["phrases"], *talk["about"]} - {*KINDS, "generic"} == set()


@pytest.mark.parametrize("section", ["phrases", "beside", "addressee", "about"])
def test_no_phrase_of_talk_stands_twice_in_one_list(section: str) -> None:
    for name, phrases in read_words("talk")[section].items():
        assert sorted({each for each in phrases if phrases.count(each) > 1}) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", [*SECTIONS, *sorted(OTHER_SECTIONS)])
def test_no_phrase_stands_twice_in_one_list(language: Language, section: str) -> None:
    for name, phrases in read_words(language)[section].items():
        assert sorted({each for each in phrases if phrases.count(each) > 1}) == [], name


def test_no_phrase_of_talk_is_of_two_kinds_by_its_spellings() -> None:
    kinds: dict[tuple[str, ...], set[str]] = {}
    for _, kind, phrases in ((s, k, p) for s, k, p in lists("talk") if s == "phrases"):
        for phrase in phrases:
            kinds.setdefault(fold(phrase), set()).add(kind)
    assert {phrase: found for phrase, found in kinds.items() if len(found) > 1} == {}
