import pytest

from rag.question.talk import TalkSignals, talk_kind, talk_signals, without_courtesies
from rag.question.talk_words import Kind
from rag.text.normalise import normalise

DOCUMENTS = "accord agreement convention signe signed budget toubkal oracle maroc rabat الاتفاقية وقع ميزانية".split()


def in_documents(word: str) -> bool:
    return normalise(word) in map(normalise, DOCUMENTS)


def surely(_signals: TalkSignals) -> float:
    return 1.0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bonjour !", "greeting"),
        ("Hello there", "greeting"),
        ("السلام عليكم", "greeting"),
        ("salam", "greeting"),
        ("Salut, ça va ?", "how-are-you"),
        ("How are you doing?", "how-are-you"),
        ("كيف حالك؟", "how-are-you"),
        ("labas 3lik", "how-are-you"),
        ("لاباس", "how-are-you"),
        ("Merci beaucoup !", "thanks"),
        ("Thanks a lot", "thanks"),
        ("شكراً جزيلا", "thanks"),
        ("chokran bzaf", "thanks"),
        ("Au revoir", "farewell"),
        ("bye", "farewell"),
        ("مع السلامة", "farewell"),
        ("bslama", "farewell"),
        ("D'accord", "acknowledgement"),
        ("ok", "acknowledgement"),
        ("واخا", "acknowledgement"),
        ("aide", "capabilities"),
        ("Que peux-tu faire ?", "capabilities"),
        ("What can you do?", "capabilities"),
        ("ماذا يمكنك أن تفعل؟", "capabilities"),
        ("Quelles sont tes sources ?", "scope"),
        ("Combien de documents connais-tu ?", "scope"),
        ("ما هي مصادرك؟", "scope"),
        ("Qui es-tu ?", "identity"),
        ("who programmed you?", "identity"),
        ("من أنت؟", "identity"),
        ("chkoun nta", "identity"),
        ("شكون نتا", "identity"),
        ("Thank you for your help", "thanks"),
        ("thanks for your help", "thanks"),
        ("Merci de votre aide", "thanks"),
        ("شكرا على المساعدة", "thanks"),
        ("لا بأس", "acknowledgement"),
    ],
)
def test_talk_is_known_by_its_words_alone(text: str, kind: Kind) -> None:
    assert talk_kind(text, in_documents) == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("bonjouuur", "greeting"), ("Bonjuor", "greeting"), ("Thnaks", "thanks"), ("merki", "thanks")]
)
def test_misspelt_talk_is_talk(text: str, kind: Kind) -> None:
    assert talk_kind(text, in_documents) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("merci bonjour", "thanks"), ("ok merci", "thanks"), ("salut, aide moi", "capabilities"), ("ok bye", "farewell")],
)
def test_of_several_kinds_the_first_is_answered(text: str, kind: Kind) -> None:
    assert talk_kind(text, in_documents) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Et quand ?",
        "Qui l'a signé ?",
        "Which ones?",
        "ومتى؟",
        "Et le budget ?",
        "o fo9ach?",
        "Pourquoi ?",
        "Quel est le budget ?",
        "Who signed it?",
        "من وقع الاتفاقية؟",
        "Merci, et le budget ?",
        "Bonjour, qui a signé la convention ?",
        "",
        "?",
    ],
)
def test_a_question_or_a_follow_up_is_not_talk(text: str) -> None:
    assert talk_kind(text, in_documents) is None


@pytest.mark.parametrize(
    "text",
    [
        "Connais-tu l'accord ?",
        "Do you know the agreement?",
        "Peux-tu me dire qui a signé la convention ?",
        "Can you tell me the budget?",
        "هل يمكنك أن تقول لي ميزانية",
    ],
)
def test_a_question_put_to_the_chat_about_the_documents_is_not_talk(text: str) -> None:
    assert talk_kind(text, in_documents) is None


@pytest.mark.parametrize(("likely", "kind"), [(0.1, None), (0.7, "capabilities"), (1.0, "capabilities")])
def test_where_words_do_not_decide_the_likelihood_does(likely: float, kind: Kind | None) -> None:
    assert talk_kind("zut flûte", in_documents, lambda _signals: likely) == kind


@pytest.mark.parametrize(("likely", "kind"), [(0.7, None), (0.99, "capabilities")])
def test_with_a_word_of_the_documents_talk_must_be_sure(likely: float, kind: Kind | None) -> None:
    assert talk_kind("zut budget", in_documents, lambda _signals: likely) == kind


def test_what_is_likely_to_be_talk_is_of_the_kind_of_its_words() -> None:
    assert talk_kind("montre les sources", in_documents, surely) == "scope"


def test_a_long_input_is_never_talk_by_its_likelihood() -> None:
    assert talk_kind("zut " * 20, in_documents, surely) == "capabilities"
    assert talk_kind("zut " * 21, in_documents, surely) is None


def test_the_likelihood_is_not_asked_where_words_decide() -> None:
    def never(_signals: TalkSignals) -> float:
        raise AssertionError

    assert talk_kind("Bonjour", in_documents, never) == "greeting"
    assert talk_kind("Qui es-tu ?", in_documents, never) == "identity"


def test_the_signals_of_a_greeting() -> None:
    assert talk_signals("Bonjour", in_documents) == TalkSignals(1, 0, 0, 0, 0, 0, 1, 1 / 12, 0)


def test_the_signals_of_a_question_to_the_chat() -> None:
    assert talk_signals("Qui es-tu ?", in_documents) == TalkSignals(0, 1, 1, 0, 0, 0, 0, 3 / 12, 0)


def test_the_signals_of_a_question_to_the_documents() -> None:
    signals = talk_signals("you signed the Toubkal convention 2025", in_documents)
    assert signals == TalkSignals(0, 1, 0, 3 / 6, 3, 4 / 6, 0, 6 / 12, 1)


def test_counts_in_the_signals_have_a_most() -> None:
    signals = talk_signals("budget " * 13, in_documents)
    assert (signals.several_in_documents, signals.length) == (3, 1)


def test_an_input_without_words_has_signals() -> None:
    assert talk_signals("?", in_documents) == TalkSignals(0, 0, 0, 0, 0, 0, 0, 1 / 12, 0)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Bonjour, qui a signé la convention ?", "qui a signé la convention ?"),
        ("Bonjour qui a signé la convention ?", "qui a signé la convention ?"),
        ("Salut ! Ça va ? Quel est le budget ?", "Quel est le budget ?"),
        ("Merci pour votre réponse. Et le budget ?", "Et le budget ?"),
        ("ok, et le budget ?", "et le budget ?"),
        ("Hello, which laws?", "which laws?"),
        ("hi what laws did Morocco pass?", "what laws did Morocco pass?"),
        ("Thanks! And when?", "And when?"),
        ("السلام عليكم، من وقع الاتفاقية؟", "من وقع الاتفاقية؟"),
        ("السلام عليكم من وقع الاتفاقية؟", "من وقع الاتفاقية؟"),
        ("سلام، شكون وقع الاتفاقية؟", "شكون وقع الاتفاقية؟"),
        ("Salam, chkoun wa99e3?", "chkoun wa99e3?"),
        ("شكرا، ومتى؟", "ومتى؟"),
        ("Thank you for your help, when?", "when?"),
        ("Merci pour l'aide, et le budget ?", "et le budget ?"),
        ("Merci beaucoup, quand ?", "quand ?"),
        ("thank you very much, when?", "when?"),
        ("Hi there, who signed?", "who signed?"),
        ("Bonjour à tous, qui a signé ?", "qui a signé ?"),
    ],
)
def test_a_courtesy_in_front_is_taken_off(text: str, bare: str) -> None:
    assert without_courtesies(text) == bare


@pytest.mark.parametrize(
    "text",
    [
        "Qui a signé la convention, merci",
        "Qui a signé ? Bonjour",
        "Merci !",
        "Bonjour",
        "ok et le budget ?",
        "bien qui",
        "au revoir, qui a signé ?",
        "Quel est le budget ?",
        "",
    ],
)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Bonjour le Maroc a signé quoi ?", "le Maroc a signé quoi ?"),
        ("Bonjour de quelles lois parle-t-on ?", "de quelles lois parle-t-on ?"),
        ("Salut les lois", "les lois"),
        ("Hi all agreements?", "all agreements?"),
        ("Bonjour, la convention d'Oujda ?", "la convention d'Oujda ?"),
        ("Bonjour, top 5 des accords", "top 5 des accords"),
        ("Bonjour top 5 des accords", "top 5 des accords"),
        ("Merci, non signés ?", "non signés ?"),
        ("Bonjour, salut le budget", "salut le budget"),
        ("Merci pour la liste des lois", "pour la liste des lois"),
    ],
)
def test_a_little_word_behind_a_courtesy_belongs_to_the_question(text: str, bare: str) -> None:
    assert without_courtesies(text) == bare
