"""The clause of a sentence that names its source: "according to Le Matin of 5 May 2024"."""

import re

_ATTRIBUTION = re.compile(
    r"\b(?:selon|d'apres|d'après|according to|حسب|وفق(?:ا ل)?|بحسب|حسبما|نقلا عن)\b[^,;:؛،]*(?=[,;:؛،.]|$)"
)
# Behind the last comma: "…, Le Matin reported on 5 May".
_REPORTED = re.compile(r"\b(?:reported|wrote|rapporte|rapportait|ecrivait|écrivait|indique|annonce)\b")


def without_attribution(folded: str) -> str:
    """A normalised sentence without the clause that names its source, whose date is not that of the event."""
    before, _comma, last = folded.rpartition(",")
    return _ATTRIBUTION.sub("", before if _comma and _REPORTED.search(last) else folded)
