import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.errors import QuestionError, StoreError
from rag.indexing.sync import index
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever
from rag.settings import Settings


@pytest.mark.parametrize(
    ("question", "key", "words"),
    [
        ("Qui a signé la convention avec la CNDP ?", "fr/cndp-ministry-convention-2025", "Omar Seghrouchni"),
        ("ما هي محاور الشراكة مع ميسترال؟", "ar/mistral-mou-2025", "أربعة محاور"),
        ("What are the four axes of the Mistral partnership?", "en/mistral-mou-2025", "four axes"),
        ("axes mistral", "fr/mistral-mou-2025", "axe"),
    ],
)
def test_the_right_passage_comes_first(retriever: Retriever, question: str, key: str, words: str) -> None:
    best = retriever.retrieve(question, k=1)[0]
    assert best.passage.key == key
    assert words in best.passage.text


def test_hits_are_ordered_and_as_many_as_asked(retriever: Retriever) -> None:
    hits = retriever.retrieve("Mistral AI", k=7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_every_hit_shows_signals_and_sentences(retriever: Retriever) -> None:
    for hit in retriever.retrieve("Mistral AI memorandum", k=25):
        assert 0.5 < hit.signals.dense < 1.0
        assert len(hit.sentences) == len(hit.passage.sentences)
        assert [s.score for s in hit.sentences] == sorted((s.score for s in hit.sentences), reverse=True)


def test_the_best_sentence_is_the_one_that_answers(retriever: Retriever) -> None:
    hit = retriever.retrieve("Who signed the memorandum with Mistral AI?", k=1)[0]
    assert "Arthur Mensch" in hit.passage.quote(hit.sentences[0].span)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(languages=("ar",)),
        Filters(documents=("cndp-ministry-convention-2025",)),
        Filters(date_to="2025-09-11"),
        Filters(languages=("en",), date_from="2025-09-12"),
        Filters(publishers=("Digital Business Africa",)),
        Filters(publishers=("Barlamane",)),
        Filters(countries=("France",)),
        Filters(kinds=("memorandum",)),
        Filters(statuses=("signed",), kinds=("convention", "law")),
    ],
)
def test_filters_hold_for_every_hit(retriever: Retriever, filters: Filters) -> None:
    hits = retriever.retrieve("Mistral AI", k=50, filters=filters)
    assert hits
    assert all(filters.accepts(hit.passage) for hit in hits)


@pytest.mark.parametrize("name", ["Mistral", "mistral ai", "ميسترال"])
def test_a_party_is_named_by_words_in_any_language(retriever: Retriever, name: str) -> None:
    hits = retriever.retrieve("convention CNDP", k=100, filters=Filters(parties=(name,)))
    assert {hit.passage.key for hit in hits} == {f"{language}/mistral-mou-2025" for language in ("fr", "ar", "en")}


@pytest.mark.parametrize("name", ["OpenAI", "Mistr", "Mistral CNDP", "", "?"])
def test_a_party_that_none_is_called_gives_no_hits(retriever: Retriever, name: str) -> None:
    assert retriever.retrieve("Mistral", filters=Filters(parties=(name,))) == []


def test_one_of_several_parties_is_enough(retriever: Retriever) -> None:
    hits = retriever.retrieve(
        "Mistral", k=100, filters=Filters(languages=("en",), parties=("CNDP", "OpenAI", "ميسترال"))
    )
    assert {hit.passage.document for hit in hits} == {"mistral-mou-2025", "cndp-ministry-convention-2025"}


def test_the_catalogue_has_every_document_in_every_language(retriever: Retriever) -> None:
    assert [(entry.document, [each.language for each in entry.openings]) for entry in retriever.catalogue] == [
        ("cndp-ministry-convention-2025", ["ar", "en", "fr"]),
        ("mistral-mou-2025", ["ar", "en", "fr"]),
    ]


def test_the_catalogue_follows_the_index(settings: Settings, encoder: Encoder, write: Callable[..., Path]) -> None:
    write("one.txt", "Un texte sur Rabat.")
    index(settings, encoder)
    with Retriever(settings, encoder) as retriever:
        assert [entry.document for entry in retriever.catalogue] == ["one"]
        write("two.txt", "Un texte sur Fès.")
        index(settings, encoder)
        assert [entry.document for entry in retriever.catalogue] == ["one", "two"]


def test_a_rare_match_is_found_behind_a_filter(
    settings: Settings, encoder: Encoder, write: Callable[..., Path]
) -> None:
    """More passages pass the search than are taken, and only one of all passes the filter."""
    for number in range(60):
        write(f"{number}.md", f"---\nlanguage: en\ntitle: Note {number}\n---\nThe Mistral agreement, note {number}.")
    write("target.md", "---\nlanguage: fr\ntitle: Cuisine\n---\nUne recette de couscous aux légumes.")
    few = settings.model_copy(update={"candidates": 5})
    index(few, encoder)
    with Retriever(few, encoder) as retriever:
        hits = retriever.retrieve("Mistral agreement", filters=Filters(languages=("fr",)))
    assert [hit.passage.document for hit in hits] == ["target"]


def test_a_rare_party_is_found_behind_a_filter(
    settings: Settings, encoder: Encoder, write: Callable[..., Path]
) -> None:
    for number in range(60):
        write(f"{number}.md", f"---\nlanguage: en\ntitle: Note {number}\n---\nThe Mistral agreement, note {number}.")
    for language, name in (("fr", "Groupe OCP"), ("ar", "مجموعة المكتب الشريف للفوسفاط")):
        head = f"id: target\nlanguage: {language}\ntitle: Cuisine\nparties: [{name}]"
        write(f"{language}.md", f"---\n{head}\n---\nUne recette de couscous aux légumes.")
    few = settings.model_copy(update={"candidates": 5})
    index(few, encoder)
    with Retriever(few, encoder) as retriever:
        hits = retriever.retrieve("Mistral agreement", filters=Filters(parties=("المكتب الشريف",)))
    assert {hit.passage.key for hit in hits} == {"fr/target", "ar/target"}


def test_a_filter_that_nothing_passes_gives_no_hits(retriever: Retriever) -> None:
    assert retriever.retrieve("Mistral", filters=Filters(documents=("nothing",))) == []


def test_an_empty_index_gives_no_hits(settings: Settings, encoder: Encoder) -> None:
    index(settings, encoder)
    with Retriever(settings, encoder) as retriever:
        assert retriever.retrieve("Mistral") == []


@pytest.mark.parametrize("question", ["", "  ", "?!…", "🙂🙂", "x" * 10_000])
def test_questions_that_are_none_are_refused(retriever: Retriever, question: str) -> None:
    with pytest.raises(QuestionError):
        retriever.retrieve(question)


def test_without_an_index_it_says_what_to_run(settings: Settings, encoder: Encoder) -> None:
    with pytest.raises(StoreError, match=r"there is no index in .*: run `rag index`"):
        Retriever(settings, encoder)


def test_a_damaged_store_is_one_clear_line(settings: Settings, encoder: Encoder, write: Callable[..., Path]) -> None:
    write("one.txt", "Un texte sur Rabat.")
    index(settings, encoder)
    (settings.index / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError) as caught:
        Retriever(settings, encoder).retrieve("Rabat")
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(": run `rag index`")


def test_damage_while_it_is_open_is_told_and_after_indexing_it_answers_again(
    settings: Settings, encoder: Encoder, write: Callable[..., Path]
) -> None:
    """In one passage of the database, and then in all of it; what was read before is still known, so it is dropped."""
    write("one.txt", "Un texte sur Rabat.")
    index(settings, encoder)
    database = settings.index / "chroma" / "chroma.sqlite3"
    with Retriever(settings, encoder) as retriever:
        retriever.store._read.clear()
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(
                "UPDATE embedding_metadata SET string_value = 'Un texte sur Paris.' WHERE key = 'chroma:document'"
            )
        for ask in (lambda: retriever.retrieve("Rabat"), lambda: len(retriever.catalogue), retriever.store.documents):
            with pytest.raises(StoreError, match="the passage .* in the index is damaged: run `rag index`"):
                ask()
        index(settings, encoder)
        assert "Rabat" in retriever.retrieve("Rabat")[0].passage.text
        retriever.store._read.clear()
        with database.open("r+b") as file:
            file.write(bytes(database.stat().st_size))
        for ask in (
            lambda: retriever.retrieve("Rabat"),
            retriever.store.count,
            retriever.store.documents,
            lambda: retriever.store.titles(["one"], "fr"),
            lambda: list(retriever.store.openings()),
            lambda: retriever.store.nearest(retriever.vector("Rabat"), 5),
        ):
            with pytest.raises(StoreError) as caught:
                ask()
            assert "\n" not in str(caught.value)
            assert "run `rag index`" in str(caught.value)
        index(settings, encoder)
        assert "Rabat" in retriever.retrieve("Rabat")[0].passage.text


def test_a_hit_as_json_counts_positions_in_the_document(retriever: Retriever, seed_settings: Settings) -> None:
    from rag.corpus.corpus import read_document

    found = retriever.retrieve("L'ODJ Média, crédits d'inférence", k=1)[0].to_dict()
    path = seed_settings.documents / found["language"] / f"{found['document']}.md"
    text = read_document(path, seed_settings.documents, 1e7).text
    assert text[found["start"] : found["end"]] == found["text"]
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in found["sentences"])


def test_the_store_gives_titles_and_texts_by_language(retriever: Retriever) -> None:
    assert retriever.store.title("mistral-mou-2025", "en").startswith("Morocco's digital ministry and Mistral AI")
    assert retriever.store.title("nothing", "en") == ""
    texts = list(retriever.store.texts("ar"))
    assert len(texts) == sum(1 for hit in retriever.rank("Mistral").hits if hit.passage.language == "ar")
    assert all("ا" in text for text in texts)


def test_words_are_counted(retriever: Retriever) -> None:
    assert retriever.passages_with("memorandum", "en") > 1
    assert retriever.passages_with("stoicism", "en") == 0
