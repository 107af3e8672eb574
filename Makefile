# `make run` and `make test` do all their own set-up on a fresh machine: Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run chat test lint types check storms unit ktp fuzz crash bench scale year pins diagrams pictures clean docs release coverage audit check-deploy

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /'

setup: $(VENV)/.runtime ## make .venv; afterwards .venv/bin/seratus is the command

run: setup ## everything in one process, http://127.0.0.1:8000/coba
	@$(BIN)/seratus run

chat: setup ## a talk in this terminal
	@$(BIN)/seratus chat

ktp: setup ## the reader of photographed KTPs, 300 MB more
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-ktp.txt

test: lint types check docs storms unit ## lint, types, words, docs, kill -9, all tests on both databases, browser

lint: $(VENV)/.development ## ruff: rules and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.development ## mypy, strict
	$(BIN)/mypy

check: $(VENV)/.development ## flows, words and settings
	$(BIN)/seratus check

storms: $(VENV)/.development ## kill -9 some twenty times, alone on the machine
	$(BIN)/pytest --crash tests/crash

unit: $(VENV)/.development ## pytest, JOBS at a time
	@sh tests/get-chromium
	$(BIN)/pytest -n $(JOBS)

docs: $(VENV)/.development ## docs/ as a site in build/docs, strictly: no warning, no dead link
	$(BIN)/python -m sphinx -q -W --keep-going -d build/doctrees docs build/docs

release: $(VENV)/.development ## dist/: source and wheel, the wheel tried in a clean environment
	@sh tests/try-wheel $(BIN)/python

coverage: $(VENV)/.development ## which lines and branches the pure tests run through, slow
	$(BIN)/python -m coverage run --branch --source=program,conversations -m pytest tests/program tests/conversations tests/understanding
	$(BIN)/python -m coverage report --skip-covered --sort=cover
	$(BIN)/python -m coverage report --include="program/*" --fail-under=100

audit: $(VENV)/.development ## ask a database of known faults about all that is pinned
	@$(BIN)/python -m tests.audit

check-deploy: ## the linters of deploy/ that are on this computer
	@sh deploy/check

crash: $(VENV)/.development ## kill -9 everywhere, 200 times; compare with the ideal run
	$(BIN)/python -m benchmarks.crash --kills 200

fuzz: $(VENV)/.development ## what comes in from outside, thousands of times each; some minutes
	FUZZ_EXAMPLES=2000 $(BIN)/pytest -p no:cacheprovider -q --timeout=3600 tests/fuzz

bench: $(VENV)/.development ## our turn and what it is compared with, in one run
	$(BIN)/python -m benchmarks.bench

year: $(VENV)/.development ## a year of 15.000 made-up members and their reminders, on a moved clock
	$(BIN)/python -m benchmarks.year

scale: $(VENV)/.development ## stores of 15.000, 150.000 and 1.000.000 on both databases, and what grew
	$(BIN)/python -m benchmarks.scale

diagrams: setup ## draw docs/diagrams/ again
	$(BIN)/seratus diagram registration > docs/diagrams/registration.mmd
	$(BIN)/seratus diagram states > docs/diagrams/states.mmd

# Pinned with hashes and without index addresses, so that any mirror may serve them.
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host --no-emit-options --strip-extras --allow-unsafe --no-header
pins: $(VENV)/.development ## pin the dependencies of pyproject.toml again
	$(COMPILE) --extra postgresql --extra s3 --extra setup -o requirements.txt pyproject.toml
	$(COMPILE) --extra ktp -c requirements.txt -o requirements-ktp.txt pyproject.toml
	$(COMPILE) --extra dev --extra ktp -c requirements.txt -o requirements-dev.txt pyproject.toml

pictures: $(VENV)/.development ## draw docs/pictures/ and docs/desk/pictures/ again
	@sh tests/get-chromium
	$(BIN)/python -m tests.browser.pictures
	$(BIN)/python -m tests.desk.pictures

clean: ## take .venv and caches away; data and keys stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Seratus needs Python 3.11 or newer; name it: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
