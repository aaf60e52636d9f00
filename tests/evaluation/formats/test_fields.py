import pytest

from rag.errors import DatasetError
from rag.evaluation.formats.fields import as_language, as_question_language, as_status, as_texts


def test_languages_are_written_in_several_ways() -> None:
    codes = ("fr", "AR", "en-GB", "fr_MA", "ara", "ary", "ary_Arab", "", None)
    assert [as_question_language(code, "x") for code in codes] == [
        *("fr", "ar", "en", "fr", "ar", "ary", "ary", None, None)
    ]


@pytest.mark.parametrize("code", ["de", "arz", "ber", "french"])
def test_another_language_is_named_with_those_that_are_spoken(code: str) -> None:
    message = rf"^set, line 3: the language '{code}' is not one of fr, ar, ary, en \(or fra, ara, eng\)$"
    with pytest.raises(DatasetError, match=message):
        as_question_language(code, "set, line 3")


def test_a_passage_in_darija_is_stored_as_arabic() -> None:
    assert [as_language(code, "x") for code in ("ary", "ara", "fra", None)] == ["ar", "ar", "fr", None]


def test_a_status_is_one_that_a_reply_can_have() -> None:
    statuses = ("answered", "uncertain", "abstained", "talk", "", None)
    assert [as_status(value, "x") for value in statuses] == ["answered", "uncertain", "abstained", "talk", None, None]


@pytest.mark.parametrize("value", ["Talk", "ok", 1, ["talk"], False])
def test_no_other_status_is_taken(value: object) -> None:
    accepted = "answered, uncertain, abstained, talk"
    with pytest.raises(DatasetError, match=f"^s, line 2: `status` must be one of {accepted}, not"):
        as_status(value, "s, line 2")


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("Rabat", ("Rabat",)),
        (["Rabat", "Salé", "Rabat", " "], ("Rabat", "Salé")),
        ({"text": ["Rabat"], "answer_start": [3]}, ("Rabat",)),
        ([{"text": "Rabat", "answer_start": 3}, {"text": None}], ("Rabat",)),
        (1998, ("1998",)),
        ([1998, 2.5], ("1998", "2.5")),
        (None, ()),
        ([], ()),
        ({"text": []}, ()),
    ],
)
def test_answers_are_read_in_every_shape(value: object, texts: tuple[str, ...]) -> None:
    assert as_texts(value) == texts
