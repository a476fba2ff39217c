# Throughline. `make` lists what there is to do.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

GO     ?= go
# The race detector needs a C compiler. Without one the tests run without it, and say so.
RACE   := $(shell command -v gcc >/dev/null 2>&1 || command -v cc >/dev/null 2>&1 && echo -race)
TOOL   := $(GO) tool -modfile=tools.mod
PAGES  := $(shell find frontend/src frontend/public -type f 2>/dev/null) frontend/index.html frontend/vite.config.ts
SOURCE := $(shell find . -name node_modules -prune -o \( -name '*.go' -o -name '*.sql' -o -name '*.csv' -o -name '*.conf' -o -name '*.html' -o -name '*.css' -o -name '*.yaml' -o -name '*.txt' \) -print 2>/dev/null | grep -v -e '^./frontend/src' -e '^./frontend/dist/app' )

.PHONY: help
help: ## List what there is to do
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: build ## Try Throughline: a made-up system, on this machine
	@bin/throughline demo $(ARGS)

.PHONY: test
test: packages chromium build ## Run every test, with the race detector and in a real browser
	@test -n "$(RACE)" || echo "No C compiler: the tests run without the race detector."
	$(GO) vet ./...
	$(GO) test $(RACE) ./...
	cd frontend && npm run --silent check && npm run --silent size && npm run --silent e2e
	@echo "make test: all tests passed"

.PHONY: check
check: packages ## The quick half of the tests: no race detector, no browser
	$(GO) vet ./... && $(GO) test ./...
	cd frontend && npm run --silent check

.PHONY: accept
accept: packages ## The acceptance tests of what SECURITY.md promises, in full, with a table of what was tried
	cd internal/accept && $(GO) test $(RACE) -count=1 -timeout 10m -accept.full

.PHONY: teeth
teeth: packages ## Take each guard out of a copy and see its acceptance test fail
	$(GO) run ./internal/accept/teeth $(ARGS)

.PHONY: e2e
e2e: packages chromium build ## The journeys in a real browser; pictures go to artefacts/
	cd frontend && npm run --silent e2e

.PHONY: build
build: bin/throughline ## Build the binary, pages included

.PHONY: dev
dev: packages ## Work on it: server and pages reload when a file changes
	cd frontend && npm run --silent serve

.PHONY: generate
generate: packages ## Write the code that comes from the contract
	cd api/gen && $(GO) tool -modfile=../../tools.mod oapi-codegen -config config.yaml ../openapi.yaml
	cd frontend && npm run --silent generate

.PHONY: verify
verify: generate ## Fail when generated code is not what the contract gives
	git diff --exit-code -- api/gen frontend/src/api/schema.gen.d.ts
	$(GO) mod tidy -diff
	cd alignment/evaluation/peers && $(GO) mod tidy -diff && $(GO) vet .

.PHONY: lint
lint: packages ## Lint both languages
	$(TOOL) golangci-lint run ./...
	$(GO) build -o bin/gormrules ./internal/lint/gormrules/command
	$(GO) vet -vettool=$(CURDIR)/bin/gormrules ./...
	cd frontend && npm run --silent lint

.PHONY: bench
bench: packages ## Measure, as ratios within one run
	$(GO) test -run '^$$' -bench . -benchtime 20x ./...

# A module of its own: bleve is measured there and comes into nothing else.
.PHONY: bench-engine
bench-engine: packages ## Measure the engine beside bleve and PostgreSQL
	cd alignment/evaluation/peers && $(GO) vet . && $(GO) test . && $(GO) run . $(ARGS)

.PHONY: image
image: ## Build the container image
	docker build -f deploy/Dockerfile -t throughline .

.PHONY: clean
clean: ## Remove what was built; the demonstration's data stays
	rm -rf bin artefacts frontend/dist/app frontend/node_modules

# npm packages: the pages' own, and the programs of the private PostgreSQL.
.PHONY: packages
packages: frontend/node_modules/.installed
frontend/node_modules/.installed: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: chromium
chromium:
	@.ci/chromium

frontend/dist/app/index.html: frontend/node_modules/.installed $(PAGES)
	cd frontend && npm run --silent build
	@touch $@

bin/throughline: frontend/dist/app/index.html go.mod $(SOURCE)
	$(GO) build -trimpath -o $@ ./cmd/throughline
