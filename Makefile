# Two commands are enough: `make demo` and `make test`. Everything they need goes into .venv; a second run is quick.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: help demo test check lint types contracts loops coverage tests external install chromium tesseract lock bench peers clean

PYTHON ?= python3
WORKERS ?= 2
# A worker that has run out of tests takes half of another's: some tests take a hundred times as long as most.
PARALLEL := -n $(WORKERS) --dist worksteal
ARGS ?=

# Of these every branch is run by their own tests (`fail_under` in pyproject.toml).
COVERED := tests/core/handling tests/foundation/disclosure

PY := .venv/bin/python
MADE := .venv/.made
APT := DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
PIP := $(PY) -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --quiet --require-hashes --no-deps
# Type checking reads the settings, which want a data folder for their keys.
TYPES_DATA := build/types-data

help:
	@echo "make demo    start a node with the demo world (ARGS=--check: run it once, print figures, stop)"
	@echo "make test    install what the tests need, then lint, types, import contracts, coverage and tests"
	@echo "make check   the same without installing"
	@echo "make lint | types | contracts | loops | coverage | tests | external | bench | peers | lock | clean"

demo: install
	.venv/bin/interlace demo $(ARGS)

test: install $(MADE)/test chromium tesseract
	@$(MAKE) --no-print-directory check

# Types keep one core busy, the loops and then the external server the other.
check:
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types loops external lint contracts
	@$(MAKE) --no-print-directory coverage
	@$(MAKE) --no-print-directory tests

lint:
	$(PY) -m ruff format --check --quiet .
	$(PY) -m ruff check --quiet .

types:
	INTERLACE_DATA=$(TYPES_DATA) $(PY) -m mypy

contracts:
	.venv/bin/lint-imports --no-logo

# Compiled once beside the types, instead of by each process of the tests when it first needs them.
loops:
	$(PY) -m tests.loops

# The rule of disclosure and its store: their tests alone, measured, and 100 % of the branches or a failure.
coverage:
	$(PY) -m pytest $(PARALLEL) $(COVERED) --cov

# All other tests.
tests:
	$(PY) -m pytest $(PARALLEL) $(COVERED:%=--ignore=%) $(ARGS)

# The tests of disclosure, migrations and jobs once more, on a PostgreSQL 15 server, where this machine has its programs.
external:
	$(PY) -m tests.external $(ARGS)

bench: install
	@for file in benchmarks/*.py; do echo "== $$file"; $(PY) "$$file" $(ARGS) || exit 1; done
	$(PY) -m benchmarks.matching $(ARGS)

# What benchmarks/matching is measured against. PyICU is built here: libicu-dev, pkg-config and a compiler must be there.
peers: build/peers/.made

build/peers/.made: requirements/peers.in
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r requirements/peers.in
	@touch $@

install: $(MADE)/runtime $(MADE)/assets $(MADE)/messages

$(MADE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Interlace needs Python 3.11 or newer: name it with make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is not complete: install python3-venv (apt-get install python3-venv), then run make again."; exit 1; }
	$(PYTHON) -m venv .venv
	@mkdir -p $(MADE) && touch $@

$(MADE)/runtime: $(MADE)/venv requirements/runtime.txt requirements/build.txt pyproject.toml
	$(INSTALL) -r requirements/runtime.txt -r requirements/build.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(MADE)/test: $(MADE)/runtime requirements/test.txt
	$(INSTALL) -r requirements/test.txt
	@touch $@

$(MADE)/assets: $(MADE)/runtime $(wildcard src/interlace/surfaces/web/package*.json) src/interlace/surfaces/web/assets.py
	@# Without the fonts the pages use those of the reader's machine; only a test server insists on them.
	@if $(PY) -m interlace.surfaces.web.assets; then touch $@; else [ "$$CI" != true ]; fi

$(MADE)/messages: $(MADE)/runtime $(wildcard src/interlace/locale/*/LC_MESSAGES/*.po)
	@if [ -d src/interlace/locale ]; then $(PY) -m interlace.foundation.localize.catalogues compile; fi
	@touch $@

# Browser tests drive the system's Chromium. Where it cannot be had they are skipped, but never on a test server.
chromium:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
		&& { $(APT) chromium-headless-shell >/dev/null 2>&1 || $(APT) chromium >/dev/null; }; } \
	|| { echo "Browser tests are skipped: Chromium is not installed (apt-get install chromium)."; [ "$$CI" != true ]; }

# Scanned pages are read by the system's Tesseract, one script at a time. Where it cannot be had those tests are skipped, but
# never on a test server.
LANGUAGES := eng fra vie tha kor jpn chi-sim chi-tra khm lao mya ind msa
tesseract:
	@read=$$(tesseract --list-langs 2>/dev/null | tail -n +2 | tr _ - | sort); \
	[ -z "$$(comm -13 <(echo "$$read") <(printf '%s\n' $(LANGUAGES) | sort))" ] \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
		&& $(APT) tesseract-ocr $(LANGUAGES:%=tesseract-ocr-%) >/dev/null; } \
	|| { echo "Tests of scanned pages are skipped: apt-get install tesseract-ocr $(LANGUAGES:%=tesseract-ocr-%)"; [ "$$CI" != true ]; }

lock:
	$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv
	cd requirements && for part in runtime build test; do \
		../build/lock/bin/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-header $$part.in --output-file $$part.txt || exit 1; done

clean:
	rm -rf .venv build
