"""A server of the chat beside the tests, over the seed documents, and a browser."""

import shutil
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, sync_playwright

from rag.answering.answerer import Answerer
from rag.settings import Settings
from rag.web.chat import build_chat
from rag.web.server import served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="package")
def local_address(answerer: Answerer) -> Iterator[str]:
    """Where that server is, without a slash at the end."""
    with served(build_chat(answerer), Settings.load(env_file=None, port=0)) as found:
        yield found.rstrip("/")


@pytest.fixture(scope="package")
def client(local_address: str) -> Iterator[httpx.Client]:
    """Sends requests to it."""
    with httpx.Client(base_url=local_address, timeout=20) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    assert CHROMIUM, "the browser test needs Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page()
        browser.close()
