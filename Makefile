# The one door to the checkout: plain `make` lists what it can do.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CODE := $(wildcard src tests scripts bench hatch_build.py)
# The first Python of 3.11 or later that really runs; name another with `make PYTHON=…`.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null \
	&& echo "$$python" && break; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help hold demo test lint fix unit bench accept new-check transcript requirements venv clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## review a built-in example change, end to end
	@$(BIN)/mle-reviewer demo || { code=$$?; [ $$code -eq 1 ] || exit $$code; } # 1: the demo's change is blocked

test: lint unit ## all that a change must pass: lint, tests, and the wheel in an empty environment

lint: $(READY) ## style, types, layers, spelling, hooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-logo
	$(BIN)/typos
	$(BIN)/pre-commit validate-config
	$(BIN)/pre-commit validate-manifest

unit: $(READY) ## the tests alone
	$(BIN)/pytest -n 2

fix: $(READY) ## repair what ruff and typos can repair
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/typos --write-changes

bench: $(READY) ## measure speed against the gates, as ratios (minutes; never in CI); ARGS= for its options
	$(BIN)/python -m bench.speed $(ARGS)

hold: $(READY) ## hold the knowledge pages against the libraries installed beside them; ARGS= for its options
	$(BIN)/python scripts/hold_knowledge.py $(ARGS)

accept: $(READY) ## rewrite the goldens and the README's transcript from what the tool says now (never in CI)
	@[ -z "$$CI" ] || { echo "make accept: goldens are accepted by a person, not in CI" >&2; exit 2; }
	$(BIN)/pytest tests/golden --accept
	$(BIN)/python scripts/transcript.py

new-check: $(READY) ## scaffold a check and its page: make new-check AREA=data NAME=fit_before_split [KIND=change]
	@$(BIN)/python scripts/new_check.py "$(AREA)" "$(NAME)" "$(KIND)"

transcript: $(READY) ## run the tool on a tiny repository and put what it says into README.md
	$(BIN)/python scripts/transcript.py

requirements: $(READY) ## pin the requirements anew, with hashes
	$(BIN)/python scripts/requirements.py

venv: $(READY) ## make the environment, with pinned requirements and the checkout installed

$(READY): requirements/dev.txt pyproject.toml hatch_build.py
	@[ -n "$(PYTHON)" ] || { echo "make: Python 3.11 to 3.14 is needed, and none was found; name one with PYTHON=…" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean: ## remove the environment, caches and builds
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f src/mle_reviewer/knowledge/_table.json
