# The commands of the project; `make` alone lists them. The work is in cargo and scripts/.
SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help demo test bench proof build fmt lint

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: ## a centre and two branches that sell, here and now (ARGS="--headless" and others go through)
	cargo build --release --locked -p nusa
	./target/release/nusa demo $(ARGS)

test: ## the gate: everything that must hold (SKIP=a,b ALLOW_SKIP=1 to leave stages out)
	@scripts/test.sh

bench: build ## the figures beside what this machine does by itself (ONLY=start, till, chain, replays or build), into target/bench.json
	cargo bench --locked -p nusa --bench figures

proof: build ## the long proofs: many power cuts, many failing calls, many seeds
	cargo run --release --locked -p xtask -- power-cut 2000
	cargo run --release --locked -p xtask -- failing-disk 500
	cargo run --release --locked -p nusa-sim -- --seeds 20000
	cargo run --release --locked -p nusa-sim -- --seeds 500 --whole

build: ## the release program
	cargo build --release --locked -p nusa

fmt: ## format everything
	cargo fmt --all

lint: ## formatting, clippy and the laws of the house
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo run -q -p xtask -- tidy
