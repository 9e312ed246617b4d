# The commands. What each does is in scripts/, one file per job; versions are in scripts/versions.env and package.json.
.DEFAULT_GOAL := help
.PHONY: help start cluster build headers package test test-browsers test-cluster chaos simulate bench load load-search screenshots lighthouse contract lint fmt clean
# The scripts run cargo themselves, which must not use this make's job server.
unexport MAKEFLAGS

help: ## this list
	@echo "CollabSpace chat"; echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'
	@echo; echo "  For make start: PORT=8080 uses another port, COLLABSPACE_DEMO=0 leaves the chat empty; Pusher credentials go into .env.local."

start: ## installs, builds and runs the chat on this machine; Ctrl-C stops it
	@scripts/start.sh

cluster: ## runs a cluster: two backends, two Pusher servers, nginx; Ctrl-C stops it
	@scripts/cluster.sh

build: ## builds the page into dist/, ready for any static host
	@scripts/tools.sh
	@scripts/build.sh

headers: ## regenerates dist/'s header files after you edit config.json
	@node scripts/page/headers.mjs dist

package: ## builds the npm package into target/package/; publishes nothing
	@scripts/package.sh

test: ## all checks: formatting, lints, native, browser and end-to-end tests
	@scripts/test.sh

test-browsers: ## a user's journeys in WebKitGTK and Firefox; BROWSERS=webkit for one
	@scripts/test-browsers.sh

test-cluster: ## runs the cluster, chats in two browsers, kills a backend and a Pusher server
	@scripts/test-cluster.sh

chaos: ## the long chaos test in browsers; CHAOS_SEED=7 repeats one run
	@scripts/chaos.sh

simulate: ## simulates tabs, backend and Pusher; SEEDS=100000 runs, SEED=7 replays one
	@scripts/rust.sh
	@scripts/simulate.sh

bench: ## measures the page beside a React page; docs/performance.md has the options
	@scripts/bench.sh

load: ## measures 10 to 1,000 connections; some minutes, results go into docs/
	@scripts/load.sh

load-search: ## measures searches in 100,000 messages; some minutes, results go into docs/
	@scripts/load-search.sh

screenshots: ## pictures of every state, in test-results/; PICTURES=1 renews those in docs/
	@scripts/screenshots.sh

lighthouse: ## runs Lighthouse on the built page, as a phone and as a desktop
	@scripts/lighthouse.sh

contract: ## checks your backend: URL=https://…; ARGS=--help lists more
	@node scripts/contract/main.mjs $(URL) $(ARGS)

lint: ## formatting, lints, types and spelling only
	@scripts/rust.sh --lints
	@scripts/npm.sh --dev
	@scripts/shellcheck.sh
	@scripts/lint.sh

fmt: ## formats the Rust sources
	@scripts/rust.sh --lints
	@scripts/fmt.sh

clean: ## removes built files; keeps tools, npm packages and the demo's messages
	@scripts/clean.sh
