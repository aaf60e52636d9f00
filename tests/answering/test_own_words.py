import re

import pytest

from rag.answering.own_words import own_words
from rag.corpus.profile import KINDS, PARTY_KINDS, STATUSES
from rag.question.talk_words import KINDS as TALK
from rag.text.language import LANGUAGES, Language


def texts(language: Language) -> dict[str, str]:
    return {
        f"{section}.{name}": text
        for section, content in own_words(language).items()
        for name, text in content.items()
        if isinstance(text, str)
    }


def braces(language: Language) -> dict[str, list[str]]:
    return {name: sorted(re.findall(r"{(\w+)}", text)) for name, text in texts(language).items()}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_language_has_the_same_texts_with_the_same_names_to_fill_in(language: Language) -> None:
    assert braces(language) == braces("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_profile_or_talk_can_be_has_a_name(language: Language) -> None:
    words = own_words(language)
    assert set(words["kinds"]) == {*KINDS, "other"}
    assert set(words["status"]) == set(STATUSES)
    assert set(words["party"]) == {*PARTY_KINDS, "none"}
    assert [kind for kind in TALK if kind not in words["talk"]] == []
    assert set(words["talk"]["languages"]) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_space_around_it_but_where_it_joins(language: Language) -> None:
    assert [name for name, text in texts(language).items() if not text.strip()] == []
    joining = {"collection.or", "collection.comma"}
    assert {name for name, text in texts(language).items() if text != text.strip()} <= joining


@pytest.mark.parametrize(("language", "yes"), [("fr", "Oui"), ("ar", "نعم"), ("en", "Yes")])
def test_the_texts_are_in_the_language(language: Language, yes: str) -> None:
    assert own_words(language)["talk"]["yes"].startswith(yes)


def test_a_language_without_words_is_no_silent_default() -> None:
    with pytest.raises(FileNotFoundError):
        own_words("de")  # type: ignore[arg-type]
