# python3 and make are all that a fresh machine needs; every target builds what it lacks.
PYTHON ?= python3
ARTICLE ?= data/articles/putin-venezuela.txt

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1

.PHONY: article lab test notebooks lock clean
.DEFAULT_GOAL := article

article: $(READY)  ## analyse the article that ships with the toolkit (or ARTICLE=path)
	@$(BIN)/python -m toolkit "$(ARTICLE)"

lab: $(READY)  ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab --notebook-dir=. notebooks/01_one_article.ipynb $(if $(filter 0,$(shell id -u)),--allow-root)

test: $(READY)  ## style, types, doctests, tests, notebooks, wheel
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

notebooks: $(READY)  ## run every notebook again and keep the outputs
	$(BIN)/python -m tests.notebooks

lock: $(READY)  ## pin the newest releases that pyproject.toml admits, without naming where they come from
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url \
	  --no-header --all-extras --group dev pyproject.toml -o requirements.lock

clean:  ## remove the environment and what the tools left behind
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "The toolkit needs Python 3.11, 3.12 or 3.13. Name one: make PYTHON=python3.12"; exit 1; }
	@echo "Building the environment in $(VENV) (once, about half a minute) ..."
	@$(PYTHON) -m venv --clear $(VENV) \
	  || { echo "python3 cannot make an environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@
