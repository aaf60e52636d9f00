"""The form of a question, told by its words: what it asks for, and in what shape."""

import re
from dataclasses import dataclass

from rag.answering.answer_kind import Wanted, wanted_kinds
from rag.text.normalise import normalise


@dataclass(frozen=True)
class QuestionForm:
    """What a question asks for: a list, a comparison of two things, and answers of certain kinds."""

    wants_list: bool
    compares: bool
    wanted: tuple[Wanted, ...] = ()

    @property
    def wants_date(self) -> bool:
        """Whether a point in time is asked for."""
        return any(wanted.kind in ("day", "date") for wanted in self.wanted)

    @property
    def wants_value(self) -> bool:
        """Whether one date, number, amount or name is asked for, which a list does not give."""
        return bool(self.wanted) and not self.wants_list


# Matched against normalised text; Darija stands beside standard Arabic.
_LIST = re.compile(
    r"\b(quels sont|quelles sont|qui sont|lesquel(?:le)?s|listez?|enumere[rz]?|énumère[rz]?|citez?|nommez?|"
    r"what are|which are|who are|list|name the|name all|enumerate|"
    r"axes|piliers|secteurs|domaines|dimensions|objectifs|missions|principes|mecanismes|mécanismes|mesures|themes|thèmes|"
    r"axis|pillars|sectors|areas|fields|topics|subjects|goals|targets|aims|principles|mechanisms|measures|themes|"
    r"(?:ال)?(?:محاور|قطاعات|مجالات|ركايز|اهداف|ابعاد|اصناف|مبادي|مواضيع|تدابير)|كلها|جميعها|all of them|"
    r"(?:les|des|the|its|their) (?:deux|trois|quatre|cinq|six|sept|huit|two|three|four|five|six|seven|eight)|"
    r"اذكر|عدد لي|ما هي|ماهي|ما هم|من هم|شنو هما|شنو هي|شنو هوما|شكون هما|chno homa|chnahoma)\b"
)
_COMPARISON = re.compile(
    r"\b(compare[rz]?|comparing|comparaison|comparison|versus|vs|of the two|respectively|respectivement|chacune?|"
    r"(?:lequel|laquelle) des|tous les deux|toutes les deux|difference between|différence entre|difference entre|"
    r"which (?:\w+ )?(?:came|was|is|has|had|drew|costs?) (?:\w+ )?(?:first|more|less|earlier|later|larger|smaller)|"
    r"قارن|(?:ال)?مقارنه|ايهما|كل (?:واحد )?منهما|الفرق بين)\b|"
    # Of the words that come first only the first place is tried: there is none behind it that fits better.
    r"\A(?>.*?\bcelle ).*celle\b|\A(?>.*?\bcelui ).*celui\b|"
    r"\A(?>.*?\bcelles ).*celles\b|\A(?>.*?\bceux ).*ceux\b|"
    r"\A(?>.*?\bentre\b).*\b(?:lequel|laquelle)\b|\A(?>.*?\bbetween\b).*\bwhich\b|"
    r"\A(?>.*?\bwhich\b)[^,]*,.*\bor\b|\A(?>.*?\b(?:lequel|laquelle)\b).*\bou\b|"
    # The same thing is asked for twice: what city … and what city …
    r"\b(?:what|which|quel|quelle) (?P<noun>\w+)\b.*\b(?:and|et) (?:what|which|quel|quelle) (?P=noun)\b|"
    r"\b(?:ما|اي) (?P<ism>\w+)\b.*\bو(?:ما|اي) (?P=ism)\b|\bمتي\b.*\bومتي\b"
)


def question_form(question: str) -> QuestionForm:
    """Reads the form of a question in any of the three languages."""
    text = normalise(question)
    return QuestionForm(bool(_LIST.search(text)), bool(_COMPARISON.search(text)), wanted_kinds(question))
