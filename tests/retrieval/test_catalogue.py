import pytest

from rag.corpus.document import Document
from rag.corpus.profile import Party, Profile
from rag.indexing.chunker import chunk
from rag.indexing.passage import Passage
from rag.retrieval.catalogue import Catalogue
from rag.text.language import Language


def opening(document: str, language: Language, *names: str) -> Passage:
    profile = Profile(parties=tuple(Party(name, "MA") for name in names))
    return chunk(Document(document, language, "Title", "Text.", "d.md", profile=profile), 100, len)[0]


MISTRAL_AR = opening("mistral", "ar", "وزارة الانتقال الرقمي", "ميسترال للذكاء الاصطناعي")
MISTRAL_EN = opening("mistral", "en", "Ministry of Digital Transition", "Mistral AI")
MISTRAL_FR = opening("mistral", "fr", "Ministère de la Transition numérique", "Mistral AI")
CNDP_AR = opening("cndp", "ar", "وزارة الانتقال الرقمي")
CNDP_FR = opening("cndp", "fr", "Ministère de la Transition numérique", "CNDP")
CATALOGUE = Catalogue([MISTRAL_FR, CNDP_FR, MISTRAL_AR, CNDP_AR, MISTRAL_EN])


def test_entries_come_in_the_order_of_their_ids_with_an_opening_for_each_language() -> None:
    assert [(entry.document, entry.openings) for entry in CATALOGUE] == [
        ("cndp", (CNDP_AR, CNDP_FR)),
        ("mistral", (MISTRAL_AR, MISTRAL_EN, MISTRAL_FR)),
    ]
    assert len(CATALOGUE) == 2


def test_an_empty_index_has_an_empty_catalogue() -> None:
    empty = Catalogue([])
    assert (len(empty), list(empty), empty.parties, empty.called("Mistral")) == (0, [], (), ())


@pytest.mark.parametrize(("language", "found"), [("fr", CNDP_FR), ("ar", CNDP_AR), ("en", CNDP_AR)])
def test_an_entry_opens_in_a_language_or_in_another_one(language: Language, found: Passage) -> None:
    assert next(iter(CATALOGUE)).opening(language) == found


def test_a_party_is_called_what_each_language_calls_it() -> None:
    cndp, mistral = CATALOGUE
    assert mistral.names_of(1) == ("ميسترال للذكاء الاصطناعي", "Mistral AI", "Mistral AI")
    assert cndp.names_of(1) == ("CNDP",)
    assert cndp.names_of(2) == ()


def test_every_party_is_there_once_with_its_names() -> None:
    assert Catalogue(
        [MISTRAL_AR, MISTRAL_FR, opening("other", "fr", "Mistral AI"), opening("z", "fr", "Mistral AI")]
    ).parties == (
        (Party("وزارة الانتقال الرقمي", "MA"), Party("Ministère de la Transition numérique", "MA")),
        (Party("ميسترال للذكاء الاصطناعي", "MA"), Party("Mistral AI", "MA")),
        (Party("Mistral AI", "MA"),),
    )


def test_a_name_that_two_parties_share_has_the_names_of_both() -> None:
    catalogue = Catalogue(
        [
            opening("a", "ar", "ألفا"),
            opening("a", "fr", "Alpha"),
            opening("b", "en", "Alpha Ltd"),
            opening("b", "fr", "Alpha"),
        ]
    )
    assert catalogue.party_names == {
        "ألفا": ("ألفا", "Alpha"),
        "Alpha": ("ألفا", "Alpha", "Alpha Ltd"),
        "Alpha Ltd": ("Alpha Ltd", "Alpha"),
    }


MISTRAL_NAMES = {"ميسترال للذكاء الاصطناعي", "Mistral AI"}
MINISTRY_NAMES = {"وزارة الانتقال الرقمي", "Ministry of Digital Transition", "Ministère de la Transition numérique"}


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Mistral", MISTRAL_NAMES),
        ("MISTRAL  ai", MISTRAL_NAMES),
        ("AI Mistral", MISTRAL_NAMES),
        ("ميسترال", MISTRAL_NAMES),
        ("الذكاء ميسترال", set()),
        ("للذكاء الإصطناعي", MISTRAL_NAMES),
        ("Transition", MINISTRY_NAMES),
        ("ministère de la transition numérique", MINISTRY_NAMES),
        ("الانتقال الرقمي", MINISTRY_NAMES),
        ("digital ministry", MINISTRY_NAMES),
        ("Mistral Transition", set()),
        ("Mist", set()),
        ("", set()),
        ("  ", set()),
    ],
)
def test_words_of_a_name_in_any_language_give_the_names_in_all(name: str, full: set[str]) -> None:
    found = CATALOGUE.called(name)
    assert set(found) == full
    assert len(found) == len(full)


NAMES = [
    "Digital Cooperation Organization (DCO)",
    "Ministère de l’Industrie et du Commerce",
    "Université Mohammed\u00a0VI-Polytechnique",
    "Télécom/5G",
]


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("DCO", NAMES[:1]),
        ("(dco)", NAMES[:1]),
        ("Industrie", NAMES[1:2]),
        ("l'industrie", NAMES[1:2]),
        ("ministere de L’Industrie", NAMES[1:2]),
        ("universite polytechnique", NAMES[2:3]),
        ("VI", NAMES[2:3]),
        ("telecom 5g", NAMES[3:]),
        ("dustrie", []),
        ("()", []),
        ("_", []),
    ],
)
def test_words_are_letters_and_digits_with_or_without_accents(name: str, full: list[str]) -> None:
    assert list(Catalogue([opening("a", "fr", *NAMES)]).called(name)) == full


def test_words_that_several_parties_have_give_the_names_of_all() -> None:
    catalogue = Catalogue([opening("a", "fr", "Université de Fès", "OCP"), opening("b", "fr", "Université de Rabat")])
    assert catalogue.called("université") == ("Université de Fès", "Université de Rabat")
