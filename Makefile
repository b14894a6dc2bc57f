# TeachPeterborough. `make help` lists what can be done.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 5000
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)
# Development settings of `make run` and `make demo`; everything else takes its settings from the environment.
DEVELOPMENT := TEACHPB_ENVIRONMENT=$${TEACHPB_ENVIRONMENT:-development} TEACHPB_DEMO=$${TEACHPB_DEMO:-yes} TEACHPB_BASE_URL=$${TEACHPB_BASE_URL:-http://localhost:$(PORT)} PORT=$(PORT)
# Every process of the suite, and there are many, finds the modules compiled, whatever the environment says of bytecode.
BYTECODE := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/var/bytecode
PYTEST := $(BYTECODE) $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(if $(REQUIRE),--require-everything)

.PHONY: help run demo test lint fmt types contracts templates drift assets bench db-upgrade lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  \033[1m%-12s\033[0m %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.installed

run: $(VENV)/.installed ## Set up if need be, then start web and worker with demo data (PORT=5000)
	@$(DEVELOPMENT) $(BIN)/flask db upgrade
	@$(DEVELOPMENT) $(BIN)/flask demo load --if-empty
	@$(DEVELOPMENT) $(BIN)/flask demo sign-ins
	@$(DEVELOPMENT) PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/honcho start --no-prefix

demo: $(VENV)/.installed ## Throw the demo data away and load it afresh
	@$(DEVELOPMENT) $(BIN)/flask db upgrade
	@$(DEVELOPMENT) $(BIN)/flask demo load --replace

db-upgrade: $(VENV)/.installed ## Bring the database of the present settings to the newest migration
	$(BIN)/flask db upgrade

test: $(VENV)/.installed-dev ## The whole suite: SQLite with browser journeys, then PostgreSQL (REQUIRE=1: nothing may be missing)
	@echo "== The suite on SQLite"
	$(PYTEST) --database=sqlite --check-templates
	@if $(BIN)/python -m tests.support.database; then \
	  echo "== The suite on PostgreSQL"; \
	  $(PYTEST) --database=postgresql -m "not browser and not pure"; \
	else \
	  echo; echo "!! PostgreSQL was NOT FOUND, so half of the suite did NOT run. Set TEACHPB_TEST_POSTGRESQL_URL to a server where databases may be made."; \
	  test -z "$(REQUIRE)"; \
	fi

lint: $(VENV)/.installed-dev ## Style and security of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/bandit -q -c pyproject.toml -r teachpb -ll
	$(BIN)/deptry .

fmt: $(VENV)/.installed-dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.installed-dev ## Check the types
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev ## Check that imports run downwards only
	$(BIN)/lint-imports

templates: $(VENV)/.installed-dev ## Lint the templates
	$(BIN)/djlint --lint --quiet templates

drift: $(VENV)/.installed-dev ## Check that migrations and models say the same
	$(BIN)/python -m pytest -q tests/architecture/test_migrations.py

assets: ## Build static/dist from assets/ (needs Node; the built files are committed)
	npm ci && npm run build

bench: $(VENV)/.installed-dev ## Measure, and write bench/RESULTS.md
	$(BIN)/python -m bench

lock: ## Resolve requirements*.in into the locked files with hashes
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes requirements-dev.in -o requirements-dev.txt

clean: ## Remove the virtual environment and all local data
	rm -rf $(VENV) var
