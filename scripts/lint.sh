#!/usr/bin/env bash
# Formatting and lints, for this machine and for wasm32, and of the scripts; warnings are errors.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

check "formatting" 120 "run: make fmt" cargo fmt --all --check
check "lints, native" 1800 "mend what clippy says above" \
  cargo clippy --workspace --all-targets --all-features --quiet -- -D warnings
check "lints, wasm32" 1800 "mend what clippy says above" \
  cargo clippy --package collabspace-chat --features chunks --lib --bins --target "$WASM_TARGET" --quiet -- -D warnings
check "lints, tests in a browser" 1800 "mend what clippy says above" \
  cargo clippy --package collabspace-chat --test web --target "$WASM_TARGET" --quiet -- -D warnings
check "lints, scripts" 120 "mend what shellcheck says above" shellcheck -x -P SCRIPTDIR scripts/*.sh scripts/page/bin/* .ci/run
