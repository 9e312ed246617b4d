# shellcheck shell=bash
# Builds what the end-to-end tests run, and tells them where it is. Sourced after check.sh, once the tools are there.
. scripts/browser-paths.sh
scripts/build.sh --if-changed
check "the backend, for the end-to-end tests" 1800 "see the output above" \
  cargo build --quiet --workspace --all-features --bin collabspace-backend
SOCKUDO=$(command -v sockudo)
COLLABSPACE_BACKEND=$TARGET/debug/collabspace-backend
export SOCKUDO COLLABSPACE_BACKEND
