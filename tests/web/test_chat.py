"""The chat in a real browser: Debian's Chromium, driven by Playwright, against a real server process."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from playwright.sync_api import Page

from rag.settings import Settings

RAG = str(Path(sys.executable).parent / "rag")


@contextmanager
def served(settings: Settings, **variables: str) -> Iterator[str]:
    """The address of a server process over an index."""
    environment = os.environ | {"RAG_DOCUMENTS": str(settings.documents), "RAG_INDEX": str(settings.index)} | variables
    process = subprocess.Popen([RAG, "serve", "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        yield found.group()
    finally:
        process.terminate()
        process.communicate()


@pytest.fixture(scope="module")
def address(seed_settings: Settings) -> Iterator[str]:
    with served(seed_settings) as found:
        yield found


@pytest.fixture
def page(browser_page: Page, address: str) -> Page:
    browser_page.goto(address)
    browser_page.wait_for_selector("#question textarea")
    return browser_page


def ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")


def last_answer(page: Page) -> str:
    return page.locator('[data-testid="bot"]').last.inner_text()


def test_a_question_gets_a_cited_answer_with_the_sentence_highlighted(page: Page) -> None:
    ask(page, "Who signed the CNDP convention and when?")
    page.wait_for_selector("#sources mark")
    text = last_answer(page)
    assert "Omar Seghrouchni" in text
    assert "[1]" in text
    marked = page.locator("#sources mark").all_inner_texts()
    assert all(sentence in text for sentence in marked)
    assert page.locator("#sources a").first.get_attribute("href").startswith("https://")  # type: ignore[union-attr]


def test_a_follow_up_says_what_was_searched(page: Page) -> None:
    ask(page, "What is the Mistral <AI> memorandum?")
    page.locator('[data-testid="bot"]').nth(0).wait_for()
    page.wait_for_selector("#sources mark")
    ask(page, "Who signed it?")
    page.get_by_text("Searched: Who signed it – the Mistral <").wait_for()
    assert "Arthur Mensch" in last_answer(page)
    assert "AI> memorandum?" in last_answer(page)


def test_a_new_page_remembers_nothing(page: Page) -> None:
    ask(page, "Who signed it?")
    page.wait_for_selector("#sources mark")
    assert "Searched" not in last_answer(page)


def test_a_client_of_the_api_can_ask_a_follow_up(address: str) -> None:
    with closing(Client(address, verbose=False)) as client:  # it sends the conversation as plain strings
        client.predict("Who signed the Mistral AI memorandum?", api_name="/ask")
        assert "12 September 2025" in str(client.predict("And when?", api_name="/ask"))


def test_arabic_runs_from_right_to_left(page: Page) -> None:
    ask(page, "ما هي المحاور الأربعة لمذكرة التفاهم بين المغرب وميسترال؟")
    page.wait_for_selector("#sources mark")
    assert page.locator("#sources mark").count() == 5
    assert page.locator("#sources .rag-passage").first.get_attribute("dir") == "rtl"


def test_it_abstains_without_sources(page: Page) -> None:
    ask(page, "Quelle est la recette du couscous ?")
    page.get_by_text("votre question semble porter sur autre chose.").wait_for()
    assert page.locator("#sources article").count() == 0
    assert "Documents les plus proches" not in last_answer(page)


def test_where_the_documents_leave_something_out_it_names_the_nearest(page: Page) -> None:
    ask(page, "What is the budget of the CNDP convention?")
    page.get_by_text("there is nothing in them on “budget”.").wait_for()
    lines = [line for line in last_answer(page).splitlines() if line]
    at = lines.index("Nearest documents:")
    assert lines[at + 1].startswith("- Morocco's digital ministry and data-protection authority CNDP sign convention")
    assert lines[at + 2].startswith("- Morocco's digital ministry and Mistral AI sign memorandum")
    assert page.locator("#sources article").count() == 0


def test_a_greeting_shows_three_questions_and_a_click_asks_one(page: Page) -> None:
    ask(page, "Hello")
    page.get_by_text("Hello! Ask me about Morocco's agreements").wait_for()
    options = page.locator('[data-testid="bot"] button.option, .options button.option')
    options.last.wait_for()
    assert [each.strip() for each in options.all_inner_texts()] == [
        "Which agreements were signed in 2025?",
        "Tell me about the agreement with Mistral AI",
        "Summarise “Morocco's digital ministry and data-protection authority CNDP sign convention on responsible AI "
        "(11 September 2025)”",
    ]
    options.nth(1).click()
    page.wait_for_selector("#sources mark")
    assert page.locator('[data-testid="user"]').last.inner_text() == "Tell me about the agreement with Mistral AI"
    assert "Arthur Mensch" in last_answer(page)


def test_a_question_about_the_collection_lists_documents_with_a_card_for_each(page: Page) -> None:
    ask(page, "Quels accords ont été signés en 2025 ?")
    page.wait_for_selector("#sources article")
    lines = [line for line in last_answer(page).splitlines() if line]
    assert lines[0] == "2 des 2 documents, par date (signature) entre 11 septembre 2025 et 12 septembre 2025 :"
    assert [line[:38] for line in lines[1:3]] == [
        "- 11 septembre 2025 · Convention entre",
        "- 12 septembre 2025 · Mémorandum d'ent",
    ]
    titles = page.locator("#sources article h3").all_inner_texts()
    assert [title.split()[0] for title in titles] == ["Convention", "Mémorandum"]
    assert page.locator("#sources mark").count() == 2


def test_an_uncertain_reply_says_so_and_shows_what_is_nearest(browser_page: Page, seed_settings: Settings) -> None:
    with served(seed_settings, RAG_EVIDENCE="1", RAG_UNCERTAIN="0") as address:
        browser_page.goto(address)
        browser_page.wait_for_selector("#question textarea")
        ask(browser_page, "Who signed the CNDP convention?")
        browser_page.wait_for_selector("#sources mark")
        text = last_answer(browser_page)
        assert text.startswith("The documents may not answer this question. The nearest passage")
        assert all(mark in text for mark in browser_page.locator("#sources mark").all_inner_texts())
        assert "Nearest documents:" in text


def test_an_example_is_one_click(page: Page) -> None:
    page.get_by_text("Quels sont les quatre axes").click()
    page.wait_for_selector("#sources mark")
    assert "Le quatrième axe" in last_answer(page)


def test_markup_in_a_question_stays_text(page: Page) -> None:
    ask(page, "<img src=x onerror=\"document.title='owned'\"> <b>Mistral</b> ![x](http://example.org/x.png)")
    page.wait_for_selector('[data-testid="bot"]')
    assert page.locator('[data-testid="user"] img, [data-testid="user"] b').count() == 0
    assert page.title() != "owned"


def test_a_mistake_is_told_in_the_chat(page: Page) -> None:
    ask(page, "?!?!")
    page.get_by_text("the question holds no words").wait_for()


def test_the_page_asks_nothing_of_other_hosts(browser_page: Page, address: str) -> None:
    hosts: set[str] = set()
    browser_page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    browser_page.goto(address)
    browser_page.wait_for_selector("#question textarea")
    browser_page.wait_for_timeout(2000)  # fonts and scripts of other hosts would be asked for by now
    assert hosts == {address.removeprefix("http://")}


def test_the_page_works_under_the_policy_it_is_served_with(browser_page: Page, address: str) -> None:
    complaints: list[str] = []
    browser_page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.goto(address)
    browser_page.wait_for_selector("#question textarea")
    ask(browser_page, "Who signed the CNDP convention and when?")
    browser_page.wait_for_selector("#sources mark")
    link = browser_page.locator("#sources a").first
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    ask(browser_page, "Hello")
    browser_page.locator("button.option").last.click()
    browser_page.wait_for_selector("#sources mark")
    browser_page.get_by_label("Undo").last.click()
    browser_page.wait_for_selector("#sources .rag-empty")
    browser_page.get_by_label("Clear").first.click()
    browser_page.get_by_text("Quels sont les quatre axes").click()
    browser_page.wait_for_selector("#sources mark")
    assert complaints == []


def test_a_client_can_take_a_question_back_and_call_without_a_library(address: str) -> None:
    with closing(Client(address, verbose=False)) as client:
        client.submit("Who signed the Mistral AI memorandum?", api_name="/ask").cancel()
    with httpx.Client(base_url=address, timeout=20) as plain:
        for path, body in (("call/ask", {"data": ["Who signed it?"]}), ("call/v2/ask", {"question": "Who signed it?"})):
            event = plain.post(f"/gradio_api/{path}", json=body).json()["event_id"]
            reply = plain.get(f"/gradio_api/call/ask/{event}").text
            assert "event: complete" in reply
            assert "Arthur Mensch" in reply


def test_a_port_in_use_is_one_line(seed_settings: Settings) -> None:
    environment = os.environ | {"RAG_INDEX": str(seed_settings.index)}
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [RAG, "serve", "--port", port], env=environment, capture_output=True, text=True, check=False, timeout=60
        )
    assert run.returncode == 2
    assert f"rag: port {port} of 127.0.0.1 is in use: choose another with --port or RAG_PORT" in run.stderr
    assert "Traceback" not in run.stderr
