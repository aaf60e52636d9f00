"""What a reader is told, as lines: the same on every surface.

What comes from a document or from the reader is isolated, so that Arabic words in a French line, or the reverse, leave
markers and neighbours where they stand; ``Answer.text`` itself, which other programs read, has none of these signs.
"""

import re
from collections.abc import Iterator

from rag.answering.answer import Answer, Citation
from rag.answering.messages import SEARCHED
from rag.answering.own_words import own_words
from rag.answering.set_quotes import set_quote
from rag.text.shown import as_line, isolated, set_in

_MARKER = re.compile(r" \[(\d+)\]")  # in an answer's text only the program types one
_LISTED = re.compile(r"(- (?:[^·]* · )?)(.+)")  # a document, with its date if that is known


def said(answer: Answer) -> str:
    """The text of an answer, with what it quotes isolated: each quote, and each title in a list of documents."""
    return "\n".join(as_line(_isolated_quotes(line, answer)) for line in answer.text.split("\n"))


def notices(answer: Answer) -> list[str]:
    """The notice about the sources, and what was searched if that is not what was typed."""
    searched = SEARCHED[answer.language].format(isolated(set_in(answer.searched))) if answer.rewritten else ""
    lines = (answer.notice if answer.notice != answer.text else "", searched)
    return [as_line(line) for line in lines if line]


def nearby(answer: Answer) -> list[str]:
    """The titles of the nearest documents, under a line that says so; none where there are none."""
    if not answer.related:
        return []
    parts = ([set_in(each.title), set_in(each.date)] for each in answer.related)
    listed = (" · ".join(map(isolated, filter(None, each))) for each in parts)
    return [own_words(answer.language)["talk"]["related"], *(as_line(f"- {line}") for line in listed)]


def to_ask(answer: Answer) -> list[str]:
    """Questions that the documents answer, under a line that says so; none where there are none."""
    if not answer.suggestions:
        return []
    listed = (as_line(f"- {isolated(set_in(question))}") for question in answer.suggestions)
    return [own_words(answer.language)["talk"]["suggested"], *listed]


def _isolated_quotes(line: str, answer: Answer) -> str:
    """A line of an answer, in which document words stand before a marker, or behind the date of what is listed."""
    if not answer.citations:
        listed = _LISTED.fullmatch(line)
        return f"{listed[1]}{isolated(listed[2])}" if listed else line
    cited = {citation.number: citation for citation in answer.citations}
    parts = []
    start = 0
    for marker in _MARKER.finditer(line):
        part = line[start : marker.start()]
        for words in _words(cited.get(int(marker[1]))):
            if words and (at := part.rfind(words)) >= 0:
                part = f"{part[:at]}{isolated(words)}{part[at + len(words) :]}"
                break
        parts += [part, marker[0]]
        start = marker.end()
    return "".join([*parts, line[start:]])


def _words(citation: Citation | None) -> Iterator[str]:
    """How the words that a marker stands behind may be set: as a quote, or as a title."""
    if citation:
        yield set_quote(citation.quote, citation.passage.language)
        yield set_in(citation.passage.title)
