# The editions of the book. `make` alone prints the help.
PYTHON ?= python3
VENV = .venv
RUN = $(VENV)/bin/python
READY = $(VENV)/.ready
EDITIONS = epub pdf large-print booklet pamphlet
# One more than there are processors: some tests wait for a browser.
SIDE_BY_SIDE = --numprocesses `expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1` --dist worksteal
# Not those that take minutes and ask for a program beside much else: they are run with ALL=1.
ASKING = `grep -lE 'need\(|graphviz' tests/test_*.py | grep -vE 'build_killed|random_books'`

.DEFAULT_GOAL := help

help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

all: $(READY) ## every edition, the content lint and the links inside the book
	@$(RUN) -m pamphleteer build lint html $(EDITIONS)
	@$(RUN) -m pamphleteer linkcheck --internal

html: $(READY) ## the web site in _build/html/, with the editions that it offers
	@$(RUN) -m pamphleteer build html $(EDITIONS)

epub: $(READY) ## the e-book in _build/epub/, with the page numbers of the book in _build/pdf/
	@$(RUN) -m pamphleteer build pdf epub

pdf: $(READY) ## the book, A5, in _build/pdf/; with ONLY=relieving that chapter alone, at once, in _build/preview/
	@$(RUN) -m pamphleteer $(if $(ONLY),preview $(ONLY),build pdf)

large-print: $(READY) ## the book in large print, A4, 18 pt, in _build/pdf/
	@$(RUN) -m pamphleteer build large-print

pamphlet: $(READY) ## the pamphlet, A4, US Letter and for the screen, in _build/pamphlet/
	@$(RUN) -m pamphleteer build pamphlet

booklet: $(READY) ## the book to fold and staple, in _build/pdf/
	@$(RUN) -m pamphleteer build booklet

lint: $(READY) ## what a careful copy editor would mark
	@$(RUN) -m pamphleteer lint

linkcheck: $(READY) ## links inside the book and out of it; with SINCE=origin/main it fails on those that you added
	@$(RUN) -m pamphleteer linkcheck $(if $(SINCE),--new-since $(SINCE))

serve: $(READY) ## live preview while you write, on this machine only
	@$(RUN) -m sphinx_autobuild -c . --watch _static --watch conf.py book _build/serve

check: style ## style, types, and the tests that build no book: before each commit
	@$(RUN) -m pytest -q $(SIDE_BY_SIDE) --quick

test: style ## all tests, and the style of the code; it ends with what could not be checked here
	@$(RUN) -m pytest -q $(SIDE_BY_SIDE)

test-bare: $(READY) ## the tests that ask for programs, as on a machine that has none of them; ALL=1: all tests
	@PAMPHLETEER_ALL_TOOLS= tests/bare $(RUN) -m pytest -q $(SIDE_BY_SIDE) $(if $(ALL),,$(ASKING))

style: $(READY)
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m ruff format --check --quiet .
	@$(RUN) -m mypy --no-error-summary

fuzz: $(READY) ## generated books in every edition, edits of them, and damage to one, COUNT=20 of each from SEED=1, KIND=… alone
	@PYTHONPATH=tests:. $(RUN) tests/random_checks.py $(or $(SEED),1) $(or $(COUNT),20) $(KIND)

gates: all ## what every edition must pass, as far as the checkers are installed; each prints its figure
	@$(RUN) -m pytest -q $(SIDE_BY_SIDE) tests/test_gate_*.py

docs: $(READY) ## the manual in _build/docs/
	@$(RUN) -m sphinx -b html -W --keep-going -q docs _build/docs

bench: $(READY) ## time of the web site beside Sphinx's own, on a made-up book of 400 chapters and on projects of others
	@mkdir -p _build/.tools/bench
	@$(RUN) -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
	  --no-binary attrs,cattrs,installer --dest _build/.tools/bench -r bench/real.lock
	@$(RUN) -m bench.site $$(for archive in _build/.tools/bench/*.tar.gz; do $(RUN) -m bench.real $$archive _build/.tools/bench; done)

bench-lint: $(READY) ## what the rules find in CORPORA=FOLDER, and how fast
	@$(RUN) -m bench.lint $(CORPORA) --files book $(foreach file,$(MANUSCRIPTS),--files $(file))
	@$(RUN) -m bench.copies $(CORPORA) $(if $(MORE),--more $(MORE))
	@$(RUN) -m bench.senses $(CORPORA)
	@$(RUN) -m bench.plant book --subject "`$(RUN) -c 'import conf; print(conf.project)'`"
	@$(if $(CATALOGUES),$(RUN) -m bench.catalogues $(CATALOGUES))

bench-ebook: $(READY) ## time and memory of the e-book beside Sphinx's own, on a made-up book of 300 chapters or on PROJECTS=…
	@$(RUN) -m bench.ebook $(PROJECTS)

bench-books: $(READY) ## what the README’s command makes of PROJECTS=…, and what the judges say of it, as a table
	@$(RUN) -m bench.real_books --work _build/.tools/trial $(PROJECTS)

bench-print: $(READY) ## time and memory of the printed book beside WeasyPrint and LuaLaTeX, where they are installed
	@$(RUN) -m bench.printed $(PROJECT)

bench-confined: $(READY) ## how much longer a confined build of this book takes than one in the open
	@$(RUN) -m bench.confined

audit: $(READY) ## whether a package that is used has a known fault; it asks the package indexes
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade \
	  --target _build/.tools/audit -r tests/audit.lock
	@for lock in requirements.lock tests/verapdf.lock tests/backends.lock tests/audit.lock; do echo $$lock; \
	  PYTHONPATH=_build/.tools/audit $(RUN) -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off -r $$lock || exit 1; done
	@cd tests && npm audit

lock: $(READY) ## renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade -q -o requirements.lock

clean: ## take away _build/
	rm -rf _build

# The environment is made once, and again when the lock file or the project file changes.
$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON): not found. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is `$(PYTHON) -V 2>&1`: Pamphleteer needs Python 3.11 or newer. Name one: make PYTHON=python3.11" >&2; exit 2; }
	@echo "Preparing $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV) || { echo "no virtual environment could be made: install the venv module (Debian: apt install python3-venv)" >&2; exit 2; }
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock || { echo "the packages could not be installed: is there a connection to the package index? See the lines above, then run make again" >&2; exit 2; }
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

.PHONY: help all html epub pdf large-print pamphlet booklet lint linkcheck serve check test test-bare fuzz style gates docs bench bench-lint bench-ebook bench-books bench-print bench-confined audit lock clean
