# The two commands a newcomer needs are `make start` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := start
.PHONY: start test check bench lock format clean

start: ## Set everything up, load the demo, serve http://127.0.0.1:8000
	@scripts/set-up run
	@exec .venv/bin/beenthere start --demo

test: ## Set everything up, run every test, a real Chromium included
	@scripts/set-up dev
	@scripts/browser
	@.venv/bin/python -m pytest -n $${TEST_PROCESSES:-2} --dist loadgroup --max-worker-restart 0 --junit-xml test-results/tests.xml
	@.venv/bin/beenthere safety-case --tests test-results/tests.xml --out test-results/safety-case.html

check: ## Lint, types, floors, deploy checks, content, docs
	@scripts/set-up dev
	@scripts/check

bench: ## Measure speed and memory; prints ratios, writes JSON to bench/results/
	@scripts/set-up dev
	@.venv/bin/python -m bench $(ONLY)

lock: ## Pin every dependency again, with hashes
	@scripts/set-up dev
	@.venv/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

format: ## Lay out the code
	@scripts/set-up dev
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

clean: ## Forget the environment and the demo's data
	@rm -rf .venv .data .data-keys .pytest_cache .mypy_cache .ruff_cache .hypothesis bench/results test-results
