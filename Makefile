# `make run` opens the desk on the bundled article; `make test` passes every check.
# Both need Python 3.11 or later, make, and the network to a package index.
# With PYTHON=python3.13 either is done with that Python, in an environment of its own.

PYTHON ?= python3
VENV := .venv$(if $(filter-out python3,$(PYTHON)),-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
LOCK := requirements/ci.lock
SOURCES := pyproject.toml config.yaml $(shell find models tui seeds -type f -not -path '*/__pycache__/*')

.PHONY: run test lint campaign fuzz needs docs screenshot peers bench lock audit clean

run: $(VENV)/.installed
	@$(BIN)/copydesk $(ARGS)

test: needs $(VENV)/.tested lint
	$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# 50 desks ended in each of four ways while decisions are typed; `make test` has 5 of each.
campaign: needs $(VENV)/.tested
	COPYDESK_CAMPAIGN=50 $(BIN)/pytest -n 2 tests/e2e/test_campaign.py $(ARGS)

# Everything that Hypothesis tests, with many more examples, and 10,000 random keys at each of three sizes;
# again with the next seed until so many minutes have passed. SEED=7 repeats the round of that seed.
MINUTES ?= 10
fuzz: $(VENV)/.tested
	$(BIN)/python tests/fuzz.py --minutes $(MINUTES) $(if $(SEED),--seed $(SEED)) $(ARGS)

# The end-to-end tests type into the installed program in tmux, over a real sshd on loopback, and in Chromium.
needs:
	@.ci/needs tmux sshd chromium

docs: $(VENV)/.tested
	$(BIN)/python docs/generate.py

screenshot: $(VENV)/.tested
	$(BIN)/python docs/screenshot.py

# What the desk is measured beside, each in an environment of its own.
PEERS := frogmouth toolong harlequin posting
peers: $(PEERS:%=.peers/%/.installed)

.peers/%/.installed:
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/pip install --quiet --disable-pip-version-check $*
	@touch $@

bench: $(VENV)/.tested
	$(BIN)/python -m benchmarks

# What is tested is tested with these versions and no other files of them, until this takes newer ones.
lock: .venv-lock/.installed
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
		--no-header --extra dev pyproject.toml --output-file $(LOCK)

# Asks the package index whether any of them has a known hole.
audit: .venv-audit/.installed
	.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement $(LOCK)

clean:
	rm -rf .venv .venv-* .peers build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Copydesk needs Python 3.11 or later: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

# The wheel is installed, not the checkout: what runs and what is tested is what users get.
$(VENV)/.installed: $(BIN)/python $(SOURCES)
	$(BIN)/pip install --quiet --disable-pip-version-check .
	@touch $@

$(VENV)/.tested: $(BIN)/python $(LOCK) $(SOURCES)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation .
	@touch $@

.venv-lock/.installed .venv-audit/.installed: .venv-%/.installed: requirements/%.in
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@
