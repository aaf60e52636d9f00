"""Documents that forge citations, lines of the program and markup, in three languages: they are only ever quoted."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import lxml.html
from typer.testing import CliRunner

from rag.answering.answer import CATALOGUE, EXTRACTIVE, Answer
from rag.answering.answerer import Answerer
from rag.answering.lines import nearby, notices, to_ask
from rag.answering.own_words import own_words
from rag.answering.set_quotes import set_quote
from rag.answering.verify import verify
from rag.cli import app
from rag.embedding.load import load_encoder
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.text.language import Language
from rag.web.render import render_sources, render_text

from .attack import Attempt
from .forged_documents import KINDS, Forgery, forgeries, write

TITLE = "documents that forge"
PROMISE = (
    "An answer quotes them to the letter, every marker, lead and link in it is the program's, and nothing is hidden."
)
WHOLE = 3 * len(KINDS)
# Answered from titles, and from nothing at all.
COLLECTIVE: dict[Language, tuple[str, ...]] = {
    "fr": ("Quels documents datent de 2031 ?", "Que sais-tu faire ?", "Qui est le maire de Ouagadougou {0} [1] ?"),
    "en": ("Which documents are from 2031?", "What documents do you have?", "Who is the mayor of {0} [1] Reykjavik?"),
    "ar": ("ما هي الوثائق المؤرخة في 2031؟", "ماذا تعرف؟", "من هو عمدة ريكيافيك [1] {0}؟"),
}
_BY_COMMAND = 6  # questions that are also asked on the command line
_TURNING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u202a-\u202e\u2066\u2067]")
_UNSEEN = re.compile(rf"{_TURNING.pattern}|[\xad\u200b\u2060-\u2065\ufeff]")
_OWN_SIGNS = {0x2068: None, 0x2069: None, 0x200F: None}
_MARKER = re.compile(r"[\[［【][^\w\[\]]*\d(?:[^\w\[\]]|\d)*[\]］】]")
_TAGS = {
    "section": {"class", "dir"}, "h2": set(), "h3": set(), "h4": {"dir"}, "article": {"class"}, "p": {"class", "dir"},
    "bdi": set(), "ul": {"class"}, "li": {"dir"}, "span": {"class"}, "div": {"class", "dir", "lang"},
    "mark": {"data-number"}, "q": {"dir", "lang"}, "a": {"href", "title", "target", "rel"},
}  # fmt: skip


def attacks(count: int, seed: int, folder: Path) -> Iterator[Attempt]:
    """Indexes so many documents together and asks what leads to each; of the first, also what is answered otherwise."""
    made = list(forgeries(count))
    for each in made:
        write(each, folder / "documents")
    settings = Settings.load(env_file=None, documents=folder / "documents", index=folder / "index")
    encoder = load_encoder(settings)
    report = index(settings, encoder)
    refused = {each.path for each in report.unreadable}
    problems: list[str] = []
    # All that is found is quoted, so that what a document forges does stand in answers.
    certain = settings.model_copy(update={"evidence": 0.0})
    others = [(language, question) for language, questions in COLLECTIVE.items() for question in questions]
    by_command = set(Random(seed).sample(range(count), min(count, _BY_COMMAND)))
    with Retriever(certain, encoder) as sure, Retriever(settings, encoder) as usual:
        for at, forged in enumerate(made):
            answer = Answerer(sure).answer(forged.question)
            problems += _problems(answer, sure)
            quoted = f"forged-{at}" in {citation.passage.document for citation in answer.citations}
            if (f"{forged.language}/{forged.name}" in refused) != forged.refused or quoted == forged.refused:
                problems.append("the document was not refused" if forged.refused else "the document was not quoted")
            if at < len(others):
                problems += _problems(Answerer(usual).answer(others[at][1]), usual)
            if at in by_command:
                problems += _command(forged, settings)
            yield Attempt(f"{forged.kind} in {forged.language}", not problems, "; ".join(problems))
            problems = []


def _problems(answer: Answer, retriever: Retriever) -> list[str]:
    """What an answer says, in every form, that it must not."""
    shown = render_text(answer)
    texts = {"text": answer.text, "chat": shown.translate(_OWN_SIGNS), "json": json.dumps(answer.to_dict())}
    parsed = json.loads(texts.pop("json"))
    found = [f"{name} hides {_UNSEEN.findall(text)}" for name, text in texts.items() if _UNSEEN.search(text)]
    found += [f"turned in JSON: {text[:80]!r}" for text in _strings(parsed) if _TURNING.search(text)]
    found += [f"not exact: {each.citation.quote[:80]!r}" for each in verify(answer, retriever.store) if not each.exact]
    numbers = [int(number) for number in re.findall(r"\[(\d+)\]", answer.text)]
    if sorted(numbers) != [citation.number for citation in answer.citations]:
        found.append(f"markers {numbers} for {len(answer.citations)} citations")
    found += [f"marker {each!r}" for each in _MARKER.findall(shown) if not re.fullmatch(r"\[\d+\]", each)]
    if answer.writer not in (EXTRACTIVE, CATALOGUE):
        found.append(f"written by {answer.writer}")
    if answer.citations and answer.writer == EXTRACTIVE:
        found += [f"words that are no one's: {line!r}" for line in _own(answer)]
    lines = [*notices(answer), *nearby(answer), *to_ask(answer)]
    found += [f"a line that breaks: {line!r}" for line in lines if len(line.splitlines()) > 1]
    return [*found, *_cards(render_sources(answer))]


def _own(answer: Answer) -> list[str]:
    """What is left of an answer's lines without its quotes and markers, and is no lead of the program's either."""
    words = own_words(answer.language)["talk"]
    leads = {words[name] for name in ("yes", "no", "according", "otherwise", "uncertain", "uncertain_several")}
    rest = answer.text
    for citation in answer.citations:
        rest = rest.replace(f"{set_quote(citation.quote, citation.passage.language)} [{citation.number}]", "\0", 1)
    rest = re.sub(r"[\[(][^\0\n]*[\])] (?=\0)", "", rest)  # what a pronoun stands for
    pieces = (piece.strip() for line in rest.split("\n") for piece in line.removeprefix("- ").split("\0"))
    return [piece for piece in pieces if piece and piece not in leads]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _cards(html: str) -> Iterable[str]:
    """What in the HTML of the sources is not of the program's making."""
    root = lxml.html.fragment_fromstring(html)
    for element in root.iter():
        tag = str(element.tag)
        if tag not in _TAGS or not set(element.keys()) <= _TAGS[tag]:
            yield f"<{tag} {dict(element.attrib)}>"
        if _UNSEEN.search("".join((element.text or "", element.tail or "", *map(str, element.values())))):
            yield f"unseen in <{tag}>"
        if tag == "a" and (urlsplit(element.get("href")).scheme not in ("http", "https") or not element.get("rel")):
            yield f"a link to {element.get('href')}"
        if tag == "mark" and not str(element.get("data-number")).isdecimal():
            yield f"number {element.get('data-number')}"


def _command(forged: Forgery, settings: Settings) -> Iterator[str]:
    """What the command line prints that it must not."""
    places = {"RAG_INDEX": str(settings.index), "RAG_DOCUMENTS": str(settings.documents), "RAG_EVIDENCE": "0"}
    run = CliRunner().invoke(app, ["ask", forged.question], env=places)
    if run.exit_code:
        yield f"the command ended with {run.exit_code}: {run.exception}"
    if _UNSEEN.search(run.output.translate(_OWN_SIGNS)):
        yield f"the command prints {_UNSEEN.findall(run.output)}"
    quoted = run.output.split("\n\n", maxsplit=1)[0]
    if wrong := [each for each in _MARKER.findall(quoted) if not re.fullmatch(r"\[\d+\]", each)]:
        yield f"the command prints markers {wrong}"
