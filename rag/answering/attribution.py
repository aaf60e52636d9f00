"""The clause of a sentence that names its source: "according to Le Matin of 5 May 2024"."""

import re

_ATTRIBUTION = re.compile(
    r"\b(?:selon|d'apres|d'après|according to|حسب|وفق(?:ا ل)?|بحسب|حسبما|نقلا عن)\b[^,;:؛،]*(?=[,;:؛،.]|$)|"
    r",[^,]*\b(?:reported|wrote|rapporte|rapportait|ecrivait|écrivait|indique|annonce)\b[^,]*$"
)


def without_attribution(folded: str) -> str:
    """A normalised sentence without the clause that names its source, whose date is not that of the event."""
    return _ATTRIBUTION.sub("", folded)
