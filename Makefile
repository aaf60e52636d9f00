# Everything runs in .venv; `make run` and `make test` are all that a fresh machine needs.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
RAG := $(BIN)/rag

.PHONY: run test index lint bench evaluate clean

run: index ## build what is missing and open the chat on a local address
	$(RAG) serve

index: $(VENV)/.installed ## bring the index to the state of documents/
	$(RAG) index

test: $(VENV)/.tested $(VENV)/.browser ## all tests; without Chromium, those in a browser are skipped
	$(BIN)/python -m pytest

lint: $(VENV)/.developed ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.tested ## speed and memory, beside sentence-transformers on torch
	$(BIN)/python benchmarks/speed.py

SETS ?= ../shared/qa
evaluate: $(VENV)/.tested ## the question sets in SETS and tests/qa: the evaluation tables of the README
	$(BIN)/python benchmarks/quality.py $(SETS) --replace

clean: ## remove the environment and the built index; documents stay
	rm -rf $(VENV) index/chroma index/lexical-* index/manifest.json index/lock

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name another with make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --progress-bar on -c constraints.txt -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --progress-bar on -c constraints.txt -e ".[test]"
	@touch $@

$(VENV)/.developed: $(VENV)/.tested
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --progress-bar on -c constraints.txt -e ".[dev]"
	@touch $@

# Chromium for the browser tests: the system's, or one of the environment's own. Tried once; nothing depends on success.
$(VENV)/.browser: | $(VENV)/.tested
	@command -v chromium || command -v chromium-browser || command -v google-chrome \
	|| { test "$$(id -u)" = 0 && command -v apt-get && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null; } \
	|| { $(BIN)/playwright install chromium && ln -sf "$$($(BIN)/python -c "$$OWN_BROWSER")" $(BIN)/chromium \
	     && $(BIN)/chromium --version; } \
	|| { rm -f $(BIN)/chromium; echo "Chromium could not be installed: the browser tests will be skipped."; }
	@touch $@

define OWN_BROWSER
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
endef
export OWN_BROWSER
