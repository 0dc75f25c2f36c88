# `make week` opens the doors; `make test` proves the house stands. Everything else is for developers.
BIN := .venv/bin
SOURCES := $(shell find client -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: week test test-all check format clean

week: .venv/.installed src/frontrow/client/.vite/manifest.json
	@$(BIN)/frontrow up

test: .venv/.tested src/frontrow/client/.vite/manifest.json
	@scripts/test

test-all: .venv/.tested src/frontrow/client/.vite/manifest.json
	@scripts/test --all

check: .venv/.tested
	@scripts/check

format: .venv/.tested
	@$(BIN)/ruff check --fix -q src tests tools && $(BIN)/ruff format -q src tests tools

.venv/.installed: pyproject.toml constraints.txt
	@scripts/install

.venv/.tested: .venv/.installed scripts/install-test tests/node/package-lock.json
	@scripts/install-test

src/frontrow/client/.vite/manifest.json: .venv/.installed $(SOURCES)
	@echo "Building the browser client"
	@$(BIN)/python tools/client.py

clean:
	@rm -rf .venv client/node_modules src/frontrow/client dist build
