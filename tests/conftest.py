"""Fixtures that cost time are made once: the compiled model, and an index of the two agreements of September 2025."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from rag.answering.answerer import Answerer
from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "documents"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
set_hypothesis_home_dir(Path(tempfile.gettempdir(), "hypothesis"))  # not into the tree
# The environment may have a Chromium of its own: the one that `make test` gets where it may install none in the system.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
SEED = ("mistral-mou-2025", "cndp-ministry-convention-2025")


@dataclass(frozen=True)
class Tool:
    """A program of the system that some tests need: those with one of ``fixtures``."""

    tests: str
    fixtures: frozenset[str]
    works: Callable[[], bool]
    missing: str
    variable: str  # set, its absence is a failure; REQUIRE_ALL stands for all of them


@cache
def _strace_works() -> bool:
    """A container may have the program and forbid what it does."""
    strace = shutil.which("strace")
    return bool(strace) and subprocess.run([str(strace), "-o", os.devnull, "true"], check=False).returncode == 0


TOOLS = (
    Tool(
        "Browser tests",
        frozenset({"browser", "browser_page"}),
        lambda: any(map(shutil.which, BROWSERS)),
        "there is no Chromium; install it with: apt-get install chromium",
        "REQUIRE_BROWSER",
    ),
    Tool(
        "Network tests",
        frozenset({"traces"}),
        _strace_works,
        "there is no strace that may trace; install it with: apt-get install strace",
        "REQUIRE_STRACE",
    ),
)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose tool is missing, or fails it if that tool is required."""
    for tool in TOOLS:
        if tool.fixtures.isdisjoint(getattr(item, "fixturenames", ())) or tool.works():
            continue
        if os.environ.get(tool.variable) or os.environ.get("REQUIRE_ALL"):
            pytest.fail(tool.missing, pytrace=False)
        pytest.skip(tool.missing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the end how many tests of a tool were skipped, which nobody would notice otherwise."""
    for tool in TOOLS:
        skipped = [each for each in terminalreporter.stats.get("skipped", []) if tool.missing in str(each.longrepr)]
        if skipped:
            terminalreporter.write_line(f"{tool.tests} skipped: {len(skipped)}, for {tool.missing}", yellow=True)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("RAG_") and name != "RAG_CACHE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder(Settings.load(env_file=None))


@pytest.fixture(scope="session")
def seed_settings(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Settings:
    """The index of the six seed documents; tests must not change it."""
    folder = tmp_path_factory.mktemp("seed")
    for language in ("fr", "ar", "en"):
        (folder / "documents" / language).mkdir(parents=True)
        for name in SEED:
            shutil.copy(DOCUMENTS / language / f"{name}.md", folder / "documents" / language)
    settings = Settings.load(env_file=None, documents=folder / "documents", index=folder / "index")
    index(settings, encoder)
    return settings


@pytest.fixture(scope="session")
def retriever(seed_settings: Settings, encoder: Encoder) -> Iterator[Retriever]:
    with Retriever(seed_settings, encoder) as opened:
        yield opened


@pytest.fixture(scope="session")
def answerer(retriever: Retriever) -> Answerer:
    return Answerer(retriever)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an empty corpus of the test's own."""
    (tmp_path / "documents").mkdir()
    return Settings.load(env_file=None, documents=tmp_path / "documents", index=tmp_path / "index")


@pytest.fixture
def write(settings: Settings) -> Callable[..., Path]:
    """Writes a file of that corpus."""

    def write_file(name: str, text: str = "", data: bytes | None = None) -> Path:
        path = settings.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if data is None else data)
        return path

    return write_file
