from rag.text.months import MONTHS
from rag.text.normalise import normalise


def test_names_stand_as_normalising_leaves_them_and_cover_the_year() -> None:
    assert [name for name in MONTHS if normalise(name) != name] == []
    assert set(MONTHS.values()) == set(range(1, 13))
    assert MONTHS["شتنبر"] == MONTHS["septembre"] == MONTHS["september"] == 9
