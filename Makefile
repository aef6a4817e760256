# Sana İyi Usta. `make help` lists what there is; `make run` and `make test` get what they need by themselves.
# From nothing but: rustup's cargo, Node 20 or newer with npm, make, a C compiler, git.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

# Tools of the right version that the machine lacks are put here, never over the machine's own.
CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/sanaiyiusta
TARGET := $(or $(CARGO_TARGET_DIR),target)
STAMPS := $(TARGET)/make
NODE_BIN := $(CURDIR)/node_modules/.bin

export PATH := $(CACHE)/cargo/bin:$(NODE_BIN):$(PATH)
export CACHE TARGET
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
# Queries are checked against the committed .sqlx; only `prepare` and the check of it ask a database.
export SQLX_OFFLINE := true

SERVER := --no-default-features --features ssr --bin sanaiyiusta
RELEASE := $(TARGET)/release/sanaiyiusta
DEV := $(TARGET)/debug/sanaiyiusta
SITE := $(TARGET)/site

FRONT_INPUTS := $(shell find src style public -type f 2>/dev/null) Cargo.toml Cargo.lock package-lock.json

.PHONY: help
help: ## this list
	@echo 'Sana İyi Usta'
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18
	@echo '  Arguments go in ARGS: make run ARGS="--mechanics 5000", make e2e ARGS="--headed search"'

.PHONY: run
run: tools front ## build (release) and serve http://127.0.0.1:3000 with its own database
	@RUSTFLAGS= cargo build --release $(SERVER)
	@SITE_ROOT="$${SITE_ROOT:-$(SITE)}" exec $(RELEASE) $(ARGS)

.PHONY: dev
dev: tools ## the same, unoptimised, built again and reloaded when a file changes
	@LEPTOS_SITE_ROOT=$(TARGET)/site-dev SITE_ROOT=$(TARGET)/site-dev LEPTOS_HASH_FILES=false cargo leptos watch $(if $(ARGS),-- $(ARGS))

.PHONY: test
test: test-tools ## everything: format, lints, queries, unit, integration and browser tests, sizes
	@exec end2end/tools/test.sh

.PHONY: e2e
e2e: test-tools front ## browser tests only
	@cargo build $(SERVER)
	@CHROMIUM="$$(end2end/tools/chromium.sh)" exec $(DEV) database exec -- node end2end/tools/e2e.mjs $(ARGS)

.PHONY: pictures
pictures: test-tools front ## every page as a picture, phone and desk, light and dark, both languages: end2end/output/pictures
	@cargo build $(SERVER)
	@CHROMIUM="$$(end2end/tools/chromium.sh)" PICTURES=1 exec $(DEV) database exec -- node end2end/tools/e2e.mjs --project=pictures --no-deps $(ARGS)

.PHONY: bench
bench: tools front ## measure speed against bare peers, printed as a table
	@RUSTFLAGS= cargo build --release $(SERVER)
	@exec $(RELEASE) bench $(ARGS)

.PHONY: fmt
fmt: ## format all Rust code
	@cargo fmt

.PHONY: prepare
prepare: test-tools ## write .sqlx anew after a query or a migration changed
	@exec end2end/tools/prepare.sh

.PHONY: deny
deny: ## dependencies: known holes, licences, doubles (needs cargo-deny)
	@command -v cargo-deny >/dev/null || { echo 'cargo-deny is not here: cargo install --locked cargo-deny'; exit 1; }
	@cargo deny --all-features check

# What the browser gets, always optimised, hashed and compressed. `make run` and `make test` share it.
.PHONY: front
front: $(STAMPS)/front
$(STAMPS)/front: $(FRONT_INPUTS) | tools
	@mkdir -p $(STAMPS)
	@# As old as the beginning, so that a file changed meanwhile is not missed.
	@rm -f $@ && touch $@.begun
	@LEPTOS_SITE_ROOT=$(SITE) cargo leptos build --release --frontend-only --precompress
	@# Already compressed formats gain nothing from a second time; types are for editors.
	@find $(SITE) -type f \( -name '*.woff2.*' -o -name '*.png.*' -o -name '*.webp.*' -o -name '*.jpg.*' -o -name '*.ts' -o -name '*.ts.*' \) -delete
	@# The server reads the hashed names from here; no file, no hashes (`make dev`).
	@cp $(TARGET)/release/hash.txt $(SITE)/hash.txt
	@mv $@.begun $@

.PHONY: tools test-tools
tools: node_modules/.complete
	@end2end/tools/tools.sh run
test-tools: node_modules/.complete
	@end2end/tools/tools.sh test

node_modules/.complete: package.json package-lock.json
	@end2end/tools/tools.sh node
	@# No install scripts: nothing here needs one (the links of the database package are made by the program itself).
	@npm ci --no-audit --no-fund --ignore-scripts
	@touch $@
