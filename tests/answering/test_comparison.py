from rag.answering.comparison import compared_hits
from rag.retrieval.retriever import Retriever


def test_each_side_is_the_document_that_speaks_of_it(retriever: Retriever) -> None:
    ranking = retriever.rank("Compare the Mistral AI memorandum with the CNDP convention")
    hits = [hit for hit in ranking.hits if hit.passage.language == "en"]
    sides = compared_hits(ranking, hits)
    assert {side[0].passage.document for side in sides} == {"mistral-mou-2025", "cndp-ministry-convention-2025"}
    assert all(len({hit.passage.document for hit in side}) == 1 for side in sides)


def test_one_document_has_no_other_side(retriever: Retriever) -> None:
    ranking = retriever.rank("Compare the axes of Mistral")
    hits = [hit for hit in ranking.hits if hit.passage.key == "en/mistral-mou-2025"]
    assert compared_hits(ranking, hits) == ()


def test_a_document_that_adds_no_word_is_no_other_side(retriever: Retriever) -> None:
    ranking = retriever.rank("Mistral")
    hits = sorted(
        (hit for hit in ranking.hits if hit.passage.language == "en"),
        key=lambda hit: hit.passage.document != "mistral-mou-2025",
    )
    assert len({hit.passage.document for hit in hits}) == 2
    assert compared_hits(ranking, hits) == ()
