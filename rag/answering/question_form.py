"""What kind of answer a question asks for, told by its words."""

import re
from dataclasses import dataclass

from rag.text.normalise import normalise


@dataclass(frozen=True)
class QuestionForm:
    """Whether a question asks for a list, a date, a number or an amount of money; several can be true.

    ``wants_person`` is for one that asks who, ``compares`` for one that sets two things side by side.
    """

    wants_list: bool
    wants_date: bool
    wants_number: bool
    wants_money: bool
    wants_person: bool = False
    compares: bool = False

    def met_in(self, folded: str) -> frozenset[str]:
        """Which of "date", "number" and "money" are wanted and are in a normalised text."""
        return frozenset(name for name, pattern in self._wanted() if pattern.search(folded))

    def unmet_by(self, text: str) -> int:
        """How many of date, number and money are wanted but are not in a text."""
        return len(self._wanted()) - len(self.met_in(normalise(text)))

    @property
    def wants_value(self) -> bool:
        """Whether one date, number, amount or name is asked for, which a list does not give."""
        return not self.wants_list and (self.wants_date or self.wants_number or self.wants_money or self.wants_person)

    @property
    def parts(self) -> int:
        """How many different things are asked for, as in "who signed, and when?"."""
        return self.wants_date + (self.wants_number or self.wants_money) + self.wants_person

    def _wanted(self) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (name, pattern)
            for name, wanted, pattern in (
                ("date", self.wants_date, _A_DATE),
                ("number", self.wants_number, _A_NUMBER),
                ("money", self.wants_money, _AN_AMOUNT),
            )
            if wanted
        ]


# All patterns are matched against normalised text; Darija stands beside standard Arabic.
_LIST = re.compile(
    r"\b(quels sont|quelles sont|qui sont|lesquel(?:le)?s|listez?|enumere[rz]?|énumère[rz]?|citez?|nommez?|"
    r"what are|which are|who are|list|name the|name all|enumerate|"
    r"axes|piliers|secteurs|domaines|dimensions|objectifs|missions|principes|mecanismes|mécanismes|mesures|themes|thèmes|"
    r"axis|pillars|sectors|areas|fields|topics|subjects|goals|targets|aims|principles|mechanisms|measures|themes|"
    r"(?:ال)?(?:محاور|قطاعات|مجالات|ركايز|اهداف|ابعاد|اصناف|مبادي|مواضيع|تدابير)|كلها|جميعها|all of them|"
    r"(?:les|des|the|its|their) (?:deux|trois|quatre|cinq|six|sept|huit|two|three|four|five|six|seven|eight)|"
    r"اذكر|عدد لي|ما هي|ماهي|ما هم|من هم|شنو هما|شنو هي|شنو هوما|شكون هما|chno homa|chnahoma)\b"
)
_DATE = re.compile(
    r"\bو?(quand|quelle date|quel jour|quelle annee|quelle année|dates?|when|what day|which day|which year|what years?|"
    r"متي|(?:ال)?(?:تاريخ|تواريخ|موعد)|اي سنه|اي يوم|اي عام|فوقاش|امتي|imta|fo9ach|fouqach)\b"
)
_NUMBER = re.compile(
    r"\bو?(combien|pourcentage|taux|nombres?|chiffres?|effectifs?|puissance|superficie|megawatts?|"
    r"how many|how much|how long|how large|percentage|number of|power|capacity|"
    r"كم|(?:ال)?(?:نسبه|عدد|قدره|مساحه)|ميغاواط|شحال|bch7al|ch7al|chhal)\b"
)
_MONEY = re.compile(
    r"\bو?(budget|montant|cout|coût|coute|coûte|prix|financement|investissement|how much|amount|cost|price|"
    r"funding|investment|(?:ال)?(?:مبلغ|كلفه|تكلفه|ميزانيه|ثمن|تمويل|استثمار)|فلوس|flous|lflouss?)\b"
)
_ROLE = (
    "ministre|minister|ambassad\\w+|diplomat\\w*|avocate?|attorney|lawyer|direct\\w+|president\\w*|président\\w*|"
    "fondat\\w+|founder|chef|head|chair\\w*|patronn?e?|ceo|pdg|expert\\w*|specialiste|spécialiste|specialist|"
    "chercheu\\w+|researcher|aut(?:eur\\w*|hor)|responsable|official|porte-parole|spokes\\w+"
)
_PERSON = re.compile(
    r"\b(qui|who|whom|whose|chkoun|chkon|شكون|من (?:هو|هي|هم|هما|هن|الذي|التي|الذين|كان|كانت)|اسم)\b|^\W*و?من\b|"
    rf"\b(?:quel(?:le)?s?|which|what|name of the|nom (?:du|de la)) (?:\w+ ){{0,2}}(?:{_ROLE})\b|"
    rf"\b(?:{_ROLE})\b.*\bnam?e\b|^(?:{_ROLE})\b|"
    r"\b(?:اي|ما اسم) (?:وزير|سفير|دبلوماسي|محام|مدير|رييس|خبير|مسوول)"
)
_COMPARISON = re.compile(
    r"\b(compare[rz]?|comparing|comparaison|comparison|versus|vs|of the two|respectively|respectivement|chacune?|"
    r"(?:lequel|laquelle) des|tous les deux|toutes les deux|difference between|différence entre|difference entre|"
    r"celle .*celle|celui .*celui|celles .*celles|ceux .*ceux|"
    r"which (?:\w+ )?(?:came|was|is|has|had|drew|costs?) (?:\w+ )?(?:first|more|less|earlier|later|larger|smaller)|"
    r"قارن|(?:ال)?مقارنه|ايهما|كل (?:واحد )?منهما|الفرق بين)\b|"
    r"\bentre\b.*\b(?:lequel|laquelle)\b|\bbetween\b.*\bwhich\b|"
    r"\bwhich\b.*,.*\bor\b|\b(?:lequel|laquelle)\b.*\bou\b|"
    # The same thing is asked for twice: what city … and what city …
    r"\b(?:what|which|quel|quelle) (?P<noun>\w+)\b.*\b(?:and|et) (?:what|which|quel|quelle) (?P=noun)\b|"
    r"\b(?:ما|اي) (?P<ism>\w+)\b.*\bو(?:ما|اي) (?P=ism)\b|\bمتي\b.*\bومتي\b"
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
_AN_AMOUNT = re.compile(
    r"\b(?:dirhams?|dollars?|euros?|usd|mad|mdh|eur|millions?|milliards?|billions?)\b|[$€£]|"
    r"(?:درهم|دراهم|دولار|اورو|يورو|مليون|ملايين|مليار)"
)
_ATTRIBUTION = re.compile(
    r"\b(?:selon|d'apres|d'après|according to|حسب|وفق(?:ا ل)?|بحسب|حسبما|نقلا عن)\b[^,;:؛،]*(?=[,;:؛،.]|$)|"
    r",[^,]*\b(?:reported|wrote|rapporte|rapportait|ecrivait|écrivait|indique|annonce)\b[^,]*$"
)


def question_form(question: str) -> QuestionForm:
    """Reads the form of a question in any of the three languages."""
    text = normalise(question)
    return QuestionForm(
        wants_list=bool(_LIST.search(text)),
        wants_date=bool(_DATE.search(text)),
        wants_number=bool(_NUMBER.search(text)),
        wants_money=bool(_MONEY.search(text)),
        wants_person=bool(_PERSON.search(text)),
        compares=bool(_COMPARISON.search(text)),
    )


def has_date(text: str) -> bool:
    """Whether a text names a year, or a day of a month."""
    return bool(_A_DATE.search(normalise(text)))


def without_attribution(folded: str) -> str:
    """A normalised sentence without the clause that names its source, whose date is not that of the event."""
    return _ATTRIBUTION.sub("", folded)
