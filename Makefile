# make run   opens the reader on the sample articles; makes its own environment first
# make test  runs the tests
# make fuzz feeds it random bytes, texts, settings and keys
# make faults kills sessions and cuts the power, thousands of times
# make check lint, format, types, and the order of the floors
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: run test check format docs snapshots bench bench-agree bench-exchange bench-keys bench-latency bench-sources bench-store \
  bench-suggest faults fuzz unicode reports clean
.DELETE_ON_ERROR:

run: $(VENV)/installed
	$(BIN)/glossator sample_articles/wire-island-vote.txt sample_articles

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n auto

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_floors.py tests/test_docs.py

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What is generated from the code: docs/keys.md, docs/formats.md, the picture in the README, the
# example script, which follows what is proposed.
docs: $(VENV)/installed-dev
	$(BIN)/python docs/make_keys.py
	$(BIN)/python docs/make_formats.py
	$(BIN)/python docs/make_picture.py
	$(BIN)/python docs/make_example.py
	$(BIN)/python docs/make_sheet.py

# After a change that is meant to be seen: look at the report, then keep the new pictures.
snapshots: $(VENV)/installed-dev
	$(BIN)/python -m pytest tests/screens --snapshot-update

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/first_paint.py

# Every key on every load, beside SLATE in an environment of its own: docs/latency.md. Half an hour;
# `cd benchmarks && python -m latency --quick --load 100KB:1000 --work tag` asks for less.
bench-latency: $(VENV)/installed-dev
	cd benchmarks && ../$(BIN)/python -m latency --slate ../$(VENV)-slate --page ../docs/latency.md

bench-store: $(VENV)/installed-dev
	$(BIN)/python benchmarks/store.py

# Ten annotators of ten thousand annotations each.
bench-agree: $(VENV)/installed-dev
	$(BIN)/python benchmarks/agree.py

# Every format, and beside the formats' own tools; these are installed first (extra `peers`).
bench-exchange: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[peers]'
	$(BIN)/python benchmarks/exchange.py

# Keys per annotation, beside SLATE and a mouse; with CORPORA=folder on published corpora too.
bench-keys: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.keys $(CORPORA)

# Needs corpora that are not part of the project: make bench-suggest CORPORA=folder; and with
# DEBATES=folder on transcripts of debates too.
bench-suggest: $(VENV)/installed-dev
	$(BIN)/python benchmarks/suggest.py $(CORPORA) $(if $(DEBATES),--claims $(DEBATES))

bench-sources: $(VENV)/installed-dev
	$(BIN)/python benchmarks/sources.py

# Kills, power loss, full disks and the rest, in full measure; the tests try a little of each.
faults: $(VENV)/installed-dev
	cd tests && ../$(BIN)/python -m faults

# Random bytes, texts, settings and keys: ever new ones. NUMBER=… cases of each kind.
fuzz: $(VENV)/installed-dev
	cd tests && PYTHONPATH=.. ../$(BIN)/python -m fuzz $(NUMBER)

# Unicode's own tests of characters, words and sentences; FOLDER=… for another version's files.
unicode: $(VENV)/installed-dev
	cd tests && ../$(BIN)/python -m conformance $(FOLDER)

# Reports in full measure: the W3C's checker, fetched through npm, and every sample in a browser.
reports: $(VENV)/installed-dev
	npm install --silent --no-save --prefix .validator vnu-jar
	EVERY_LINK=1 $(BIN)/python -m pytest tests/reports

clean:
	rm -rf $(VENV) $(VENV)-slate .validator .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Glossator needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "This Python has no venv module; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q tui
	@touch $@

$(VENV)/installed-dev: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed
