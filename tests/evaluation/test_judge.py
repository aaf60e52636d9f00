import pytest

from rag.evaluation.judge import WordJudge

PREMISE = "The convention was signed in Rabat on 11 September 2025 by Omar Seghrouchni."


@pytest.mark.parametrize(
    ("statement", "supported"),
    [
        (PREMISE, True),
        ("Omar Seghrouchni signed the convention", True),  # stems and stop words are those of the index
        ("Signed on 11 September 2025", True),
        ("Signed on 12 September 2025", False),  # one number is not in the premise
        ("Omar Seghrouchni signed the memorandum", False),  # 3 of 4 words are less than 0.8
        ("of the", False),
        ("", False),
    ],
)
def test_a_premise_supports_what_it_says(statement: str, supported: bool) -> None:
    assert WordJudge().supports(PREMISE, statement) is supported


def test_the_share_can_be_lowered() -> None:
    assert WordJudge(share=0.75).supports(PREMISE, "Omar Seghrouchni signed the memorandum")


def test_arabic_is_folded_and_stemmed() -> None:
    premise = "وقّع عمر السغروشني الاتفاقية سنة ٢٠٢٥ بالرباط."
    assert WordJudge().supports(premise, "اتفاقية وقعها عمر السغروشني سنة 2025")
    assert not WordJudge().supports(premise, "اتفاقية وقعها عمر السغروشني سنة 2024")
