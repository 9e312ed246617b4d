#!/usr/bin/env bash
# The end-to-end test of the cluster: two browsers on different nodes, a backend and a Pusher server killed in the middle.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

scripts/tools.sh sockudo tests cluster
use_installed
. scripts/browser-paths.sh
scripts/build.sh --if-changed
check "the backend, with MongoDB" 1800 "see the output above" cargo build --quiet --workspace --all-features --bin collabspace-backend
COLLABSPACE_BACKEND=$TARGET/debug/collabspace-backend
export COLLABSPACE_BACKEND
check "the cluster" 600 "see the first failure above" playwright test -c tests/cluster/playwright.config.ts
