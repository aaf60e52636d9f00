import pytest

from rag.question.period import Period
from rag.question.roles import Roles
from rag.text.language import Language

TRANSITION = ("Ministry of Digital Transition", "Ministère de la Transition numérique", "وزارة الانتقال الرقمي")
ENERGY = ("Ministry of Energy Transition",)
PARTIES = {name: names for names in (TRANSITION, ENERGY, ("Onepoint",), ("Mistral AI",)) for name in names}


def read(question: str, language: Language, documents: tuple[str, ...] = ()) -> Roles:
    return Roles(question, language, lambda word: word in documents, "2025-10-01")


def role_of(word: str, question: str, language: Language) -> tuple[str, str] | None:
    roles = read(question, language)
    return roles.roles[roles.words.index(word)]


@pytest.mark.parametrize(
    ("question", "language", "roles"),
    [
        ("Quels accords signés ?", "fr", [("ask", "which"), ("kind", "agreement"), ("status", "signed")]),
        ("How many laws", "en", [("ask", "count"), ("ask", "count"), ("kind", "law")]),
        ("كم القوانين", "ar", [("ask", "count"), ("kind", "law")]),
        ("les accords", "ar", [("empty", "words"), ("kind", "agreement")]),
        ("lois en 2025", "fr", [("kind", "law"), ("empty", "words"), ("period", "")]),
        ("lois de Toubkal", "fr", [("kind", "law"), ("empty", "words"), None]),
    ],
)
def test_each_word_has_the_role_of_its_phrase(
    question: str, language: Language, roles: list[tuple[str, str] | None]
) -> None:
    assert read(question, language).roles == roles


@pytest.mark.parametrize(
    ("question", "language", "section", "names"),
    [
        ("projets de loi", "fr", "kind", ["law"]),
        ("mémorandums d'entente et lois", "fr", "kind", ["memorandum", "law"]),
        ("international organisations", "en", "party", ["international"]),
        ("مشاريع القوانين", "ar", "kind", ["law"]),
        ("sud-africaines", "fr", "nationality", ["ZA"]),
        ("South Korean companies", "en", "nationality", ["KR"]),
    ],
)
def test_the_longest_phrase_counts_and_counts_once(
    question: str, language: Language, section: str, names: list[str]
) -> None:
    assert read(question, language).names(section) == names


@pytest.mark.parametrize(
    ("question", "language", "code"),
    [
        ("l'Inde", "fr", "IN"),
        ("l'Arabie saoudite", "fr", "SA"),
        ("les États-Unis", "fr", "US"),
        ("etats unis", "fr", "US"),
        ("les Émirats arabes unis", "fr", "AE"),
        ("South Korea", "en", "KR"),
        ("the United States of America", "en", "US"),
        ("كوريا الجنوبية", "ar", "KR"),
        ("فرنسا", "ar", "FR"),
        ("française", "fr", "FR"),
        ("japanese", "en", "JP"),
        ("الفرنسية", "ar", "FR"),
    ],
)
def test_countries_are_read_by_all_their_names(question: str, language: Language, code: str) -> None:
    assert read(question, language).names("nationality") == [code]


def test_every_word_of_a_country_has_its_role() -> None:
    assert read("accords avec l'Arabie saoudite", "fr").places("nationality") == [3, 4]


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("والاتفاقيات", ("kind", "agreement")),
        ("وبالاتفاقيات", ("kind", "agreement")),
        ("لقوانين", ("kind", "law")),
        ("بجامعات", ("party", "university")),
    ],
)
def test_letters_joined_to_an_arabic_word_are_taken_off(word: str, role: tuple[str, str]) -> None:
    assert role_of(word, f"كم {word}", "ar") == role


@pytest.mark.parametrize(
    ("word", "language"),
    [("acords", "fr"), ("aggreements", "en"), ("agreemnts", "en"), ("اتفقيات", "ar"), ("اتفاقيلت", "ar")],
)
def test_a_misspelt_word_of_the_lists_is_known_where_the_documents_lack_it(word: str, language: Language) -> None:
    assert read(word, language).names("kind") == ["agreement"]
    assert read(word, language, (word,)).names("kind") == []


def test_a_short_word_is_not_taken_for_misspelt() -> None:
    assert read("lios", "fr").roles == [None]


def test_the_words_of_a_period_have_its_role() -> None:
    roles = read("lois depuis l'année 2024", "fr")
    assert roles.period == Period("2024")
    assert roles.places("period") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Qui a signé ?", "fr", True),
        ("Pourquoi ?", "fr", True),
        ("Le Maroc, qui est-ce ?", "fr", False),
        ("Who signed it?", "en", True),
        ("Which agreements?", "en", False),
        ("متى وقعت؟", "ar", True),
        ("أي اتفاقية؟", "ar", False),
        ("", "fr", False),
    ],
)
def test_only_the_opening_asks_for_something_else(question: str, language: Language, expected: bool) -> None:
    assert read(question, language).asks_otherwise() is expected


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Which agreements did ministries sign?", "en", True),
        ("Which three agreements?", "en", True),
        ("Which ministries signed agreements?", "en", False),
        ("Agreements", "en", False),
        ("Quels accords ?", "fr", True),
        ("Quelles entreprises ont signé ?", "fr", False),
        ("أي اتفاقية؟", "ar", True),
        ("أي شركة وقعت؟", "ar", False),
    ],
)
def test_which_is_asked_of_the_next_word_with_a_meaning(question: str, language: Language, expected: bool) -> None:
    assert read(question, language).asks_which_document() is expected


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("les lois", "fr", True),
        ("la loi", "fr", False),
        ("les entreprises et la loi", "fr", False),
        ("memoranda", "en", True),
        ("memorandum", "en", False),
        ("agreements", "en", True),
        ("الاتفاقيات", "ar", True),
        ("الاتفاقية", "ar", False),
        ("القوانين", "ar", True),
        ("والقوانين", "ar", True),
        ("القانون", "ar", False),
        ("les accords", "ar", True),
        ("le centre de données", "fr", False),
        ("les centres de données", "fr", True),
        ("the data centre", "en", False),
        ("the data centres", "en", True),
        ("the centre of excellence", "en", False),
        ("مركز البيانات", "ar", False),
        ("مراكز البيانات", "ar", True),
        ("لائحة ديال les data centers", "ar", True),
    ],
)
def test_the_word_for_documents_may_be_in_the_plural(question: str, language: Language, expected: bool) -> None:
    assert read(question, language).is_plural() is expected


@pytest.mark.parametrize(
    ("question", "runs"),
    [
        ("lois", []),
        ("lois de Toubkal", [(2, 3)]),
        ("Orange de Casablanca", [(0, 3)]),
        ("Orange de la loi Casablanca", [(0, 1), (4, 5)]),
        ("Onepoint, accord, Toubkal et", [(0, 1), (2, 3)]),
    ],
)
def test_words_that_change_nothing_stand_inside_a_run_not_at_its_ends(
    question: str, runs: list[tuple[int, int]]
) -> None:
    assert list(read(question, "fr").unexplained()) == runs


def party(question: str, language: Language) -> frozenset[str]:
    roles = read(question, language)
    ((start, end),) = roles.unexplained()
    return roles.party(start, end, PARTIES)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("accords avec le ministère de la Transition numérique", "fr"),
        ("agreements with the ministry of digital transition", "en"),
        ("اتفاقيات مع وزارة الانتقال الرقمي", "ar"),
    ],
)
def test_a_party_has_all_its_names(question: str, language: Language) -> None:
    assert party(question, language) == set(TRANSITION)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("transition", {*TRANSITION, *ENERGY}),
        ("ministry of transition", {*TRANSITION, *ENERGY}),
        ("digital transition", set(TRANSITION)),
        ("energy transition", set(ENERGY)),
        ("energy of Oracle", set()),
        ("onepoint", {"Onepoint"}),
        ("mistral", {"Mistral AI"}),
    ],
)
def test_the_words_around_tell_parties_apart(question: str, names: set[str]) -> None:
    assert party(question, "en") == names


def test_a_name_is_found_by_words_that_another_language_stems_otherwise() -> None:
    # The stem in French is "digital", in English "digit".
    assert party("Transition numérique", "en") == set(TRANSITION)


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        ("accords du Ministère de la Transition Numérique", "fr", TRANSITION[1]),
        ("agreements of the ministry of digital transition", "en", TRANSITION[0]),
        ("اتفاقيات وزارة الانتقال الرقمي", "ar", TRANSITION[2]),
        ("accords de Mistral AI", "fr", "Mistral AI"),
    ],
)
def test_a_full_name_is_a_party_whatever_its_words_mean_otherwise(question: str, language: Language, name: str) -> None:
    roles = Roles(question, language, lambda _word: False, names=PARTIES)
    assert (roles.names("named"), roles.names("party")) == ([name], [])
    assert roles.places("named")[-1] == len(roles.words) - 1


@pytest.mark.parametrize("question", ["accords de Onepoint", "accords de Mistral", "accords de la France Libre"])
def test_one_word_or_part_of_a_name_is_no_full_name(question: str) -> None:
    assert Roles(question, "fr", lambda _word: False, names=[*PARTIES, "France"]).names("named") == []


def test_the_name_of_a_country_stays_a_country() -> None:
    roles = Roles("accords avec l'Arabie saoudite", "fr", lambda _word: False, names=["Arabie saoudite"])
    assert (roles.names("named"), roles.names("nationality")) == ([], ["SA"])


def test_a_full_name_means_all_parties_whose_names_hold_it() -> None:
    parties = {"Institut Jazari": ["Institut Jazari"], "Institut Jazari de Rabat": ["A", "B"], "Jazari": ["C"]}
    assert read("", "fr").parties_with("Institut Jazari", parties) == {"Institut Jazari", "A", "B"}


@pytest.mark.parametrize(
    ("question", "numbers"), [("les 3 lois", ["3"]), ("les 20 lois", ["20"]), ("21 lois", []), ("0 loi", [])]
)
def test_a_small_number_is_how_many_are_wanted(question: str, numbers: list[str]) -> None:
    assert read(question, "fr").names("number") == numbers


def test_without_parties_there_is_none() -> None:
    assert read("Onepoint", "fr").party(0, 1, {}) == frozenset()
