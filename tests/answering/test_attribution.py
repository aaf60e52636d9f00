from rag.answering.attribution import without_attribution


def test_the_clause_that_names_the_source_is_taken_off() -> None:
    assert without_attribution("signé à rabat, selon le matin du 5 mai 2024.") == "signé à rabat, "
    assert without_attribution("وقعت بالرباط، حسب هسبريس في ماي 2024.") == "وقعت بالرباط، "
    assert without_attribution("it opened, le matin reported in may 2024.") == "it opened"
