import time
from pathlib import Path

import pytest

from rag.corpus.corpus import read_corpus
from rag.text.sentences import Sentence, split_sentences

DOCUMENTS = Path(__file__).parents[2] / "documents"


def split(text, language="fr"):
    return [(sentence.kind, text[sentence.start : sentence.end]) for sentence in split_sentences(text, language)]


def prose(text, language="fr"):
    sentences = split(text, language)
    assert {kind for kind, _ in sentences} <= {"prose"}
    return [sentence for _, sentence in sentences]


def test_positions_count_characters_of_the_text():
    assert split_sentences("Il a signé. Elle aussi.\n\nEt nous.", "fr") == [
        Sentence(0, 11, "prose"),
        Sentence(12, 23, "prose"),
        Sentence(25, 33, "prose"),
    ]


def test_positions_are_not_those_of_bytes():
    assert split_sentences("🙂 نعم. لا.", "ar") == [Sentence(0, 6), Sentence(7, 10)]


def test_space_around_a_sentence_is_not_part_of_it():
    assert split_sentences("  Une phrase.   Deux.  ", "fr") == [Sentence(2, 13), Sentence(16, 21)]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "##", "- ", "# \n\n"])
def test_a_text_without_words_has_no_sentences(text):
    assert split_sentences(text, "fr") == []


def test_a_text_without_a_final_stop_is_one_sentence():
    assert prose("Une phrase sans fin") == ["Une phrase sans fin"]


def test_the_last_sentence_may_lack_its_stop():
    assert prose("Il a signé. Elle aussi") == ["Il a signé.", "Elle aussi"]


def test_lines_are_never_joined():
    assert prose("Une ligne\nune autre") == ["Une ligne", "une autre"]


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Who signed? The ministry! Yes.", "en", ["Who signed?", "The ministry!", "Yes."]),
        ("Est-il prêt\u00a0? Oui.", "fr", ["Est-il prêt\u00a0?", "Oui."]),
        ("من وقع؟ وقعت الوزارة. متى؟", "ar", ["من وقع؟", "وقعت الوزارة.", "متى؟"]),
        ("قال: نعم! ثم غادر.", "ar", ["قال: نعم!", "ثم غادر."]),
        ("They ended... Then more.", "en", ["They ended...", "Then more."]),
    ],
)
def test_stops_end_sentences(text, language, sentences):
    assert prose(text, language) == sentences


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Il est « prêt. » Il part.", "fr", ["Il est « prêt. »", "Il part."]),
        ("“Yes.” He left.", "en", ["“Yes.”", "He left."]),
        ("«نعم.» ثم غادر.", "ar", ["«نعم.»", "ثم غادر."]),
    ],
)
def test_a_closing_quotation_mark_belongs_to_its_sentence(text, language, sentences):
    assert prose(text, language) == sentences


@pytest.mark.parametrize(
    ("first", "language"),
    [
        ("M. Omar Seghrouchni a signé.", "fr"),
        ("MM. Omar et Ali ont signé.", "fr"),
        ("Mme. Amal et Pr. Ali ont signé.", "fr"),
        ("Le 11 sept. 2025, un accord est signé.", "fr"),
        ("L'art. 5 de la loi est cité.", "fr"),
        ("Omar a dit «M. Ali est là.»", "fr"),
        ("Mr. Mensch and Prof. Ali signed.", "en"),
        ("The U.S. government signed.", "en"),
        ("It was signed on 3 Jan. 2025 in Rabat.", "en"),
        ("Law no. 09-08 applies.", "en"),
        ("وقع د. أحمد الاتفاقية.", "ar"),
        ("وقع ذ. عمر الاتفاقية.", "ar"),
        ("قال أ.د. أحمد إن الأمر مهم.", "ar"),
    ],
)
def test_abbreviations_do_not_end_a_sentence(first, language):
    second = {"fr": "Il dure un an.", "en": "It lasts a year.", "ar": "ثم غادر."}[language]
    assert prose(f"{first} {second}", language) == [first, second]


@pytest.mark.parametrize(
    ("first", "language"),
    [
        ("Selon Article19.ma, un accord est signé.", "fr"),
        ("Voir https://www.cndp.ma/avis.html pour le texte.", "fr"),
        ("Le montant est de 3.5 millions.", "fr"),
        ("حسب برلمان.كوم فإن الاتفاق وقع.", "ar"),
        ("تبلغ القيمة 3.5 مليار درهم.", "ar"),
    ],
)
def test_dots_inside_words_and_numbers_do_not_end_a_sentence(first, language):
    second = {"fr": "Il dure un an.", "ar": "وهو جيد."}[language]
    assert prose(f"{first} {second}", language) == [first, second]


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("Il a été reçu par Mohammed VI.", "Il a parlé.", "fr"),
        ("C'est le cas de l'IA.", "Le ministère suit.", "fr"),
        ("It is signed by the DGSN.", "It holds.", "en"),
        ("It was signed in the U.S.", "The ministry left.", "en"),
        ("وقع يوم 12 شتنبر 2025.", "ثم غادر.", "ar"),
    ],
)
def test_acronyms_and_numbers_may_end_a_sentence(first, second, language):
    assert prose(f"{first} {second}", language) == [first, second]


@pytest.mark.parametrize("line", ["# Les axes", "## Les axes", "### Les axes"])
def test_a_heading_is_told_by_its_mark_which_is_not_part_of_it(line):
    assert split(f"{line}\nUn axe.") == [("heading", "Les axes"), ("prose", "Un axe.")]


def test_a_heading_is_one_span():
    assert split("## M. Omar. Son rôle. Sa vie") == [("heading", "M. Omar. Son rôle. Sa vie")]


def test_a_line_that_starts_with_a_hashtag_is_no_heading():
    assert split("#MarocIA est le mot-clé.") == [("prose", "#MarocIA est le mot-clé.")]


def test_items_are_one_span_each_without_their_mark():
    assert split("- la recherche. Elle compte.\n- la formation") == [
        ("item", "la recherche. Elle compte."),
        ("item", "la formation"),
    ]


@pytest.mark.parametrize("mark", ["1.", "2)", "12."])
def test_numbered_items_lose_their_number(mark):
    assert split(f"{mark} la recherche") == [("item", "la recherche")]


@pytest.mark.parametrize("line", ["2025 est une année.", "-5 degrés.", "1.5 million.", "Un – deux."])
def test_lines_that_only_look_like_items_are_prose(line):
    assert split(line) == [("prose", line)]


def test_marks_may_be_indented():
    assert split("  - un\n  ## Deux") == [("item", "un"), ("heading", "Deux")]


def test_arabic_headings_and_items():
    assert split("## محاور الاتفاقية\n- البحث العلمي. والتكوين", "ar") == [
        ("heading", "محاور الاتفاقية"),
        ("item", "البحث العلمي. والتكوين"),
    ]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000"])
def test_a_space_of_any_kind_between_an_initial_and_the_stop(space):
    text = f"Voir le plan A{space}. Il est prêt."
    sentences = split_sentences(text, "fr")
    assert (sentences[0].start, sentences[-1].end) == (0, len(text))


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_spans_of_all_articles_are_in_order_apart_stripped_and_lose_only_marks(language):
    documents = list(read_corpus(DOCUMENTS / language, 1e7))
    assert len(documents) > 30
    for document in documents:
        end = 0
        left = ""
        for sentence in split_sentences(document.text, document.language):
            quotation = document.text[sentence.start : sentence.end]
            assert end <= sentence.start < sentence.end, document.path
            assert quotation == quotation.strip(), document.path
            assert "\n" not in quotation, document.path
            left += document.text[end : sentence.start]
            end = sentence.end
        left += document.text[end:]
        assert set(left) <= set("#- \n"), document.path


def test_a_name_in_parentheses_is_not_torn_apart():
    text = "بينما يشغل ديفيد لي (David Li) منصب المدير العام لهواوي المغرب وشين لي (Shen Li) منصب الرئيس. وقال نعم."
    assert prose(text, "ar")[0].count("(") == prose(text, "ar")[0].count(")") == 2
    assert prose("عام (1902 - 1910) جاء. ثم ذهب (1911 - 1912) إلى هناك.", "ar")[0].startswith("عام (1902 - 1910) جاء.")


def test_a_name_that_looks_like_an_abbreviation_may_end_a_sentence():
    assert prose("حسب موقع Perspectives Med. وتعلقت مذكرة ثانية بالتكوين.", "ar") == [
        "حسب موقع Perspectives Med.",
        "وتعلقت مذكرة ثانية بالتكوين.",
    ]
    assert prose("C'est ce que rapporte Hespress FR. Le ministère confirme.") == [
        "C'est ce que rapporte Hespress FR.",
        "Le ministère confirme.",
    ]


@pytest.mark.parametrize("piece", ["Un accord est signé. ", "AB. Ab ", "“a. ", "mot "])
def test_a_line_of_any_length_is_split_in_little_time(piece):
    text = (piece * (400_000 // len(piece))).strip()
    started = time.process_time()
    sentences = split_sentences(text, "fr")
    assert time.process_time() - started < 4  # it took eleven seconds, and four times as long for twice as much
    assert "".join("".join(text[each.start : each.end].split()) for each in sentences) == "".join(text.split())
    assert max(each.end - each.start for each in sentences) <= 10_000


def test_a_long_line_is_cut_behind_a_stop():
    text = "Un accord est signé. " * 1000
    assert {text[each.start : each.end] for each in split_sentences(text, "fr")} == {"Un accord est signé."}
