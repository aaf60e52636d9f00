"""What the program says itself, in the reader's language: data, one file for each language."""

import functools
import importlib.resources
import tomllib
from typing import Any

from rag.text.language import Language


@functools.cache
def own_words(language: Language) -> dict[str, Any]:
    """The texts of ``words/``, by section and name."""
    text = importlib.resources.files(__package__).joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
