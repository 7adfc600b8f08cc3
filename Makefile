# Every command of the project; `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
SITE_URL ?= http://localhost:$(PORT)
PY = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run proof test test-fast bench lint format messages lock shots clean run-set dev-set

help: ## Cette liste
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: run-set ## Installe ce qui manque et sert le site sur http://localhost:8000 (PORT=8001)
	@exec env DEBUG=1 PORT=$(PORT) SITE_URL=$(SITE_URL) $(PY) manage.py run

test: dev-set lint ## Tout ce qu’une contribution doit passer (SQLite, PostgreSQL, navigateur)
	@$(PYTHON) tools/system.py
	@DEBUG=1 $(PY) manage.py makemigrations --check --dry-run
	@$(PY) tools/suite.py

test-fast: dev-set ## En moins de cinq minutes : sans navigateur, preuves, toutes les pages, horloges
	@$(PY) -m pytest -n auto -m "not browser" --ignore=tests/proof --ignore=tests/consistency \
	    --ignore=tests/careers/applications/test_after_a_gap.py --ignore=tests/portal/accounts/test_limits.py

bench: dev-set ## Ce que le site tient, en rapports : tableaux et docs/performance.md (SIZES=1000)
	@$(PYTHON) tools/system.py wrk
	@$(PY) -m tools.bench --write $(if $(SIZES),--sizes $(SIZES))

proof: dev-set ## Les pannes et la charge en vraie grandeur, et docs/proof.md (ONLY=T04 ; plus d’une heure)
	@$(PYTHON) tools/system.py
	@$(PY) -m tools.proof $(ONLY)

lint: dev-set ## Style, gabarits, étages et types
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	@.venv/bin/lint-imports --no-logo
	@DEBUG=1 $(PY) -m mypy

format: dev-set ## Remet le code et les gabarits en forme
	@$(PY) -m ruff check --fix-only --quiet
	@$(PY) -m ruff format
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

COMPILE = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

messages: dev-set ## Met le catalogue anglais au niveau des textes français
	@DEBUG=1 $(PY) tools/messages.py

lock: dev-set ## Recalcule les versions figées (UPGRADE=--upgrade pour les rajeunir)
	@$(COMPILE) requirements.in --output-file requirements.txt
	@$(COMPILE) requirements-dev.in --output-file requirements-dev.txt

shots: dev-set ## Chaque page en PNG dans var/shots (ONLY=metiers pour en choisir)
	@$(PY) tools/shots.py $(if $(ONLY),--only $(ONLY))

clean: ## Efface .venv, var (donc la base locale) et les caches
	@rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

run-set:
	@$(PYTHON) tools/bootstrap.py run

dev-set:
	@$(PYTHON) tools/bootstrap.py dev
