# The commands. What each does is in scripts/, one file per job; versions are in scripts/versions.env and package.json.
.DEFAULT_GOAL := help
.PHONY: help start cluster build headers package test test-browsers test-cluster chaos simulate bench load load-search screenshots lighthouse contract lint fmt clean
# The scripts run cargo themselves, which must not take this make's job server for its own.
unexport MAKEFLAGS

help: ## this list
	@echo "CollabSpace chat"; echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo; echo "  PORT=3000 chooses another port for make start, COLLABSPACE_DEMO=0 leaves its chat empty; Pusher credentials go into .env.local."

start: ## installs what is missing, builds, and runs the chat on this machine; Ctrl-C stops it
	@scripts/start.sh

cluster: ## two backends on one database, two Pusher servers, nginx in front; kill one and go on chatting; Ctrl-C stops it all
	@scripts/cluster.sh

build: ## the page, into dist/, ready for any static host
	@scripts/tools.sh
	@scripts/build.sh

headers: ## the header files in dist/, anew by its config.json
	@node scripts/page/headers.mjs dist

package: ## the npm package, into target/package/; nothing is published
	@scripts/package.sh

test: ## all checks: formatting, lints, native tests, tests in a browser, end-to-end tests
	@scripts/test.sh

test-browsers: ## a visitor's journeys in WebKitGTK (Safari's engine) and Firefox, on a desktop and a phone; BROWSERS=webkit for one
	@scripts/test-browsers.sh

test-cluster: ## the same with two people in browsers: a backend and a Pusher server are killed in the middle
	@scripts/test-cluster.sh

chaos: ## the long chaos test in browsers: hundreds of messages, dozens of faults; CHAOS_SEED=7 repeats one
	@scripts/chaos.sh

simulate: ## the simulation of tabs, backend and Pusher, SEEDS=100000 runs (SEED=7 replays one)
	@scripts/rust.sh
	@scripts/simulate.sh

bench: ## measures the page beside a React page; BENCH_ROUNDS=5, BENCH_ONLY=burst,typing, BENCH_PUBLISH=1 (into docs/)
	@scripts/bench.sh

load: ## what it costs as it grows: 10 to 1,000 connections, one machine and a cluster; some minutes, into docs/
	@scripts/load.sh

load-search: ## what a search costs in 100,000 messages; some minutes, into docs/
	@scripts/load-search.sh

screenshots: ## pictures of every state, in test-results/screenshots, with index.html over all; PICTURES=1 renews those of the docs
	@scripts/screenshots.sh

lighthouse: ## Lighthouse over the built page, as a phone and as a desktop
	@scripts/lighthouse.sh

contract: ## checks your backend against docs/contract.md: URL=https://…; ARGS=--help lists more
	@node scripts/contract/main.mjs $(URL) $(ARGS)

lint: ## formatting, lints, types and spelling alone
	@scripts/rust.sh --lints
	@scripts/npm.sh --dev
	@scripts/shellcheck.sh
	@scripts/lint.sh

fmt: ## formats the Rust sources
	@scripts/rust.sh --lints
	@scripts/fmt.sh

clean: ## removes what was built; installed tools, npm packages and the demo's messages stay
	@scripts/clean.sh
