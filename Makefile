# All that is needed to use and to test kfd_analysis; `make help` lists it.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The first of these that is new enough and that every locked package has a ready build for (3.11 to 3.14), else python3.
# Another one: make PYTHON=/path/to/python TARGET
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
BEST := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c '$(BEST)' 2>/dev/null && echo "$$python" && exit; done; echo python3)
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -qq
KFD := $(PY) -m kfd_analysis
READY := .venv/.ready
BENCH_PY := .venv-bench/bin/python
BENCH_READY := .venv-bench/.ready

.PHONY: help .venv report data lab test check format notebooks messages docs pictures accuracy coverage stress audit build bench bench-suite bench-steps bench-sizes bench-formats bench-cluster lock clean distclean

help: ## list the commands (this text)
	@awk -F ':.*## ' '/^[.a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

report: $(READY) ## read data/raw, write data/processed and the whole of output/
	@status=0; $(KFD) load --quiet || status=$$?; $(KFD) report || status=$$?; exit $$status

data: $(READY) ## read data/raw, write the tables of data/processed
	@$(KFD) load

lab: $(READY) ## open the notebooks in JupyterLab
	@$(KFD) lab

test: $(READY) ## run all tests, the stored notebooks included
	@$(PY) -m pytest -q --nbval tests notebooks

check: $(READY) ## quick checks: style, types, set-up
	@$(PY) -m ruff check --quiet src tests notebooks benchmarks
	@$(PY) -m ruff format --quiet --check src tests notebooks benchmarks
	@$(PY) -m mypy --no-error-summary
	@$(PY) -m pytest -q tests/setup

format: $(READY) ## bring code and notebooks into the common form
	@$(PY) -m ruff check --quiet --fix-only src tests notebooks benchmarks
	@$(PY) -m ruff format --quiet src tests notebooks benchmarks

notebooks: $(READY) ## run the notebooks and store them with their results
	@$(PY) -m kfd_analysis.publishing.store

messages: $(READY) ## renew the catalogues of locale/ and name what has to be translated
	@$(PY) -m kfd_analysis.publishing.messages

docs: $(READY) ## renew the parts of docs/ that are made from codebook, tables and scores, and the README's chart
	@$(PY) -m tests.handbook

pictures: $(READY) ## take the pictures of pages that the README shows (needs chromium)
	@$(PY) -m tests.pictures

accuracy: $(READY) ## score the tables against the hand codings
	@$(PY) -m tests.accuracy

# Left out: the stored notebooks; hostile files, whose time limit stops code wherever it is, the tracer included;
# thousands of changed texts, which take hours when traced.
coverage: export COVERAGE_FILE := $(CURDIR)/.coverage
coverage: $(READY) ## run the tests, say which lines of the library they reach (half an hour)
	@$(PY) -m coverage erase
	@status=0; $(PY) -m coverage run -m pytest -q --ignore tests/hostile --ignore tests/stress tests || status=$$?; \
	  $(PY) -m coverage combine --quiet && $(PY) -m coverage report && exit $$status

build: $(READY) ## build the packages of dist/ to install elsewhere
	@$(PY) -m hatchling build

.venv: $(READY) ## set up the environment (every other command does so when needed)

$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { \
	  echo "kfd_analysis needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up .venv from requirements.lock: a minute or more"
	@"$(PYTHON)" -m venv .venv
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

bench-suite: $(READY) ## time the start beside argparse and the suite beside nbconvert (BENCH="--rounds 1")
	@$(PY) -m benchmarks.start --out benchmarks/start.md $(BENCH)
	@$(PY) -m benchmarks.suite --out benchmarks/suite.md $(BENCH)

bench: $(BENCH_READY) ## time the loader beside other libraries, about ten minutes (BENCH="--reports 300")
	@$(BENCH_PY) -m benchmarks.run --out benchmarks/loader.md $(BENCH)

bench-steps: $(READY) ## time the steps of reading a report (BENCH="--reports 50")
	@$(PY) -m benchmarks.steps --out benchmarks/steps.md $(BENCH)

bench-sizes: $(READY) ## time kfd load, one process and two, corpora of several sizes (BENCH="--sizes 1000 100000 --ways one")
	@$(PY) -m benchmarks.sizes --out benchmarks/sizes.md $(BENCH)

bench-formats: $(BENCH_READY) ## time kfd load with CSV, Parquet and Dask (BENCH="--sizes 500 --rounds 1")
	@$(BENCH_PY) -m benchmarks.sizes --sizes 2000 --ways one two parquet parquet-two dask dask-parquet \
	  --out benchmarks/formats.md $(BENCH)

bench-cluster: $(BENCH_READY) ## load 20,000 reports with a cluster whose workers are killed (BENCH="--reports 1000")
	@$(BENCH_PY) -m benchmarks.cluster --out benchmarks/cluster.md $(BENCH)

# An environment of its own: the locked one stays small.
$(BENCH_READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -m venv .venv-bench
	@$(BENCH_PY) -m pip --disable-pip-version-check -qq install --require-hashes --requirement requirements.lock
	@$(BENCH_PY) -m pip --disable-pip-version-check -qq install --no-build-isolation --editable ".[bench,dask]"
	@touch $@

stress: $(READY) ## try hostile input and faults in full (hours), write tests/stress/figures.csv
	@KFD_STRESS=1 $(PY) -m pytest -q tests/stress
	@$(PY) -m tests.stress.guided

audit: ## look for known faults in the locked packages (needs uv and the network)
	@said=$$(uv tool run --quiet pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict \
	  --progress-spinner off 2>&1); status=$$?; echo "$$said"; case "$$status $$said" in 0*) ;; \
	  *"known vulnerabilit"*) echo "audit: known faults are listed above; renew the lock with make lock UPGRADE=--upgrade" >&2;; \
	  *) echo "audit: NOT CHECKED. The list of known faults could not be asked (above: why), so this says nothing about" \
	  "the packages. Run it again with uv installed, where the public package index can be reached." >&2;; esac; exit $$status

lock: ## renew requirements.lock from pyproject.toml (needs uv; newest versions: UPGRADE=--upgrade)
	@uv pip compile pyproject.toml --extra test --python-version 3.11 --universal --fork-strategy fewest \
	  --generate-hashes --no-header --quiet $(UPGRADE) --output-file requirements.lock

clean: ## remove output and caches
	@rm -rf output build dist .kfd-cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	@find src tests notebooks -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

distclean: clean ## remove the environment as well
	@rm -rf .venv .venv-bench
