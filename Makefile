# Everything lives in .venv. `make run` and `make test` do all the set-up they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
DEVSTAMP := $(VENV)/.ready-dev
UV := $(shell command -v uv 2>/dev/null)

.PHONY: setup run test check bench screenshots vendor lock translations clean

setup: $(STAMP)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Firstlook needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@if [ -n "$(UV)" ]; then uv venv -q --python $(PYTHON) $(VENV); \
	else $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian or Ubuntu run 'apt-get install python3-venv'"; rm -rf $(VENV); exit 1; }; fi

$(STAMP): requirements.txt pyproject.toml | $(BIN)/python
	@if [ -n "$(UV)" ]; then VIRTUAL_ENV=$(VENV) uv pip install -q --require-hashes -r requirements.txt; \
	else $(BIN)/python -m ensurepip >/dev/null; $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt; fi
	@$(BIN)/python tools/link.py $(VENV)
	@touch $@

$(DEVSTAMP): requirements-dev.txt $(STAMP)
	@if [ -n "$(UV)" ]; then VIRTUAL_ENV=$(VENV) uv pip install -q --require-hashes -r requirements-dev.txt; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt; fi
	@touch $@

run: $(STAMP)
	@$(BIN)/portal run

test: $(DEVSTAMP)
	REQUIRE="$(REQUIRE)" $(BIN)/python -m pytest -n auto $(ARGS)

check: $(DEVSTAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/check_templates.py
	$(BIN)/python tools/translations.py check

bench: $(DEVSTAMP)
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(DEVSTAMP)
	$(BIN)/python -m tests.screenshots $(ARGS)

# Copies named front-end files with their licences from the npm registry into static/vendor.
vendor: $(STAMP)
	$(BIN)/python tools/vendor.py

# Exact, hashed versions for every platform; needs uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q --no-header pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q --no-header --extra dev pyproject.toml -o requirements-dev.txt

translations: $(DEVSTAMP)
	$(BIN)/python tools/translations.py update

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis
