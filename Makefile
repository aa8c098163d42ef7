# Two commands do everything: `make course` and `make test`. The rest are their parts.
#
#   make course   set up and open the course in JupyterLab     (KAPEDU_OPEN=0 opens no browser)
#   make test     set up what testing needs, then run everything but the long tests
#   make test-long  the long tests (CI runs both)
#   make demo     serve the dashboards and lessons with Voilà
#   make validate write what the simulator predicts beside what was published, the model cards, and what covers each
#                 objective, into the guides
#   make bench    measure speed, memory and start-up, side by side with a peer
#   make bench-workshop  measure many visitors at once; VISITORS=100 BURST=30 MOVING=10 MINUTES=30 for the whole
#   make install  the environment alone                         make clean  remove what was built
#   make lint     install the tools for testing, then check format, style and types
#   make screenshots  take the pictures of the README anew      make constraints  pin what `make install` installs
#
# Everything is installed into .venv, nothing outside this folder (a missing Chromium for the tests excepted).

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
FILES  := pyproject.toml constraints.txt $(wildcard kapedu/lab/*.json kapedu/lab/static/*) \
          $(shell find kapedu/dashboards/template -type f 2>/dev/null)

.PHONY: course install demo test test-long validate bench bench-workshop clean lint screenshots constraints

course: install
	@$(BIN)/kapedu course

demo: install
	@$(BIN)/kapedu demo

install: $(VENV)/.installed

# The extension and the Voilà template are copied at install time, so a change in them installs again.
$(VENV)/.installed: $(FILES)
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(v < (3, 11) and f"Python 3.11 or later is needed; $(PYTHON) is {v[0]}.{v[1]}. Try: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the course into $(VENV) (one to three minutes the first time) ..."
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing what testing needs ..."
	@$(PIP) install --constraint constraints.txt --editable '.[test]'
	@PYTHON=$(BIN)/python sh tests/install_chromium.sh
	@touch $@

# The servers that only the long tests start: JupyterHub (its proxy comes with npm).
$(VENV)/.installed-long: $(VENV)/.installed-test
	@echo "Installing the servers that the long tests start ..."
	@$(PIP) install --constraint constraints.txt --editable '.[test,hub]'
	@command -v npm >/dev/null || { echo "npm is missing (Debian: apt-get install npm); JupyterHub's proxy needs it"; exit 1; }
	@touch $@

lint: $(VENV)/.installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# How often a test in a browser may be tried again; a second try is listed as RERUN, and is a fault to look for.
RETRIES ?= 0

# Three runs: what needs no browser; every notebook from top to bottom; what needs one.
test: $(VENV)/.installed-test lint
	$(BIN)/pytest -n auto --dist loadfile -m 'not browser and not long'
	$(BIN)/pytest -n auto --dist loadfile --override-ini=addopts= -p no:doctest --nbval-lax modules course/index.ipynb kapedu/dashboards
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --reruns $(RETRIES) -m 'browser and not long' tests

# What takes too long for every change: long soaks, other servers, every page in every size. CI runs it too.
test-long: $(VENV)/.installed-long
	@sh tests/install_postgresql.sh
	$(BIN)/pytest -n auto --dist loadfile --reruns $(RETRIES) -m long tests

validate: $(VENV)/.installed-test
	@$(BIN)/python tests/validation/pharmacology/write_guides.py
	@$(BIN)/kapedu items coverage --write

bench: $(VENV)/.installed-test
	@$(BIN)/python tests/benchmarks/run.py

VISITORS ?= 8
BURST    ?= 5
BROWSERS ?= 1
MOVING   ?= 2
MINUTES  ?= 1
ROUNDS   ?= 1

bench-workshop: $(VENV)/.installed-test
	@$(BIN)/python tests/benchmarks/workshop.py --visitors $(VISITORS) --burst $(BURST) --browsers $(BROWSERS) \
		--moving $(MOVING) --minutes $(MINUTES) --rounds $(ROUNDS)

# The pictures of the README, from the real thing.
screenshots: $(VENV)/.installed-test
	@$(BIN)/python tests/browser/take_screenshots.py

# Pins the exact set that `make install` uses, from what pyproject.toml allows.
constraints: $(VENV)/.installed-test
	@$(BIN)/python tests/pin.py > constraints.txt.new && mv constraints.txt.new constraints.txt

clean:
	rm -rf $(VENV) .kapedu .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
