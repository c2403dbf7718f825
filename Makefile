# The commands of the project; `make` alone lists them. The work is in cargo and scripts/.
SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help demo test bench proof build web api pictures fmt lint

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

# The demo starts as soon as its own program is built; what makes PDFs is built behind it, out of its way.
demo: web ## a centre and two branches with weeks of trade, here and now (ARGS="--headless" and others go through)
	cargo build --release --locked -p nusa
	@nice -n 19 cargo build --release --locked --quiet -p nusa-press >target/papers.log 2>&1 & \
	exec ./target/release/nusa demo $(ARGS)

test: ## the gate: everything that must hold (SKIP=a,b ALLOW_SKIP=1 to leave stages out)
	@scripts/test.sh

bench: build ## the figures beside what this machine does by itself (ONLY=start, till, phones, chain, office, papers, screens, replays or build), into target/bench.json
	cargo bench --locked -p nusa --bench figures

proof: build ## the long proofs: many power cuts, many failing calls, many seeds
	cargo run --release --locked -p xtask -- power-cut 2000
	cargo run --release --locked -p xtask -- failing-disk 500
	cargo run --release --locked -p nusa-sim -- --seeds 20000
	cargo run --release --locked -p nusa-sim -- --seeds 500 --whole

build: web ## the release program with the front end in it, and the one that makes PDFs
	cargo build --release --locked -p nusa
	cargo build --release --locked -p nusa-press

web: ## the front end, into web/dist
	@scripts/web.sh build

api: ## the description of the API, and the front end's types made of it
	NUSA_WRITE_OPENAPI=1 cargo test -q --locked -p nusa-server --test api the_openapi_document_is_frozen
	@scripts/web.sh api

pictures: build ## the pictures of the README and the guide, taken anew from a fresh demo
	@scripts/web.sh pictures

fmt: ## format everything
	cargo fmt --all
	@scripts/web.sh fmt

lint: ## formatting, clippy and the laws of the house
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo run -q -p xtask -- tidy
