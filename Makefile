# Tanggap: `make demo` shows it, `make test` proves it. Another Python: make test PY=python3.13

PY ?= python3
VENV := .venv$(if $(filter-out python3,$(PY)),-$(notdir $(PY)))
BIN := $(VENV)/bin

# Where a container says so, each of the hundreds of processes of a run would compile all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-test demo test check bench scores soak audit sbom lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

demo: setup  ## the whole SOP on an embedded mail server
	@$(BIN)/tanggap demo $(ARGS)

test: check  ## every check and every test, on SQLite and PostgreSQL
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

check: setup-test  ## format, lint, types and the law of imports, no tests
	$(BIN)/ruff format --check && $(BIN)/ruff check && $(BIN)/mypy && $(BIN)/lint-imports

bench: setup-test  ## the benchmarks, by hand
	$(BIN)/python -m tests.benchmarks $(ARGS)

scores: setup-test  ## how well mail is read: make scores CORPORA=a folder with the mail of others
	$(BIN)/python -m tests.scores $(CORPORA) $(ARGS)

soak: setup-test  ## the long tests
	$(BIN)/pytest -m soak $(ARGS)

setup:  ## what the demo needs; goes on without the Debian packages where it may not install them
	@config/install-packages config/packages.apt || echo "Going on without them."
	@$(MAKE) -s $(VENV)/.installed

setup-test:  ## what the tests need; stops where anything is missing
	@config/install-packages config/packages.apt config/packages-test.apt
	@$(MAKE) -s $(VENV)/.installed

audit: setup-test  ## the locked packages against the known holes; fails where the service cannot be asked
	$(BIN)/uv tool run --from 'pip-audit==2.*' pip-audit --strict --disable-pip -r config/requirements.txt --progress-spinner off || { \
		echo "Holes above, or a package that could not be asked about."; exit 1; }

sbom: setup-test  ## dist/sbom.json: every package that goes along, in CycloneDX
	@mkdir -p dist
	$(BIN)/uv tool run --from 'cyclonedx-bom==7.*' cyclonedx-py requirements config/requirements.txt --of JSON -o dist/sbom.json

lock: $(VENV)/.installed  ## renew config/requirements.txt within the bounds of pyproject.toml
	$(BIN)/uv pip compile -q pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade -o config/requirements.txt

clean:  ## remove what was made here, the environments too
	rm -rf .venv .venv-* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

$(VENV)/.installed: config/requirements.txt pyproject.toml config/install-python
	config/install-python $(PY) $(VENV) && touch $@
