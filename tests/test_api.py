import rag


def test_the_public_names_are_these() -> None:
    assert rag.__all__ == [
        "Answer", "Answerer", "Citation", "Filters", "Hit", "IndexReport", "Passage", "RagError", "Retriever",
        "Settings", "Verification", "evaluate", "export_index", "import_index", "index", "verify",
    ]  # fmt: skip
    assert all(hasattr(rag, name) for name in rag.__all__)
