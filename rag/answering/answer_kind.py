"""Kinds of answer that can be told by their looks: an amount of money, a number, a span of time, a day, a date, a name.

A question's words say which kind it wants, and a sentence either holds one of that kind or cannot be the answer.
How much that weighs is fitted (``sentence_scorer.json``, ``evidence.json``).
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from rag.answering.answer_looks import counts, holds_amount, holds_date, holds_day, holds_number, holds_span, names_in
from rag.answering.attribution import without_attribution
from rag.indexing.analysis import analyse
from rag.text.language import Language
from rag.text.normalise import normalise

Kind = Literal["money", "count", "quantity", "duration", "day", "date", "name"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# All patterns are matched against normalised text; Darija stands beside standard Arabic.
_MONEY = re.compile(
    r"\b(budgets?|montants?|cout\w*|coût\w*|prix|tarifs?|amendes?|financements?|investissements?|sommes?|salaires?|"
    r"amounts?|costs?|prices?|fines?|funding|investments?|fees?|salary|salaries|pay(?:ing|s)?|paid|spen[dt]|worth|"
    r"how much (?:money|will|did|does|has|have|was|were|is|are)|"
    r"(?:ال)?(?:مبلغ|مبالغ|كلفه|تكلفه|تكاليف|ميزانيه|ثمن|سعر|قيمه|تمويل|استثمار|غرامه|غرامات)|(?:س?[تي]كلف)\w*|"
    r"فلوس|l?flouss?|taman)\b"
)
_COUNT = re.compile(
    r"\bو?(?:combien d['’e] ?|how many |number of |nombres? d['’e]s? ?|كم (?:من )?|(?:ال)?عدد |شحال (?:ديال |من )?|"
    r"(?:b?ch7al|chhal) (?:dyal |mn |d )?)(?P<counted>\w[\w'’-]*(?: \w[\w'’-]*)?)"
)
_QUANTITY = re.compile(
    r"\bو?(combien|pourcentage|taux|nombres?|chiffres?|effectifs?|puissance|superficie|megawatts?|quelle part|"
    r"part d[eu]|how (?:many|much|long|large|big|far)|percentage|share of|what share|number of|size of|power|capacity|"
    r"ب?كم|(?:ال)?(?:نسبه|عدد|قدره|سعه|مساحه|مسافه)|ميغاواط|شحال|bch7al|ch7al|chhal)\b"
)
_DURATION = re.compile(
    r"\b(how long|how many (?:years|months|weeks|days)|combien (?:de temps|d['’e] ?(?:annees|années|ans|mois|jours))|"
    r"duree|durée|duration|كم (?:من )?(?:سنه|عام|شهر|يوم|مده)|(?:ال)?مده|شحال (?:ديال |من )?(?:عام|شهر|وقت)|"
    r"ch7al (?:dyal |mn |d )?(?:3am|chher|lwe9t))\b"
)
_DAY = re.compile(
    r"\b(quel jour|quelle date|date exacte|dates?|(?:what|which|exact) (?:day|date)|اي يوم|(?:ال)?(?:تاريخ|تواريخ))\b"
)
_DATE = re.compile(
    r"\bو?(quand|quelle ann[eé]e|when|which year|what years?|متي|(?:ال)?موعد|اي (?:سنه|عام)|فوقاش|امتي|imta|fo9ach|"
    r"fouqach)\b"
)
_ROLE = (
    "ministre|minister|ambassad\\w+|diplomat\\w*|avocate?|attorney|lawyer|direct\\w+|president\\w*|président\\w*|"
    "fondat\\w+|founder|chef|head|chair\\w*|patronn?e?|ceo|pdg|expert\\w*|specialiste|spécialiste|specialist|"
    "chercheu\\w+|researcher|aut(?:eur\\w*|hor)|responsable|official|porte-parole|spokes\\w+"
)
_NAME = re.compile(
    r"\b(qui|who|whom|whose|chkoun|chkon|شكون|من (?:هو|هي|هم|هما|هن|الذي|التي|الذين|كان|كانت)|اسم|اسماء|"
    r"s['’]appel\w+|(?:the|le|les|quels?) (?:names?|noms?)|nom)\b|^\W*و?من\b|"
    rf"\b(?:quel(?:le)?s?|which|what|name of the|nom (?:du|de la)) (?:\w+ ){{0,2}}(?:{_ROLE})\b|"
    rf"\b(?:{_ROLE})\b.*\bnam?e\b|^(?:{_ROLE})\b|"
    r"\b(?:اي|ما اسم) (?:وزير|سفير|دبلوماسي|محام|مدير|رييس|خبير|مسوول)"
)


_HELD = {
    "money": holds_amount,
    "quantity": holds_number,
    "duration": holds_span,
    "day": holds_day,
    "date": holds_date,
}


@dataclass(frozen=True)
class Wanted:
    """A kind of answer that a question wants; ``counted`` are the words for that which is to be counted."""

    kind: Kind
    question: str
    counted: str = ""

    def met_by(self, sentence: str, folded: str, language: Language) -> bool:
        """Whether a sentence holds such an answer.

        Args:
            sentence: its words.
            folded: the same, normalised; the clause that names the source does not count.
            language: that of the sentence.
        """
        folded = without_attribution(folded)
        if self.kind == "name":
            return bool(names_in(sentence, self.question, language))
        if self.kind == "count":
            return counts(folded, frozenset(analyse(self.counted, language)), language)
        return _HELD[self.kind](folded)


def wanted_kinds(question: str) -> tuple[Wanted, ...]:
    """The kinds of answer that a question wants: at most one of money and numbers, one of times, and a name.

    >>> [wanted.kind for wanted in wanted_kinds("Who signed it, and how many engineers will be trained?")]
    ['count', 'name']
    """
    text = normalise(question)
    found: list[Wanted] = []
    if _DURATION.search(text):
        found.append(Wanted("duration", question))
    elif _MONEY.search(text):
        found.append(Wanted("money", question))
    elif counted := _COUNT.search(text):
        found.append(Wanted("count", question, counted["counted"]))
    elif _QUANTITY.search(text):
        found.append(Wanted("quantity", question))
    if _DAY.search(text):
        found.append(Wanted("day", question))
    elif _DATE.search(text):
        found.append(Wanted("date", question))
    if _NAME.search(text):
        found.append(Wanted("name", question))
    return tuple(found)
