# Everything installs itself into .venv; nothing else on the machine is touched.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DEMO := demo

.PHONY: demo test test-all bench lint setup clean

# Install, start a workspace, drop in a half-finished submission, and show what grading says about it.
demo: setup
	rm -rf $(DEMO)
	$(BIN)/grade start $(DEMO)
	cp docs/demo/*.py $(DEMO)/
	@echo
	@echo "The workspace holds a half-finished submission now. Grading it:"
	@echo
	cd $(DEMO) && ../$(BIN)/grade || test $$? -eq 1
	@echo
	cd $(DEMO) && ../$(BIN)/grade hint output_size
	@echo
	@echo "Go on with it: cd $(DEMO) && ../$(BIN)/grade status"

test: lint
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not slow"

test-all: lint
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

bench: setup
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/course.py
	$(BIN)/python benchmarks/classes.py
	$(BIN)/python benchmarks/loop.py
	$(BIN)/python benchmarks/recognition.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: $(READY)

$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -e '.[dev,torch]'
	touch $(READY)

clean:
	rm -rf .venv $(DEMO) build dist
