# python3 and make are all that a fresh machine needs; every target builds what it lacks.
PYTHON ?= python3
ARTICLE ?= data/articles/putin-venezuela.txt

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := $(BIN)/python -m uv
# JupyterLab asks nothing about news over the buttons, and asks no other machine for a newer version.
QUIET_LAB := {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}
export ARTICLE
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
unexport PYTHONHOME PYTHONPATH

# The environment belongs to this folder and to the PYTHON that was asked for: when either changes it is built again.
BUILT := $(shell cat $(READY) 2>/dev/null)
ifeq "$(findstring $(CURDIR)|$(if $(filter file,$(origin PYTHON)),,$(PYTHON)|),$(BUILT))" ""
.PHONY: $(READY)
endif

.PHONY: article lab test notebooks pictures lock clean help
.DEFAULT_GOAL := article

article: $(READY)  ## analyse the article that ships with the toolkit (or ARTICLE=path)
	@$(BIN)/python -m toolkit "$$ARTICLE"

lab: $(READY)  ## open JupyterLab on a notebook for an article of your own
	@mkdir -p $(VENV)/share/jupyter/lab/settings && echo '$(QUIET_LAB)' > $(VENV)/share/jupyter/lab/settings/overrides.json
	@$(BIN)/python -m jupyterlab --notebook-dir=. \
	  notebooks/07_your_own_article.ipynb \
	  $(if $(filter 0,$(shell id -u)),--allow-root)

test: $(READY)  ## style, types, doctests, tests, notebooks, wheel
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest --durations=10 --durations-min=2

notebooks: $(READY)  ## run every notebook again and keep the outputs
	$(BIN)/python -m tests.notebooks

pictures: $(READY)  ## take the README's pictures again, in Chromium
	KEEP_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_readme_pictures.py tests/browser/test_explorer_in_the_browser.py

lock: $(READY)  ## pin the newest releases that pyproject.toml admits, without naming where they come from
	$(UV) pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --all-extras --group dev pyproject.toml -o requirements.lock

clean:  ## remove the environment and what the tools left behind
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

$(READY): requirements.lock benchmarks/news.lock pyproject.toml
	@command -v "$(PYTHON)" >/dev/null \
	  || { echo "There is no $(PYTHON). Install Python 3.11, 3.12 or 3.13, or name one: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "The toolkit needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is another." \
	  "Name one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Building the environment in $(VENV) (once, about half a minute) ..."
	@"$(PYTHON)" -m venv --clear $(VENV) \
	  || { echo "$(PYTHON) cannot make an environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@awk '/^[a-z]/ { ours = /^uv==/ } ours' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.lock
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r benchmarks/news.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@echo "$(CURDIR)|$(PYTHON)|" > $@
