"""Whatever fails while an answer is made or shown is told in one line, and the input stays usable."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

import pytest
from playwright.sync_api import Page
from pydantic import Field, TypeAdapter

from rag.answering.answer import Answer, Citation
from rag.corpus.document import Document, Source
from rag.indexing.chunker import chunk
from rag.retrieval.filters import Filters
from rag.settings import Settings
from rag.text.language import Language
from rag.web import calls, chat
from rag.web.chat import build_chat
from rag.web.labels import FAILED, NO_CARDS
from rag.web.server import served

Open = Callable[[Answer | Exception], Any]
QUESTIONS: dict[Language, str] = {"fr": "Qui a signé ?", "ar": "من وقع الاتفاقية؟", "en": "Who signed it?"}
HOSTILE = (
    "One $$x^2$$ and \\(y\\) and $z$.\n\n\n"
    "![a](http://evil.example/a.png) <b>bold</b> ${alert(1)} {{7*7}} `code` *star*.\n\n"
    "<img src=x onerror=\"document.title='owned'\"> </section> [link](http://evil.example)."
)


class Fixed:
    """Always gives the same answer, or fails."""

    def __init__(self, given: Answer | Exception) -> None:
        self.given = given

    def answer(self, question: str, filters: Filters | None = None, history: Sequence[str] = ()) -> Answer:
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


def cited(url: str, language: Language = "en", text: str = "It was signed. Two.") -> Answer:
    document = Document("d", "en", "Title $$t$$", text, "d.md", "2025", (Source("S", "Press", url),))
    (passage,) = chunk(document, 1000, len)
    sentences = enumerate(passage.sentences, 1)
    citations = tuple(Citation(number, passage, each.start, each.end) for number, each in sentences)
    return Answer("q", "q", language, "answered", "It was signed. [1]", 0.9, citations)


@pytest.fixture(scope="module")
def chat_of() -> Iterator[tuple[Fixed, str]]:
    answerer = Fixed(ValueError())
    with served(build_chat(answerer), Settings.load(env_file=None, port=0)) as address:  # type: ignore[arg-type]
        yield answerer, address


@pytest.fixture
def opened(browser_page: Page, chat_of: tuple[Fixed, str]) -> Open:
    answerer, address = chat_of

    def opened(given: Answer | Exception) -> Any:
        answerer.given = given
        browser_page.goto(address)
        return browser_page.locator("#question textarea")

    return opened


def ask(box: Any, question: str) -> str:
    """Asks, and waits until the input can be used again; the last answer."""
    page = box.page
    before = page.locator('[data-testid="bot"]').count()
    box.fill(question)
    box.press("Enter")
    page.wait_for_function(
        "before => document.querySelectorAll('[data-testid=\"bot\"]').length > before"
        " && !document.querySelector('#question textarea').disabled",
        arg=before,
    )
    return str(page.locator('[data-testid="bot"]').last.inner_text())


def test_an_answer_that_fails_is_told_in_the_language_of_the_question(browser_page: Page, opened: Open) -> None:
    box = opened(ZeroDivisionError("unspeakable"))
    for language, question in QUESTIONS.items():
        assert ask(box, question) == FAILED[language]
    assert "unspeakable" not in browser_page.content()


def test_a_renderer_that_fails_costs_one_line(
    browser_page: Page, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(answer: Answer | None) -> str:
        raise ValueError("Invalid IPv6 URL")

    box = opened(cited("https://a.example"))
    monkeypatch.setattr(chat, "render_text", broken)
    assert ask(box, QUESTIONS["fr"]) == FAILED["fr"]
    monkeypatch.undo()
    assert ask(box, QUESTIONS["en"]) == "It was signed. [1]"


def test_cards_that_fail_leave_the_answer(browser_page: Page, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    original = chat.render_sources

    def broken(answer: Answer | None) -> str:
        if answer is not None:
            raise ValueError("Invalid IPv6 URL")
        return original(answer)

    box = opened(cited("https://a.example", "ar"))
    monkeypatch.setattr(chat, "render_sources", broken)
    assert ask(box, QUESTIONS["ar"]) == "It was signed. [1]"
    assert browser_page.locator("#sources").inner_text() == NO_CARDS["ar"]


def test_a_step_that_is_refused_leaves_the_input_usable(
    browser_page: Page, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = opened(cited("https://a.example"))
    monkeypatch.setattr(calls, "_CONVERSATION", TypeAdapter(Annotated[list[Any], Field(max_length=0)]))
    assert ask(box, QUESTIONS["en"]) == "It was signed. [1]"  # the step behind it was refused
    browser_page.get_by_text("The conversation could not be sent").wait_for()
    monkeypatch.undo()
    box.fill(QUESTIONS["fr"])
    box.press("Enter")
    browser_page.locator('[data-testid="user"]', has_text=QUESTIONS["fr"]).wait_for()
    browser_page.wait_for_selector("#sources mark")
    assert browser_page.locator('[data-testid="bot"]').last.inner_text() == "It was signed. [1]"


@pytest.mark.parametrize("url", ["https://[x", "http://[::1", "https://a.example/\u202e\x00", "javascript:alert(1)"])
def test_a_source_with_a_hostile_address_is_shown_without_a_link_that_runs(
    browser_page: Page, opened: Open, url: str
) -> None:
    box = opened(cited(url))
    assert ask(box, QUESTIONS["en"]) == "It was signed. [1]"
    assert browser_page.locator("#sources mark").count() == 2
    assert browser_page.locator('#sources a[href^="javascript"]').count() == 0


def test_nothing_of_a_document_is_a_formula_or_markup(browser_page: Page, opened: Open) -> None:
    asked = []
    browser_page.on("request", lambda request: asked.append(request.url))
    answer = cited("https://a.example", text=HOSTILE)
    given = Answer("q", "q", "en", "answered", HOSTILE, 0.9, answer.citations, suggestions=(HOSTILE,))
    box = opened(given)
    shown = ask(box, HOSTILE)
    browser_page.locator("button.option").wait_for()
    assert "$$x^2$$ and \\(y\\) and $z$" in shown
    sources = browser_page.locator("#sources").inner_text()
    for part in ("$$x^2$$ and \\(y\\) and $z$", "${alert(1)} {{7*7}} `code` *star*", "Title $$t$$"):
        assert part in sources
    assert "$$x^2$$" in browser_page.locator("button.option").inner_text()
    assert browser_page.locator(".katex, .rag-chat b, .message img, #sources img, #sources b, #sources em").count() == 0
    assert browser_page.title() != "owned"
    assert not [url for url in asked if "evil" in url]
