PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test fmt bench site clean

demo: .venv/demo
	$(BIN)/kg build
	@echo
	$(BIN)/kg lineage WRN
	@echo
	$(BIN)/kg graph -o network.html
	@echo
	@echo "Explore everything in your browser: $(BIN)/kg site --preview"

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

site: .venv/demo
	$(BIN)/kg site --preview

fmt: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/test
	$(BIN)/python -m benchmarks

.venv/demo: pyproject.toml .ci/hatch_build.py kg/site/npm/package-lock.json
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test: pyproject.toml .ci/hatch_build.py kg/site/npm/package-lock.json .ci/requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint .ci/requirements.lock --editable '.[test]'
	@touch $@ .venv/demo

clean:
	rm -rf .venv build dist
