from dataclasses import replace

import pytest

from rag.corpus.profile import KINDS
from rag.question.collection import (
    CollectionQuery,
    CollectionSignals,
    PartyWanted,
    read_as_collection,
    read_collection_query,
)
from rag.question.period import Period
from rag.text.language import Language

UNESCO = frozenset({"UNESCO", "اليونسكو"})
PARTIES = {"Oracle": ["Oracle"], "Mistral AI": ["Mistral AI"], "UNESCO": UNESCO, "اليونسكو": UNESCO}
DOCUMENTS = {"objectifs", "objectives", "talents", "budget", "toubkal", "oracle"}
AGREEMENTS = ("memorandum", "convention")


def in_documents(word: str) -> bool:
    return word.casefold() in DOCUMENTS


def read(question: str, language: Language) -> CollectionQuery:
    query = read_collection_query(question, language, PARTIES, in_documents, today="2025-10-01")
    assert query is not None
    return query


def is_none(question: str, language: Language) -> bool:
    return read_collection_query(question, language, PARTIES, in_documents, today="2025-10-01") is None


@pytest.mark.parametrize(
    ("question", "language", "operation"),
    [
        ("Quels accords ont été signés ?", "fr", "list"),
        ("Combien d'accords ont été signés ?", "fr", "count"),
        ("Donne-moi la chronologie des accords", "fr", "timeline"),
        ("Quel est le dernier accord ?", "fr", "latest"),
        ("Quelle est la plus ancienne convention ?", "fr", "earliest"),
        ("Quels documents mentionnent Toubkal ?", "fr", "mention"),
        ("Which agreements were signed?", "en", "list"),
        ("How many agreements are there?", "en", "count"),
        ("Give me a timeline of the agreements", "en", "timeline"),
        ("What is the latest agreement?", "en", "latest"),
        ("What is the oldest law?", "en", "earliest"),
        ("Which documents mention Toubkal?", "en", "mention"),
        ("ما هي الاتفاقيات الموقعة؟", "ar", "list"),
        ("كم عدد الاتفاقيات؟", "ar", "count"),
        ("أعطني التسلسل الزمني للاتفاقيات", "ar", "timeline"),
        ("ما هي آخر اتفاقية؟", "ar", "latest"),
        ("ما هو أقدم قانون؟", "ar", "earliest"),
        ("ما هي الوثائق التي تذكر تبقال؟", "ar", "mention"),
        ("عطيني كاع القوانين", "ar", "list"),
        ("أعطني تسلسلا زمنيا للاتفاقيات", "ar", "timeline"),
        ("Where is Toubkal mentioned?", "en", "mention"),
        ("Où parle-t-on de Toubkal ?", "fr", "mention"),
        ("أين ورد ذكر اليونسكو؟", "ar", "mention"),
    ],
)
def test_what_is_to_be_done_with_the_documents(question: str, language: Language, operation: str) -> None:
    query = read(question, language)
    assert (query.operation, query.sure) == (operation, True)


@pytest.mark.parametrize(
    ("kind", "french", "english", "arabic"),
    [
        ("memorandum", "mémorandums d'entente", "memoranda", "المذكرات"),
        ("convention", "conventions", "conventions", "conventions"),
        ("declaration", "déclarations", "declarations", "الإعلانات"),
        ("law", "lois", "laws", "القوانين"),
        ("programme", "feuilles de route", "roadmaps", "البرامج"),
        ("institution", "instituts", "institutes", "المختبرات"),
        ("project", "centres de données", "data centres", "مراكز البيانات"),
        ("event", "événements", "conferences", "المؤتمرات"),
        ("talks", "discussions", "negotiations", "المفاوضات"),
    ],
    ids=KINDS,
)
def test_every_kind_of_document_can_be_asked_for(kind: str, french: str, english: str, arabic: str) -> None:
    for query in (read(f"Liste des {french}", "fr"), read(f"List the {english}", "en"), read(f"كل {arabic}", "ar")):
        assert query == CollectionQuery("list", (kind,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language"), [("Liste des accords", "fr"), ("List the deals", "en"), ("كل الاتفاقيات", "ar")]
)
def test_the_general_word_means_all_agreements(question: str, language: Language) -> None:
    assert read(question, language) == CollectionQuery("list", AGREEMENTS, agreements=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language"), [("accords : conventions et lois", "fr"), ("agreements: conventions and laws", "en")]
)
def test_a_kind_beside_the_general_word_is_what_is_meant(question: str, language: Language) -> None:
    query = read(f"{question} 2025", language)
    assert (query.kinds, query.agreements) == (("convention", "law"), False)


@pytest.mark.parametrize(
    ("status", "french", "english", "arabic"),
    [
        ("signed", "signés", "signed", "الموقعة"),
        ("adopted", "adoptés", "adopted", "المعتمدة"),
        ("launched", "lancés", "launched", "المحدثة"),
        ("held", "tenus", "held", "المنظمة"),
        ("announced", "annoncés", "announced", "المعلنة"),
        ("planned", "prévus", "planned", "المرتقبة"),
        ("talks", "en négociation", "under discussion", "قيد التفاوض"),
    ],
)
def test_every_status_can_be_asked_for(status: str, french: str, english: str, arabic: str) -> None:
    assert read(f"Quels accords sont {french} ?", "fr").status == status
    assert read(f"Which agreements are {english}?", "en").status == status
    assert read(f"ما هي الاتفاقيات {arabic}؟", "ar").status == status


@pytest.mark.parametrize(
    ("question", "language"),
    [("Qu'est-ce qui a été signé en 2025 ?", "fr"), ("What was signed in 2025?", "en"), ("ماذا وقع في 2025؟", "ar")],
)
def test_a_status_and_a_restriction_need_no_word_for_documents(question: str, language: Language) -> None:
    assert read(question, language) == CollectionQuery("list", status="signed", period=Period("2025", "2025"))


@pytest.mark.parametrize(
    ("french", "english", "arabic", "wanted"),
    [
        ("des entreprises", "companies", "شركات", PartyWanted(kind="company")),
        ("des universités", "universities", "جامعات", PartyWanted(kind="university")),
        ("des agences", "agencies", "وكالات", PartyWanted(kind="agency")),
        ("des ministères", "ministries", "وزارات", PartyWanted(kind="state")),
        ("l'étranger", "abroad", "أجانب", PartyWanted(home="abroad")),
        ("des sociétés étrangères", "foreign companies", "شركات أجنبية", PartyWanted("", "company", "abroad")),
        (
            *("des organisations internationales", "international organisations", "منظمات دولية"),
            PartyWanted("", "organisation", "none"),
        ),
        ("la France", "France", "فرنسا", PartyWanted("FR")),
        ("des sociétés françaises", "French companies", "شركات فرنسية", PartyWanted("FR", "company")),
        ("des universités marocaines", "Moroccan universities", "جامعات مغربية", PartyWanted("MA", "university")),
        ("l'UNESCO", "UNESCO", "اليونسكو", PartyWanted(names=UNESCO)),
    ],
)
def test_what_a_party_must_be(french: str, english: str, arabic: str, wanted: PartyWanted) -> None:
    for question, language in (
        (f"Quels accords avec {french} ?", "fr"),
        (f"Which agreements with {english}?", "en"),
        (f"ما هي الاتفاقيات مع {arabic}؟", "ar"),
    ):
        (found,) = read(question, language).parties  # type: ignore[arg-type]
        assert replace(found, typed="") == wanted


@pytest.mark.parametrize(
    ("question", "language", "parties"),
    [
        ("Quels accords avec la France et l'Espagne ?", "fr", (PartyWanted("FR"), PartyWanted("ES"))),
        ("Which agreements with France and France?", "en", (PartyWanted("FR"),)),
        (
            *("Which agreements with Oracle and with Mistral AI?", "en"),
            (
                PartyWanted(names=frozenset({"Oracle"}), typed="Oracle"),
                PartyWanted(names=frozenset({"Mistral AI"}), typed="Mistral AI"),
            ),
        ),
        (
            *("Which agreements with the company Oracle?", "en"),
            (PartyWanted(names=frozenset({"Oracle"}), typed="Oracle"),),
        ),
    ],
    ids=["countries", "one country twice", "names", "a kind beside a name"],
)
def test_several_parties(question: str, language: Language, parties: tuple[PartyWanted, ...]) -> None:
    found = read(question, language).parties
    assert len(found) == len(parties)
    assert set(found) == set(parties)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quels accords le Maroc a-t-il ?", "fr"),
        ("Which agreements with Morocco?", "en"),
        ("اتفاقيات المغرب 2025", "ar"),
    ],
)
def test_morocco_restricts_nothing(question: str, language: Language) -> None:
    assert read(question, language).parties == ()


@pytest.mark.parametrize(
    ("question", "language", "first", "last"),
    [
        ("accords 2025", "fr", "2025", "2025"),
        ("Quelles lois depuis mars 2024 ?", "fr", "2024-03", ""),
        ("Quelles lois cette année ?", "fr", "2025", "2025"),
        ("Which laws before 2024?", "en", "", "2023"),
        ("Which laws last year?", "en", "2024", "2024"),
        ("ما هي القوانين بين 2019 و2022؟", "ar", "2019", "2022"),
        ("ما هي القوانين هذه السنة؟", "ar", "2025", "2025"),
        ("عطيني les accords ديال 2025", "ar", "2025", "2025"),
    ],
)
def test_the_period_that_is_asked_for(question: str, language: Language, first: str, last: str) -> None:
    assert read(question, language).period == Period(first, last)


@pytest.mark.parametrize(
    ("question", "language", "operation", "most"),
    [
        ("Quels sont les trois derniers accords ?", "fr", "latest", 3),
        ("What are the two oldest laws?", "en", "earliest", 2),
        ("ما هي آخر ثلاث اتفاقيات؟", "ar", "latest", 3),
        ("Quels sont les 3 derniers accords ?", "fr", "latest", 3),
        ("What are the 20 oldest laws?", "en", "earliest", 20),
        ("ما هي آخر ٣ اتفاقيات؟", "ar", "latest", 3),
        ("Quel est le dernier accord ?", "fr", "latest", 1),
    ],
)
def test_how_many_documents_are_wanted(question: str, language: Language, operation: str, most: int) -> None:
    query = read(question, language)
    assert (query.operation, query.most) == (operation, most)


@pytest.mark.parametrize(
    ("question", "language", "mentioned"),
    [
        ("Quels documents mentionnent la souveraineté numérique ?", "fr", "souveraineté"),
        ("Which documents mention Nexus Core?", "en", "Nexus Core"),
        ("Which documents mention UNESCO?", "en", "UNESCO"),
        ("Quels documents citent la France ?", "fr", "France"),
        ("ما هي الوثائق التي تذكر فرنسا؟", "ar", "فرنسا"),
    ],
)
def test_the_words_that_must_be_mentioned_are_no_party(question: str, language: Language, mentioned: str) -> None:
    query = read(question, language)
    assert (query.mentioned, query.parties) == (mentioned, ())


@pytest.mark.parametrize("typed", ["acords", "accrds", "Accordz"])
def test_a_misspelt_word_for_documents_is_understood(typed: str) -> None:
    assert read(f"Quels {typed} signés ?", "fr").agreements


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui a signé l'accord avec Oracle ?", "fr"),
        ("Quand les accords ont-ils été signés ?", "fr"),
        ("Quels sont les objectifs de l'accord ?", "fr"),
        ("Quels objectifs l'accord avec Oracle a-t-il ?", "fr"),
        ("Combien coûte Toubkal ?", "fr"),
        ("Donne-moi la convention", "fr"),
        ("accords", "fr"),
        ("Chronologie", "fr"),
        ("Who signed the agreement with Mistral AI?", "en"),
        ("When was the agreement signed?", "en"),
        ("How many talents?", "en"),
        ("Which objectives does the agreement with Oracle have?", "en"),
        ("Which ministries signed the agreement?", "en"),
        ("The companies", "en"),
        ("Which documents mention?", "en"),
        ("من وقع الاتفاقية مع اليونسكو؟", "ar"),
        ("متى وقعت الاتفاقية؟", "ar"),
        ("ما هي أهداف الاتفاقية؟", "ar"),
        ("كم الميزانية؟", "ar"),
        ("Bonjour", "fr"),
        ("", "fr"),
        ("?", "en"),
    ],
)
def test_a_question_that_looks_like_one_about_the_collection_is_none(question: str, language: Language) -> None:
    assert is_none(question, language)


@pytest.mark.parametrize(
    ("question", "language", "restricted"),
    [
        ("Quels documents as-tu ?", "fr", False),
        ("Which documents do you have?", "en", False),
        ("كم عدد الوثائق؟", "ar", False),
        ("Quelles lois as-tu ?", "fr", True),
        ("Quels documents depuis 2024 ?", "fr", True),
        ("Quels documents signés ?", "fr", True),
        ("Quels documents avec la France ?", "fr", True),
        ("Quels documents mentionnent Toubkal ?", "fr", True),
    ],
)
def test_a_query_may_mean_the_whole_collection(question: str, language: Language, restricted: bool) -> None:
    assert read(question, language).restricted is restricted


@pytest.mark.parametrize(
    ("likely", "question", "is_one"),
    [
        (0.01, "Quels accords signés ?", False),
        (0.4, "Quels accords signés ?", True),
        (0.4, "Je cherche des accords sur les talents", False),
        (0.9, "Je cherche des accords sur les talents", True),
        (1.0, "Qui es-tu ?", False),
    ],
)
def test_it_must_be_likely_above_all_where_words_are_left_over(likely: float, question: str, is_one: bool) -> None:
    query = read_collection_query(question, "fr", PARTIES, in_documents, likelihood=lambda _signals: likely)
    assert (query is not None) is is_one


@pytest.mark.parametrize(
    ("question", "language", "sure"),
    [
        ("Quels accords signés ?", "fr", True),
        ("Quels accords sur les talents ?", "fr", False),
        ("Quels accords avec Xyzzy ?", "fr", False),
        ("Quand les accords signés ?", "fr", False),
        ("Qui a signé les accords ?", "fr", False),
        ("les accords", "fr", False),
        ("l'accord avec Oracle", "fr", False),
        ("Quel accord avec Oracle ?", "fr", True),
        ("Which agreement with Oracle?", "en", True),
        ("List the agreement", "en", False),
    ],
)
def test_it_is_sure_where_every_word_is_explained(question: str, language: Language, sure: bool) -> None:
    query = read_as_collection(question, language, PARTIES, in_documents).query
    assert query is not None
    assert query.sure is sure


def test_the_signals_of_a_question_about_the_collection() -> None:
    question = "Quels accords signés depuis 2024 avec Oracle et des sociétés françaises ?"
    assert read_as_collection(question, "fr", PARTIES, in_documents).signals == CollectionSignals(
        left_over=0.0,
        unknown=0.0,
        explained=1.0,
        has_noun=1.0,
        plural=1.0,
        asks_which=1.0,
        asks_list=0.0,
        period=1.0,
        status=1.0,
        party=1.0,
        country=1.0,
        named=1.0,
        otherwise=0.0,
    )


def test_the_signals_of_another_question() -> None:
    reading = read_as_collection("Qui dirige Toubkal, budget, talents, objectifs ?", "fr", PARTIES, in_documents)
    assert reading.query is None
    assert reading.signals == CollectionSignals(1.0, 1 / 3, 1 - 5 / 6, *[0.0] * 9, 1.0)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Where is the data centre?", "en"), ("Où est le centre de données ?", "fr"), ("Who is mentioned?", "en")],
)
def test_a_question_for_a_place_that_asks_for_no_mention_is_none(question: str, language: Language) -> None:
    assert is_none(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quels accords avec les Nations unies ?", "fr"),
        ("Which agreements with the United Nations?", "en"),
        ("ما هي الاتفاقيات مع الأمم المتحدة؟", "ar"),
    ],
)
def test_the_united_nations_are_no_country(question: str, language: Language) -> None:
    assert read(question, language).parties == (PartyWanted(kind="organisation", home="none"),)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Quels accords avec des organisations ?", "fr"), ("Which agreements with organisations?", "en")],
)
def test_organisations_are_parties_and_organise_nothing(question: str, language: Language) -> None:
    query = read(question, language)
    assert (query.status, query.parties) == ("", (PartyWanted(kind="organisation"),))


def test_a_letter_is_taken_off_the_name_of_a_country() -> None:
    query = read("ما هي الاتفاقيات مع فرنسا وإسبانيا؟", "ar")
    assert query.parties == (PartyWanted(country="FR"), PartyWanted(country="ES"))
    assert query.sure


def test_institutes_are_no_treaties() -> None:
    assert read("أعطني كل المعاهد", "ar").kinds == ("institution",)
    assert read("أعطني كل المعاهدات", "ar").agreements
