"""What a retriever tells of documents beside ranking passages: who mentions words, full names, vectors."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rag.embedding.encoder import Encoder
from rag.indexing.sync import index
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import Language

MISTRAL, CNDP = "mistral-mou-2025", "cndp-ministry-convention-2025"


@pytest.mark.parametrize(
    ("words", "language", "documents"),
    [
        ("Dakhla", "fr", {MISTRAL}),
        ("dakhla", "en", {MISTRAL}),
        ("الداخلة", "ar", {MISTRAL}),
        ("الداخله", "ar", {MISTRAL}),
        ("CNDP", "fr", {MISTRAL, CNDP}),
        ("الرباط", "ar", {MISTRAL, CNDP}),
        ("Digital Business", "en", {MISTRAL, CNDP}),
        ("500-megawatt", "en", {MISTRAL}),
        ("500 megawatt", "en", {MISTRAL}),
    ],
)
def test_documents_that_have_words_as_written_are_found(
    retriever: Retriever, words: str, language: Language, documents: set[str]
) -> None:
    assert retriever.mentioning(words, language) == documents


@pytest.mark.parametrize("words", ["Oujda", "Dakhl", "Business Digital", "Dakhla Oujda", "the", "?", ""])
def test_words_that_none_has_so_find_nothing(retriever: Retriever, words: str) -> None:
    assert retriever.mentioning(words, "en") == set()


@pytest.fixture
def own(settings: Settings, encoder: Encoder, write: Callable[..., Path]) -> Callable[..., Retriever]:
    def opened(language: str, **texts: str) -> Retriever:
        for name, text in texts.items():
            write(f"{name}.md", f"---\nlanguage: {language}\ntitle: Titre {name}\n---\n{text}")
        index(settings, encoder)
        return Retriever(settings, encoder)

    return opened


def test_another_word_of_the_same_stem_is_no_mention(own: Callable[..., Retriever]) -> None:
    with own("fr", one="Un centre en France.", two="Un centre français.", three="La France et le Maroc.") as retriever:
        assert retriever.mentioning("France", "fr") == {"one", "three"}
        assert retriever.mentioning("FRANCE", "fr") == {"one", "three"}


def test_the_title_counts_with_the_text(own: Callable[..., Retriever]) -> None:
    with own("fr", oujda="Un centre de recherche.", two="Un centre.") as retriever:
        assert retriever.mentioning("Oujda", "fr") == {"oujda"}


@pytest.mark.parametrize("word", ["رباط", "الرباط"])
def test_arabic_words_may_have_an_article_or_a_joined_letter(own: Callable[..., Retriever], word: str) -> None:
    texts = {"a": "مركز بالرباط جديد.", "b": "المركز والرباط هنا.", "c": "مركز في الرباط.", "d": "للرباط مركز كبير."}
    with own("ar", **texts, e="مركز بفاس جديد.", f="مرابط في المدينة.") as retriever:
        assert retriever.mentioning(word, "ar") == {"a", "b", "c", "d"}


def test_only_documents_in_the_language_are_looked_at(own: Callable[..., Retriever]) -> None:
    with own("en", one="A centre in Oujda.") as retriever:
        assert (retriever.mentioning("Oujda", "en"), retriever.mentioning("Oujda", "fr")) == ({"one"}, set())


def test_a_party_is_named_in_full_in_every_language(retriever: Retriever) -> None:
    full = retriever.with_full_names(Filters(languages=("fr",), parties=("ميسترال", "OpenAI")))
    assert full == Filters(languages=("fr",), parties=("ميسترال للذكاء الاصطناعي", "Mistral AI", "OpenAI"))
    assert not any(full.accepts(entry.opening("fr")) for entry in retriever.catalogue if entry.document == CNDP)


def test_filters_without_a_party_stay_as_they_are(retriever: Retriever) -> None:
    filters = Filters(countries=("FR",))
    assert retriever.with_full_names(filters) is filters


def test_a_vector_is_the_encoders_and_is_remembered(retriever: Retriever) -> None:
    vector = retriever.vector("Qui a signé à Rabat ?")
    assert vector.dtype == np.float32
    assert np.array_equal(vector, retriever.encoder.encode_queries(["Qui a signé à Rabat ?"])[0])
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)
    assert retriever.vector("Qui a signé à Rabat ?") is vector
    assert retriever.vector("Qui a signé à Fès ?") is not vector


def test_only_the_last_64_vectors_are_remembered(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    first = retriever.vector("0")
    monkeypatch.setattr(retriever.encoder, "encode_queries", lambda texts: np.zeros((len(texts), first.size), "f4"))
    for number in range(1, 64):
        retriever.vector(f"other {number}")
    assert retriever.vector("0") is first
    retriever.vector("other 64")
    assert retriever.vector("0") is not first
    retriever._vectors.clear()  # the other tests want vectors of the encoder


def test_the_names_of_a_party_are_known_by_each_of_them(retriever: Retriever) -> None:
    names = retriever.catalogue.party_names
    assert names["CNDP"] == names["اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي"]
    assert names["Mistral AI"] == ("ميسترال للذكاء الاصطناعي", "Mistral AI")
    assert "Mistral" not in names
