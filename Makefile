BIN := $(if $(wildcard .venv/bin/python),.venv/bin/)
PYTHON := $(BIN)python3
LOCK := build/lock/bin/python -m uv pip compile -q --upgrade --universal --fork-strategy fewest \
	--generate-hashes --no-annotate --custom-compile-command 'make lock'

.PHONY: check lint test bench golden lock locale

check: lint test

lint:
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy --strict
	$(BIN)lint-imports

test:
	$(PYTHON) -m pytest -n auto

bench:
	$(PYTHON) -m bench

# Writes the expected outputs anew; read the diff.
golden:
	ROADMAP_GOLDEN=1 $(PYTHON) -m pytest -q tests

# One lock for all platforms and Pythons; never names the index that it came from.
lock:
	python3 -m venv build/lock && build/lock/bin/python -m pip install -q uv
	$(LOCK) -o requirements-dev.lock --extra dev pyproject.toml
	$(LOCK) -o requirements.lock -c requirements-dev.lock pyproject.toml
	! grep -nE '://|^-' requirements.lock requirements-dev.lock

locale:
	$(PYTHON) -m babel.messages.frontend compile --domain roadmap --directory roadmap/locale
