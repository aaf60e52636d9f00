import pytest

from rag.evaluation.reply import Reply

from .make import abstention, answer, citation, listed, talk, uncertain

QUOTES = (citation(1, "b", "x"), citation(2, "a", "y"), citation(3, "b", "z"))


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (answer("x"), (True, False, False, True)),
        (uncertain("x"), (False, True, False, True)),
        (abstention(), (False, False, True, False)),
        (talk(), (False, False, True, False)),  # to a question about the documents
        (None, (False, False, False, False)),
    ],
)
def test_a_reply_is_answered_uncertain_or_abstained(record: dict[str, object] | None, state: tuple[bool, ...]) -> None:
    reply = Reply(record)
    assert (reply.answered, reply.uncertain, reply.abstained, reply.given) == state


def test_what_is_given_has_text_and_documents_each_once() -> None:
    for record in (answer("x [1]", *QUOTES), uncertain("x [1]", *QUOTES)):
        assert (Reply(record).text, Reply(record).documents) == ("x [1]", ["b", "a"])
    silent = Reply(abstention() | {"citations": [*QUOTES]})
    assert (silent.text, silent.citations, silent.documents) == ("", [], [])


def test_a_list_from_the_catalogue_may_be_empty() -> None:
    assert [Reply(record).catalogued for record in (listed("a"), listed(), answer("x"), None)] == [
        *(True, True, False, False)
    ]


def test_what_a_reply_does_not_say_is_empty() -> None:
    assert (Reply(answer("x")).language, Reply(answer("x")).searched, Reply(None).language) == ("", "", "")
    assert (Reply(talk("fr")).language, Reply({"status": "answered", "text": "x"}).confidence) == ("fr", 1)
