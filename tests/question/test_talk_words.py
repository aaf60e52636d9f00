import pytest

from rag.question.talk_words import KINDS, Kind, best_kind, cover, fold, speaks_to_chat, talk_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BONJOUUUR !", ("bonjour",)),
        ("À bientôt", ("a", "bientot")),
        ("c'est", ("c", "est")),
        ("@+ ou à+", ("@+", "ou", "a+")),
        ("أهلاً وسهلًا", ("اهلا", "وسهلا")),
        ("ههههه", ("ه",)),
        ("aa 11", ("aa", "11")),
        ("👍 ?!", ()),
    ],
)
def test_a_word_has_one_spelling(text: str, words: tuple[str, ...]) -> None:
    assert fold(text) == words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Bonjour", {"greeting"}),
        ("Salut, ça va ?", {"greeting", "how-are-you"}),
        ("Merci et au revoir", {"thanks", "farewell"}),
        ("merci beaucoup", {"thanks"}),
        ("ok", {"acknowledgement"}),
        ("السلام عليكم", {"greeting"}),
        ("شكرا بزاف", {"thanks"}),
        ("salam labas", {"greeting", "how-are-you"}),
        ("bonjuor", {"greeting"}),
        ("Thank you for your help", {"thanks"}),
    ],
)
def test_an_input_made_of_phrases_has_their_kinds(text: str, kinds: set[str]) -> None:
    assert cover(fold(text)) == kinds


@pytest.mark.parametrize("text", ["", "Bonjour Toubkal", "le monde", "beaucoup", "qui a signé", "Toubkal merci"])
def test_an_input_with_anything_else_or_no_phrase_at_all_has_none(text: str) -> None:
    assert cover(fold(text)) == frozenset()


@pytest.mark.parametrize("word", ["bonjuor", "bonjor", "bounjour", "bonjoir"])
def test_a_word_of_one_letter_wrong_is_the_phrase(word: str) -> None:
    assert cover((word,)) == {"greeting"}


@pytest.mark.parametrize("word", ["slut", "bonjrous", "nonjour"], ids=["short", "two letters", "the first letter"])
def test_a_short_word_or_one_further_apart_is_not(word: str) -> None:
    assert cover((word,)) == frozenset()


def test_a_word_that_is_known_is_not_misspelt() -> None:
    # One letter from "cimer", which is thanks.
    assert "citer" in talk_words().known
    assert cover(("citer",)) == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qui es-tu ?", True),
        ("ce site est officiel ?", True),
        ("your sources", True),
        ("ما هي مصادرك؟", True),
        ("شكون نتا", True),
        ("smitek ?", True),
        ("Qui l'a signé ?", False),
        ("le site de la CNDP", False),
        ("ما هي مصادر التمويل؟", False),
        ("", False),
    ],
)
def test_an_addressee_is_a_whole_phrase(text: str, expected: bool) -> None:
    assert speaks_to_chat(fold(text)) is expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("quelles langues parles-tu", "capabilities"),
        ("what are your sources and documents", "scope"),
        ("ما اسمك", "identity"),
        ("documents question", "capabilities"),
        ("Toubkal", None),
    ],
)
def test_the_kind_is_what_most_words_are_about_and_the_first_of_several(text: str, kind: Kind | None) -> None:
    assert best_kind(fold(text)) == kind


def test_the_order_of_kinds_is_the_one_in_which_they_are_answered() -> None:
    assert (
        *("capabilities", "scope", "identity", "how-are-you"),
        *("thanks", "farewell", "greeting", "acknowledgement"),
    ) == KINDS


def test_words_of_all_lists_and_those_that_only_ask_are_known() -> None:
    words = talk_words()
    assert {"bonjour", "beaucoup", "tu", "langues", "quels", "which", "اي", "et"} <= words.known
    assert not {"signature", "budget", "toubkal"} & words.known


def test_no_phrase_is_longer_than_the_longest() -> None:
    words = talk_words()
    assert max(map(len, (*words.phrases, *words.addressee))) == words.longest


def test_the_phrases_are_those_of_all_languages() -> None:
    assert {("merci",), ("thanks",), ("شكرا",), ("chokran",)} <= set(talk_words().phrases)
