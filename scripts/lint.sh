#!/usr/bin/env bash
# Formatting, lints, types and spelling, of all sources; warnings are errors. What costs least comes first.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

check "formatting" 120 "run: make fmt" cargo fmt --all --check
check "lints, JavaScript" 120 "mend what ESLint says above" eslint --cache --cache-location "$RUN/eslint" .
check "types, JavaScript" 120 "mend what tsc says above" scripts/types.sh
check "lints, scripts" 120 "mend what shellcheck says above" shellcheck -x -P SCRIPTDIR scripts/*.sh scripts/page/bin/* .ci/run
check "spelling" 300 "mend it, or add a word that is right to cspell.config.yaml" \
  cspell lint --gitignore --no-progress --no-summary --cache --cache-location "$RUN/spelling"
check "lints, native" 1800 "mend what clippy says above" \
  cargo clippy --workspace --all-targets --all-features --quiet -- -D warnings
check "lints, wasm32" 1800 "mend what clippy says above" \
  cargo clippy --package collabspace-chat --features chunks --lib --bins --target "$WASM_TARGET" --quiet -- -D warnings
check "lints, tests in a browser" 1800 "mend what clippy says above" \
  cargo clippy --package collabspace-chat --test web --target "$WASM_TARGET" --quiet -- -D warnings
