#!/usr/bin/env bash
# The tests in a browser (tests/web). Where none of them has ended, the browser is started once more: the test runner's server can
# lose one of several connections that come at once (tests/web/page.js), and then no test has failed, but the page never loaded.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/browser-paths.sh

# The runner's own limit of 20 s would count the browser's start on a busy machine.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_TIMEOUT=120
web_tests() { cargo test --package collabspace-chat --target "$WASM_TARGET" --test web "$@"; }

web_tests --no-run
output=$RUN/web-tests.log
web_tests 2>&1 | tee "$output" && exit
if grep -q '^test ' "$output"; then exit 1; fi
say "the browser failed before its first test; trying again"
web_tests
