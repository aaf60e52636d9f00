"""What kind of answer a question asks for, told by its words."""

import re
from dataclasses import dataclass

from rag.text.normalise import normalise


@dataclass(frozen=True)
class QuestionForm:
    """Whether a question asks for a list, a date, a number or an amount of money; several can be true."""

    wants_list: bool
    wants_date: bool
    wants_number: bool
    wants_money: bool

    def met_by(self, text: str) -> int:
        """How many of date, number and money are wanted and are in a text."""
        return sum(wanted and bool(pattern.search(normalise(text))) for wanted, pattern in self._wanted())

    def unmet_by(self, text: str) -> int:
        """How many of date, number and money are wanted but are not in a text."""
        return sum(wanted and not pattern.search(normalise(text)) for wanted, pattern in self._wanted())

    def missing_in(self, text: str) -> "QuestionForm":
        """The form without what a text already has."""
        date, number, money = (wanted and not pattern.search(normalise(text)) for wanted, pattern in self._wanted())
        return QuestionForm(self.wants_list, date, number, money)

    def _wanted(self) -> tuple[tuple[bool, re.Pattern[str]], ...]:
        return (self.wants_date, _A_DATE), (self.wants_number, _A_NUMBER), (self.wants_money, _AN_AMOUNT)


# All patterns are matched against normalised text; Darija stands beside standard Arabic.
_LIST = re.compile(
    r"\b(quels sont|quelles sont|qui sont|lesquel(?:le)?s|listez?|enumere[rz]?|énumère[rz]?|citez?|nommez?|"
    r"what are|which are|who are|list|name the|name all|enumerate|"
    r"(?:les|des|the|its|their) (?:deux|trois|quatre|cinq|six|sept|huit|two|three|four|five|six|seven|eight)|"
    r"اذكر|عدد لي|ما هي|ماهي|ما هم|من هم|شنو هما|شنو هي|شنو هوما|شكون هما|chno homa|chnahoma)\b"
)
_DATE = re.compile(
    r"\b(quand|quelle date|quel jour|quelle annee|quelle année|date|when|what day|which day|which year|what year|"
    r"متي|تاريخ|اي سنه|اي يوم|اي عام|فوقاش|امتي|imta|fo9ach|fouqach)\b"
)
_NUMBER = re.compile(
    r"\b(combien|pourcentage|taux|how many|how much|how long|how large|percentage|"
    r"كم|نسبه|عدد|شحال|bch7al|ch7al|chhal)\b"
)
_MONEY = re.compile(
    r"\b(budget|montant|cout|coût|coute|coûte|prix|financement|investissement|how much|amount|cost|price|"
    r"funding|investment|مبلغ|(?:ال)?(?:كلفه|تكلفه|ميزانيه|ثمن|تمويل|استثمار)|فلوس|flous|lflouss?)\b"
)
_MONTHS = (
    "janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre "
    "january february march april may june july august september october november december "
    "يناير فبراير مارس ابريل ماي يونيو يوليوز يوليو غشت شتنبر سبتمبر اكتوبر نونبر نوفمبر دجنبر ديسمبر"
)
_A_DATE = re.compile(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}(?:er|st|nd|rd|th)? (?:{'|'.join(_MONTHS.split())})\b")
_A_NUMBER = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|dix|cent|mille|million|milliard|two|three|four|five|ten|hundred|thousand|billion|"
    r"مليون|مليار|الف|مييه|ثلاث|اربع|خمس)"
)


def question_form(question: str) -> QuestionForm:
    """Reads the form of a question in any of the three languages."""
    text = normalise(question)
    return QuestionForm(
        wants_list=bool(_LIST.search(text)),
        wants_date=bool(_DATE.search(text)),
        wants_number=bool(_NUMBER.search(text)),
        wants_money=bool(_MONEY.search(text)),
    )


_AN_AMOUNT = re.compile(
    r"\b(?:dirhams?|dollars?|euros?|usd|mad|mdh|eur|millions?|milliards?|billions?)\b|[$€£]|"
    r"(?:درهم|دراهم|دولار|اورو|يورو|مليون|ملايين|مليار)"
)


def has_date(text: str) -> bool:
    """Whether a text names a year, or a day of a month."""
    return bool(_A_DATE.search(normalise(text)))
