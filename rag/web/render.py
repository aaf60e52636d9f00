"""Sources as HTML. Everything that comes from a document is escaped and set apart: it is text, whatever it looks like.

What a reader would not see of it is left out. Numbers of quotes have a look of their own, so that the words of a quote
stay as they are, brackets and all.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from rag.answering.answer import Answer, Citation
from rag.answering.lines import nearby, notices, said
from rag.corpus.document import Source, is_web_address
from rag.indexing.passage import Passage
from rag.text.language import Language, is_right_to_left
from rag.text.sentences import Sentence, split_sentences
from rag.text.shown import shown
from rag.web.labels import LABELS, NO_SOURCES, Labels


def render_text(answer: Answer) -> str:
    """An answer as the chat shows it, plain text: with what a reader has to know of it, and what is near it.

    Questions that can be asked are not in it: the chat shows them as buttons.
    """
    blocks = [said(answer), *notices(answer), "\n".join(nearby(answer))]
    return "\n\n".join(filter(None, blocks))


def _text(text: str) -> str:
    """A text that is none of the program's, for an element or an attribute."""
    return escape(shown(text), quote=True)


def render_notice(*lines: str) -> str:
    """What stands where the sources would, when there are none."""
    paragraphs = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines)
    return f'<div class="rag-empty">{paragraphs}</div>'


def render_sources(answer: Answer | None) -> str:
    """The sources of an answer: a card for each passage, with the cited sentences in ``<mark>``."""
    if answer is None or not answer.citations:
        return render_notice(*NO_SOURCES)
    labels = LABELS[answer.language]
    direction = "rtl" if answer.language == "ar" else "ltr"
    cards = "".join(
        _card(list(citations), answer.language)
        for _passage, citations in groupby(
            sorted(answer.citations, key=lambda c: _first_number(answer.citations, c.passage)),
            key=lambda citation: citation.passage.id,
        )
    )
    html = f'<section class="rag-sources" dir="{direction}"><h2>{escape(labels.sources)}</h2>{cards}</section>'
    return " ".join(html.splitlines())  # the page shows it as Markdown, in which a blank line ends what is HTML


def _first_number(citations: Iterable[Citation], passage: Passage) -> int:
    return next(citation.number for citation in citations if citation.passage.id == passage.id)


def _card(citations: list[Citation], reader: Language) -> str:
    passage = citations[0].passage
    labels = LABELS[reader]
    facts = [f"<bdi>{_text(fact)}</bdi>" for fact in (passage.date, LABELS[passage.language].language) if fact]
    direction = "rtl" if passage.language == "ar" else "ltr"
    body = _passage(passage, citations)
    return (
        f'<article class="rag-source"><h3><bdi>{_text(passage.title)}</bdi></h3>'
        f'<p class="rag-details">{" · ".join(facts)}</p>{_credits(citations, labels)}'
        f'<div class="rag-passage" dir="{direction}" lang="{_text(passage.language)}">{body}</div>'
        f"{_agreeing(citations, labels)}</article>"
    )


def _credits(citations: list[Citation], labels: Labels) -> str:
    """Who says what is cited: a line for each set of sources, with the numbers of the quotes that rest on it."""
    groups: dict[tuple[str, frozenset[Source]], list[Citation]] = {}
    for citation in sorted(citations, key=lambda each: each.number):
        groups.setdefault((citation.attribution, frozenset(citation.sources)), []).append(citation)
    lines = []
    for (attribution, _sources), group in groups.items():
        numbers = "".join(f'<span class="rag-number">{citation.number}</span>' for citation in group)
        names = list(filter(None, (_name(source, labels) for source in group[0].sources)))
        whole = f"{escape(labels.whole)} " if attribution == "document" and names and len(group[0].sources) > 1 else ""
        lines.append(f"<li>{numbers}{whole}{', '.join(names)}</li>")
    return f'<ul class="rag-credits">{"".join(lines)}</ul>'


def _agreeing(citations: Iterable[Citation], labels: Labels) -> str:
    """The other documents that say what is cited, each with its words."""
    lines = "".join(
        f"<li><bdi>{_text(' · '.join(filter(None, (other.passage.title, other.passage.date))))}</bdi> "
        f"{', '.join(filter(None, (_name(source, labels) for source in other.sources)))}"
        f'<q dir="auto" lang="{_text(other.passage.language)}">{_text(other.quote)}</q></li>'
        for citation in citations
        for other in citation.agreeing
    )
    return f'<div class="rag-agreeing">{escape(labels.agreeing)}<ul>{lines}</ul></div>' if lines else ""


def _name(source: Source, labels: Labels) -> str:
    """The publisher, or else the title, linked where the address is one of the web."""
    name, address = _text(source.publisher or source.title), shown(source.url).strip()
    if not is_web_address(address):
        return f"<bdi>{name}</bdi>" if name else ""
    name = name or escape(labels.link)
    title = _text(" : ".join(filter(None, (labels.link, source.title))))
    dated = f" <bdi>({_text(source.date)})</bdi>" if source.date else ""
    link = (
        f'<a href="{escape(address, quote=True)}" title="{title}" target="_blank" rel="noopener noreferrer">'
        f"<bdi>{name}</bdi> ↗</a>"
    )
    return link + dated


def _passage(passage: Passage, citations: list[Citation]) -> str:
    cited = {(citation.start - passage.start, citation.end - passage.start): citation for citation in citations}
    lines = []
    spans = split_sentences(passage.text, passage.language)
    for _number, group in groupby(spans, key=lambda span: passage.text.count("\n", 0, span.start)):
        sentences = list(group)
        tag = {"heading": "h4", "item": "li", "prose": "p"}[sentences[0].kind]
        lines.append((tag, " ".join(_marked(passage, sentence, cited) for sentence in sentences)))
    return "".join(_wrap_items(lines))


def _marked(passage: Passage, sentence: Sentence, cited: dict[tuple[int, int], Citation]) -> str:
    """A sentence with what is cited of it marked: all of it, or all but the "and" that it opens with."""
    found = next((span for span in cited if sentence.start <= span[0] < span[1] <= sentence.end), None)
    if found is None:
        return _text(passage.quote(sentence))
    before, quote, after = (
        _text(passage.text[start:end]) for start, end in ((sentence.start, found[0]), found, (found[1], sentence.end))
    )
    return f'{before}<mark data-number="{cited[found].number}">{quote}</mark>{after}'


def _wrap_items(lines: list[tuple[str, str]]) -> Iterator[str]:
    for tag, group in groupby(lines, key=lambda line: line[0]):
        body = "".join(
            f'<{tag} dir="{"rtl" if is_right_to_left(text) else "auto"}">{text}</{tag}>' for _tag, text in group
        )
        yield f"<ul>{body}</ul>" if tag == "li" else body
