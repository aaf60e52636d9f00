"""What a question must be like."""

from rag.errors import QuestionError
from rag.text.language import has_words
from rag.text.normalise import clean

LONGEST = 2000  # characters


def check_question(question: str) -> str:
    """The question without control characters and needless space.

    Raises:
        QuestionError: it is empty, longer than ``LONGEST``, or holds no words.
    """
    question = " ".join(clean(question).split())
    if not question:
        raise QuestionError("the question is empty: type one")
    if len(question) > LONGEST:
        raise QuestionError(f"the question has {len(question):,} characters: shorten it to {LONGEST:,}")
    if not has_words(question):
        raise QuestionError("the question holds no words: type one in French, Arabic or English")
    return question
