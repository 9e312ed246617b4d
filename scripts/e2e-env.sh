# shellcheck shell=bash
# Builds the programs for the end-to-end tests, and sets their paths. Sourced after check.sh, once the tools are there.
. scripts/browser-paths.sh
scripts/build.sh --if-changed
check "the backend, for the end-to-end tests" 1800 "see the output above" \
  cargo build --quiet --workspace --all-features --bin collabspace-backend
SOCKUDO=$(command -v sockudo)
COLLABSPACE_BACKEND=$TARGET/debug/collabspace-backend
export SOCKUDO COLLABSPACE_BACKEND
