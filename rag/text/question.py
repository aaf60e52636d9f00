"""What a question must be like."""

from rag.errors import QuestionError
from rag.text.language import has_words
from rag.text.normalise import clean

LONGEST = 2000  # characters
LONGEST_RAW = 16 * LONGEST  # before needless space is taken out: beyond, a text is not even cleaned


def check_question(question: str) -> str:
    """The question without control characters and needless space.

    Raises:
        QuestionError: it is no text, empty, longer than ``LONGEST`` (or ``LONGEST_RAW`` with all its white space), or
            holds no words.
    """
    if not isinstance(question, str):
        raise QuestionError("the question is no text: type one")
    if len(question) > LONGEST_RAW:
        raise QuestionError(f"the question has {len(question):,} characters: shorten it to {LONGEST:,}")
    question = " ".join(clean(question).split())
    if not question:
        raise QuestionError("the question is empty: type one")
    if len(question) > LONGEST:
        raise QuestionError(f"the question has {len(question):,} characters: shorten it to {LONGEST:,}")
    if not has_words(question):
        raise QuestionError("the question holds no words: type one in French, Arabic or English")
    return question
