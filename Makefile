# Every target sets up what it needs in .venv; nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The packages that `make bench` compares with do not belong beside what is developed.
BENCH := .venv-bench
LISTS := $(wildcard src/inferloom_local/requirements/*.txt)
# Of `make diff`: what to compare with. Of `make vendor`: what is copied; INTO says where.
BASE ?= HEAD
TASKS ?= all

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-engines soak fuzz contract documents growth trace bench bench-quick compare-providers compare-hub check generate lint diff vendor \
	types format clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# What the demo needs: the client and the local endpoint with its models.
$(VENV)/.local: pyproject.toml $(LISTS) | $(BIN)/python
	@echo "installing the client and the local endpoint into $(VENV) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[local,media]'
	$(BIN)/python -m inferloom_local setup
	@touch $@

# What development needs on top of it.
$(VENV)/.dev: pyproject.toml $(VENV)/.local
	@echo "installing the compiler and the test tools into $(VENV) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[local,media,codegen,test]'
	@touch $@

demo: $(VENV)/.local ## call real models on this machine
	@$(BIN)/python -m inferloom_local demo

serve: $(VENV)/.local ## serve the local models until Ctrl-C
	@$(BIN)/python -m inferloom_local serve

test: $(VENV)/.dev ## run the test suite
	$(BIN)/python -m pytest

test-engines: $(VENV)/.dev ## wire tests and fault cases on httpx and httpx2, some ten minutes each
	$(BIN)/python -m pytest --engine httpx tests/wire tests/faults
	$(BIN)/python -m pytest --engine httpx2 tests/wire tests/faults

soak: $(VENV)/.dev ## 100,000 mixed calls for each client; says what grew
	$(BIN)/python -m tests.long.soak

fuzz: $(VENV)/.dev ## ten minutes of random streams against the decoder
	$(BIN)/python -m tests.long.fuzz

contract: $(VENV)/.dev ## thousands of requests made from the local endpoint's document
	$(BIN)/python -m tests.long.contract

documents: $(VENV)/.dev ## import the OpenAPI documents of the folder DOCUMENTS, and call all that they have
	@: $(or $(DOCUMENTS),$(error DOCUMENTS is missing: make documents DOCUMENTS=folder))
	$(BIN)/python -m tests.long.openapi_documents "$(DOCUMENTS)"

growth: $(VENV)/.dev ## what must stay flat: calls, chunks, memory, tasks
	$(BIN)/python -m tests.long.growth

trace: $(VENV)/.dev ## the files that one call passes, and how often it goes from one to another
	@$(BIN)/python -m tests.house.trace

$(BENCH)/.ready: pyproject.toml benchmarks/requirements.txt
	@echo "installing what is compared into $(BENCH) ..."
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check \
		--requirement benchmarks/requirements.txt --editable .
	@touch $@

bench: $(BENCH)/.ready ## speed beside httpx and other SDKs, 6 to 8 minutes; keep the machine quiet
	@$(BENCH)/bin/python -m benchmarks

bench-quick: $(BENCH)/.ready ## the same, roughly, in a minute and a half
	@$(BENCH)/bin/python -m benchmarks --quick

compare-providers: $(BENCH)/.ready ## what is sent to providers, beside huggingface_hub, pair by pair
	@PYTHONPATH=. $(BENCH)/bin/python -m tests.providers.reference

# Of huggingface_hub: the releases that are compared with, each in an environment of its own.
HUB := .venv-hub
RELEASES := 2.4.0 0.25.2

$(HUB)-%/.ready: pyproject.toml
	@echo "installing huggingface_hub $* into $(HUB)-$* ..."
	$(PYTHON) -m venv $(HUB)-$*
	$(HUB)-$*/bin/python -m pip install --quiet --disable-pip-version-check \
		huggingface_hub==$* aiohttp --editable '.[media]'
	@touch $@

compare-hub: $(RELEASES:%=$(HUB)-%/.ready) ## requests and results beside huggingface_hub 2.4.0 and 0.25.2, method by method
	@for release in $(RELEASES); do \
		HF_HUB_DISABLE_TELEMETRY=1 HF_TOKEN= $(HUB)-$$release/bin/python -m tests.hub.compare || failed=1; \
	done; exit $${failed:-0}

check: $(VENV)/.dev ## generated files, style, types and wire coverage
	$(BIN)/python -m codegen check
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/python -m tests.codegen.wire_coverage
	$(BIN)/python -m tests.house.hand_written
	$(MAKE) --no-print-directory types

types: $(VENV)/.dev ## mypy --strict and pyright strict
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

generate: $(VENV)/.dev ## compile specs/ into src/inferloom
	$(BIN)/python -m codegen generate

lint: $(VENV)/.dev ## say what is wrong with the specs
	$(BIN)/python -m codegen lint

diff: $(VENV)/.dev ## what the changes since BASE mean to callers, and for the version
	$(BIN)/python -m codegen diff $(BASE)

vendor: $(VENV)/.dev ## copy TASKS of the client into INTO, a new folder of another package
	@: $(or $(INTO),$(error INTO is missing: make vendor INTO=../acme/_vendor/llm TASKS=chat_completion))
	$(BIN)/python -m codegen vendor --into "$(INTO)" --tasks "$(TASKS)"

format: $(VENV)/.dev ## put hand-written code in order
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

clean: ## remove what the targets made
	rm -rf $(VENV) $(BENCH) $(HUB)-* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
