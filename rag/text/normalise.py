"""Spellings that mean the same, made the same: for matching words, never for showing text."""

import re
import unicodedata

_DROP = re.compile(
    r"[\u00ad\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u061c\ufeff\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]"
)
_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        **dict.fromkeys("گڭݣ", "ك"),  # the Moroccan letters for g, which press texts also write as a plain kaf
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
        "’": "'",
        "ʼ": "'",
        "œ": "oe",
        "æ": "ae",
    }
)


def normalise(text: str) -> str:
    """Folds what writers vary without meaning anything by it.

    Unicode compatibility forms, Arabic diacritics and tatweel, forms of alef, ya, ta marbuta and hamza seats,
    digits of other scripts, ligatures, direction marks, apostrophes and the case of letters.

    >>> normalise("أَمَل الفلاّح السَّغروشني، ٢٠٢٥")
    'امل الفلاح السغروشني، 2025'
    """
    return _DROP.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_SAME)


def without_accents(text: str) -> str:
    """The normalised text without the accents of its letters, which capitals and hurried writers leave out.

    >>> without_accents("Ministère de l’Énergie")
    "ministere de l'energie"
    """
    return "".join(c for c in unicodedata.normalize("NFD", normalise(text)) if not unicodedata.combining(c))


def without_private(text: str) -> str:
    """The text without characters that Unicode leaves to private use, which mean something only to a program."""
    return "".join(c for c in text if unicodedata.category(c) != "Co")


# Marks, embeddings, overrides and isolates that turn the direction of what follows, so that "21" is shown as "12"; the
# deprecated ones that change its shapes; annotations between lines, and tags, whose text nobody sees.
HIDDEN = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]")


def clean(text: str, keep: str = "") -> str:
    """Makes text from outside fit to store: one form of Unicode, line ends and spaces; no control characters.

    Neither are there the invisible ones that turn the direction of text or hide some of it (``HIDDEN``): a reader must
    see what is searched and cited.

    Args:
        text: as it was read.
        keep: characters that stay although they are none for a reader.
    """
    text = HIDDEN.sub("", "\n".join(text.splitlines()))  # every kind of line end is one
    kept = "\n\t" + keep
    text = "".join(c for c in text if c in kept or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    text = unicodedata.normalize("NFC", text)  # last, for letters and accents that stood apart
    lines = [
        re.sub(r"[ \t\u00a0\u202f]+", lambda m: m.group()[0] if len(m.group()) == 1 else " ", line).strip()
        for line in text.split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """The same for what must stand on one line, such as a title or an id."""
    return " ".join(clean(text).split())
