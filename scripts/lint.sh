#!/usr/bin/env bash
# Checks formatting, lints, types and spelling of all sources; warnings are errors. The cheapest checks come first.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

check "formatting" 120 "run: make fmt" cargo fmt --all --check
check "lints, JavaScript" 120 "fix what ESLint reports above" eslint --cache --cache-location "$RUN/eslint" .
check "types, JavaScript" 120 "fix what tsc reports above" scripts/types.sh
check "lints, scripts" 120 "fix what shellcheck reports above" shellcheck -x -P SCRIPTDIR scripts/*.sh scripts/page/bin/* .ci/run
check "spelling" 300 "fix it, or add a correct word to cspell.config.yaml" \
  cspell lint --gitignore --no-progress --no-summary --cache --cache-location "$RUN/spelling"
check "lints, native" 1800 "fix what clippy reports above" \
  cargo clippy --workspace --all-targets --all-features --quiet -- -D warnings
check "lints, wasm32" 1800 "fix what clippy reports above" \
  cargo clippy --package collabspace-chat --features chunks --lib --bins --target "$WASM_TARGET" --quiet -- -D warnings
check "lints, tests in a browser" 1800 "fix what clippy reports above" \
  cargo clippy --package collabspace-chat --test web --target "$WASM_TARGET" --quiet -- -D warnings
