# Every command works on a fresh machine with Python >= 3.11 and make; nothing is installed outside .venv.
PYTHON ?= python3
SERVE ?= 1
PORT ?= 8000
BIN := .venv/bin

.PHONY: demo test check golden bench clean

.venv/.stamp-run: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/.stamp-dev: .venv/.stamp-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# Build the demo's site from the bundled corpus and serve it; SERVE=0 builds and exits.
demo: .venv/.stamp-run
	$(BIN)/winnow demo build/demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve,--serve)

# Unit, golden and loopback tests: no network, no browser, no database server.
test: .venv/.stamp-dev
	$(BIN)/python -m pytest -m "not slow and not browser and not data"

# Everything else: types, lint, layers, fuzz corpus, real data (where it lies), browser, PostgreSQL.
check: .venv/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "slow or browser or data"

# Write the golden pages anew; look at the diff before committing it.
golden: .venv/.stamp-dev
	$(BIN)/python -m tests.golden.rewrite

clean:
	rm -rf .venv build site out
