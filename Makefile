# Two commands do everything: `make run` and `make test`. Both set up what is missing first.
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test lint setup browser clean

run: setup
	$(BIN)/python run.py planner=+finetuning executor=finetuned

test: setup
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: $(INSTALLED) browser

$(INSTALLED): pyproject.toml
	@sh scripts/install.sh $(VENV)
	@touch $@

browser: $(INSTALLED)
	@sh scripts/browser.sh $(BIN)/python

clean:
	rm -rf $(VENV) outputs
