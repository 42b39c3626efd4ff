# make demo    grade a made-up class: the main job, with everything it needs installed into .venv
# make test    lint, types and tests
# make browser go a teacher's and a student's way through formgrader and JupyterLab, in a real browser
# make build   make release/, solutions/ and Images/ from source/
# make clean   remove what running leaves behind; make distclean removes .venv too

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# nbgrader calls programs of its own environment by their bare names.
ACTIVE := PATH="$(CURDIR)/$(BIN):$$PATH"

# The first Python here that is new enough; PYTHON=/path/to/python on the command line wins.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$python && break; done)

.PHONY: help demo test browser lint types build clean distclean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

demo: $(VENV)/.installed
	@$(ACTIVE) autograder demo initialization

build: $(VENV)/.installed
	@$(ACTIVE) autograder build

test: lint types
	@$(ACTIVE) python -m pytest

browser: $(VENV)/.installed-for-tests
	@$(ACTIVE) python -m pytest tests/browser

lint: $(VENV)/.installed-for-tests
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo 'Some files are not formatted: run $(BIN)/ruff format .' >&2; exit 1; }

types: $(VENV)/.installed-for-tests
	@$(BIN)/mypy

# Each stamp is newer than what it was made from, so nothing is installed twice.
$(VENV)/.installed: pyproject.toml $(VENV)/.made
	@echo 'Installing into $(VENV) (a few minutes the first time) ...'
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml $(VENV)/.made
	@echo 'Installing what the tests need into $(VENV) (a few minutes the first time) ...'
	@$(PIP) --editable '.[test]'
	@touch $(VENV)/.installed $@

$(VENV)/.made:
	@test -n '$(PYTHON)' && $(PYTHON) -c '$(NEW_ENOUGH)' || \
		{ echo 'This needs Python 3.11 or newer, and finds none. Install one, or name it: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo '$(PYTHON) comes without the module venv. On Debian and Ubuntu: sudo apt-get install python3-venv' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

clean:
	@rm -rf demo build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	@rm -rf $(VENV)
