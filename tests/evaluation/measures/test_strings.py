import pytest

from rag.evaluation.measures.strings import contains, exact_match, normalise_answer, token_f1, without_markers


@pytest.mark.parametrize(
    ("text", "language", "normal"),
    [
        ("The  Panthers' defense!", "en", "panthers defense"),
        ("a cat, an owl and the dog", "en", "cat owl and dog"),
        ("Theatre another", "en", "theatre another"),  # articles are whole words
        ("state-of-the-art", "en", "stateoftheart"),  # punctuation goes first, as in SQuAD's script
        ("“Rabat” — 2025…", "en", "rabat 2025"),
        ("$5 + 3", "en", "5 3"),  # string.punctuation also holds + and $
        ("L'accord de Rabat", "fr", "accord de rabat"),
        ("l’École", "fr", "école"),
        ("de la ville, du pays, des gens, d'une ville", "fr", "ville pays gens ville"),
        ("Les deux; une seule", "fr", "deux seule"),
        ("lesson", "fr", "lesson"),
        ("المغرب والمملكة", "ar", "مغرب و مملكة"),
        ("الرباط، المغرب؟", "ar", "رباط مغرب"),
        ("«الرباط»؛", "ar", "رباط"),
    ],
)
def test_answers_are_compared_in_this_form(text: str, language: str, normal: str) -> None:
    assert normalise_answer(text, language) == normal  # type: ignore[arg-type]


def test_exact_match_forgives_articles_case_and_punctuation_only() -> None:
    assert exact_match("the Denver Broncos.", "Denver Broncos", "en") == 1
    assert exact_match("Denver Broncos team", "Denver Broncos", "en") == 0
    assert exact_match("الرباط.", "رباط", "ar") == 1
    assert exact_match("L’Université", "université", "fr") == 1


def test_token_f1_by_hand() -> None:
    # given: denver broncos won; gold: broncos won twice; shared 2: precision 2/3, recall 2/3
    assert token_f1("The Denver Broncos won", "Broncos won twice", "en") == pytest.approx(2 / 3)
    # given 5 tokens, gold 2, shared 2: precision 2/5, recall 1, F1 = 2 * 0.4 / 1.4
    assert token_f1("in 1998 by two ministers", "two ministers", "en") == pytest.approx(0.8 / 1.4)


def test_a_repeated_token_counts_as_often_as_it_stands_in_both() -> None:
    # shared: one "la la" pair of two against three: precision 2/3, recall 2/2
    assert token_f1("da da da", "da da", "en") == pytest.approx(2 * (2 / 3) / (2 / 3 + 1))


def test_token_f1_in_arabic_ignores_the_article() -> None:
    # given: وزارة انتقال رقمي; gold: انتقال رقمي: precision 2/3, recall 1
    assert token_f1("وزارة الانتقال الرقمي", "الانتقال الرقمي", "ar") == pytest.approx(0.8)


@pytest.mark.parametrize(("given", "gold", "score"), [("", "", 1), ("x", "", 0), ("", "x", 0), ("the", "a", 1)])
def test_an_empty_side_is_right_only_with_the_other_empty(given: str, gold: str, score: float) -> None:
    assert token_f1(given, gold, "en") == score
    assert exact_match(given, gold, "en") == score


def test_containment_is_of_whole_tokens() -> None:
    assert contains("It opened in 1998 in Rabat.", "1998", "en")
    assert not contains("It cost 19980 dirhams.", "1998", "en")
    assert contains("par l'Université Mohammed VI", "l’université Mohammed VI", "fr")
    assert not contains("", "1998", "en")


def test_an_arabic_answer_may_begin_within_a_word() -> None:
    assert contains("وقعت بالرباط", "الرباط", "ar")
    assert contains("وقعت والرباط", "الرباط", "ar")


def test_a_gold_answer_of_articles_is_looked_for_as_it_is() -> None:
    assert contains("The letter A.", "A", "en")
    assert not contains("In Fez.", "the", "en")


def test_markers_are_not_part_of_an_answer() -> None:
    assert without_markers("Signed in Rabat. [1] By two ministers. [2] [13]") == "Signed in Rabat. By two ministers."
