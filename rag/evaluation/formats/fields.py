"""The fields of question sets, in the spellings that sets have for them, with errors that say where."""

from rag.answering.answer import Status
from rag.errors import DatasetError
from rag.evaluation.question_set import QUESTION_LANGUAGES, STATUSES, QuestionLanguage
from rag.text.language import Language

_LONG: dict[QuestionLanguage, str] = {"fr": "fra", "ar": "ara", "en": "eng"}  # ISO 639-3; ``ary`` is of it already


def as_question_language(value: object, where: str) -> QuestionLanguage | None:
    """A language code of a set, ISO 639-1 or 639-3 with or without a region, as one of ours; None for an empty value.

    Raises:
        DatasetError: it is a language that is not spoken here.
    """
    if value in (None, ""):
        return None
    code = str(value).lower().replace("_", "-").split("-")[0]
    for language in QUESTION_LANGUAGES:
        if code in (language, _LONG.get(language)):
            return language
    accepted = f"{', '.join(QUESTION_LANGUAGES)} (or {', '.join(_LONG.values())})"
    raise DatasetError(f"{where}: the language {value!r} is not one of {accepted}")


def as_language(value: object, where: str) -> Language | None:
    """The language of a passage, as ``as_question_language`` reads it; Darija is stored as Arabic."""
    language = as_question_language(value, where)
    return "ar" if language == "ary" else language


def as_status(value: object, where: str) -> Status | None:
    """The status that a right reply has, or None for an empty value.

    Raises:
        DatasetError: no reply has this status.
    """
    if value in (None, ""):
        return None
    for status in STATUSES:
        if value == status:
            return status
    raise DatasetError(f"{where}: `status` must be one of {', '.join(STATUSES)}, not {value!r}")


def as_texts(value: object) -> tuple[str, ...]:
    """An answer or a list of answers, in any of the shapes in which sets write them, as different texts."""
    if isinstance(value, dict):
        value = value.get("text", ())
    items = value if isinstance(value, list | tuple) else [value]
    texts = (item.get("text") if isinstance(item, dict) else item for item in items)
    return tuple(dict.fromkeys(str(text) for text in texts if text is not None and str(text).strip()))
