# Everything runs in .venv; `make run` and `make test` are all that a fresh machine needs.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
RAG := $(BIN)/rag

PIP = $(BIN)/python -m pip install --disable-pip-version-check --quiet --progress-bar on
# What pip says that it fetched is kept, for `make verify`.
FETCH = mkdir -p $(VENV)/fetched && $(PIP) --report $(VENV)/fetched/$$(date +%s)-$$$$.json
ifdef LOCKED # only files whose SHA-256 is recorded; they are those of all targets
install = $(FETCH) --require-hashes -r requirements.lock && $(PIP) --no-deps --no-build-isolation -e .
else
install = $(FETCH) -c constraints.txt -e "$(1)" && $(BIN)/python -m supply.hashes --warn
endif

.PHONY: run test index lint bench evaluate load hostile licences lock verify clean

run: index ## build what is missing and open the chat on a local address
	$(RAG) serve

index: $(VENV)/.installed ## bring the index to the state of documents/
	$(RAG) index

test: $(VENV)/.tested $(VENV)/.browser $(VENV)/.strace ## all tests; without Chromium or strace, some are skipped
	$(BIN)/python -m pytest

lint: $(VENV)/.developed ## format, lint, types, and known vulnerabilities where their database can be reached
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m supply.audit

bench: $(VENV)/.tested ## speed and memory, beside sentence-transformers on torch
	$(BIN)/python benchmarks/speed.py

SETS ?= ../shared/qa
evaluate: $(VENV)/.tested ## the question sets in SETS and tests/qa: the evaluation tables of the README
	$(BIN)/python benchmarks/quality.py $(SETS) --replace

load: $(VENV)/.installed ## fifty readers for five minutes, a reindex, a killed Chroma server: docs/load.md
	$(BIN)/python benchmarks/load.py

hostile: $(VENV)/.tested ## all attacks, whole: docs/attacks.md
	$(BIN)/python -m tests.hostile --report docs/attacks.md

licences: $(VENV)/.tested ## the licence of every package and of all data
	$(BIN)/python -m supply.licences

lock: | $(VENV)/bin/python ## record the SHA-256 of the files that constraints.txt names, for this platform
	$(BIN)/python -m supply.hashes --record

verify: $(VENV)/.installed ## compare what was installed with that record
	$(BIN)/python -m supply.hashes

clean: ## remove the environment and the built index; documents stay
	rm -rf $(VENV) index/chroma* index/lexical-* index/draft index/seal.json index/manifest.json index/lock

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name another with make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(call install,.)
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(call install,.[test])
	@touch $@

$(VENV)/.developed: $(VENV)/.tested
	$(call install,.[dev])
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

# strace for the tests of what reaches the network; only on Linux. Tried once, too.
$(VENV)/.strace: | $(VENV)/.tested
	@command -v strace \
	|| { test "$$(id -u)" = 0 && command -v apt-get && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq strace >/dev/null; } \
	|| echo "strace could not be installed: the network tests will be skipped."
	@touch $@

define OWN_BROWSER
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
endef
export OWN_BROWSER
