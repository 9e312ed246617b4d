#!/usr/bin/env bash
# All checks, cheapest first: formatting, lints, native tests, tests in a browser, end to end.
# The first failing step ends it. The last line is "N passed, N failed", as counted by the runners.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh
began=$SECONDS
passed=0 failed=0
output=$RUN/test-output.log
report=$RUN/e2e.json

summary() {
  local status=$?
  # A step that failed without having counted, say because it did not compile, is a failure too.
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  printf '\n%s in %s s\n%s passed, %s failed\n' "$([ "$status" -eq 0 ] && echo "all done" || echo "stopped")" \
    "$((SECONDS - began))" "$passed" "$failed"
}
trap summary EXIT

# tests WHAT SECONDS COUNT COMMAND…: a step whose output is also kept, so that COUNT can read off it what ran.
tests() {
  local what=$1 seconds=$2 count=$3 before=$passed status=0
  shift 3
  : >"$output"
  (check "$what" "$seconds" "see the first failure above" "$@") 2>&1 | tee "$output" || status=$?
  "$count"
  [ "$status" -eq 0 ] || exit 1
  [ "$passed" -gt "$before" ] || die "$what: no test ran" "at least one was expected; see the output above"
}

# libtest and wasm-bindgen-test end each run with: test result: ok. 3 passed; 0 failed; …
count_rust() {
  local result p f
  while read -r result; do
    p=${result#*. } p=${p%% passed*}
    f=${result#*passed; } f=${f%% failed*}
    passed=$((passed + p)) failed=$((failed + f))
  done < <(grep -o 'test result: [A-Za-z]*\. [0-9]* passed; [0-9]* failed' "$output")
}

# Node's runner ends with: # pass 3 … # fail 0
count_node() {
  local p f
  p=$(sed -n 's/^# pass //p' "$output" | tail -n 1) f=$(sed -n 's/^# fail //p' "$output" | tail -n 1)
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0}))
}

# What passed on its second try has passed; the log lists it.
count_e2e() {
  local p f
  [ -f "$report" ] || return 0
  # shellcheck disable=SC2016 # JavaScript's template, not the shell's
  read -r p f < <(node -p 'const { stats: s } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    `${s.expected + s.flaky} ${s.unexpected}`' "$report")
  passed=$((passed + p)) failed=$((failed + f))
}

scripts/tools.sh sockudo tests
use_installed
. scripts/browser-paths.sh

check "dependencies, as Cargo.lock has them" 600 "run: cargo update --workspace, and commit Cargo.lock; or are you offline?" \
  cargo fetch --locked --quiet
scripts/lint.sh

SOCKUDO=$(command -v sockudo)
export SOCKUDO
if [ -z "${MONGODB_URI:-}" ]; then
  SECANTUSD=${SECANTUSD:-$(command -v secantusd-py)}
  export SECANTUSD
fi
tests "native tests" 1800 count_rust cargo test --workspace --all-features
# What is about one store alone has run already.
tests "the backend's contract, over MongoDB" 600 count_rust env COLLABSPACE_TEST_STORE=mongodb \
  cargo test --workspace --all-features --test contract -- --skip over_mongodb --skip startup

# Over the backend that the native tests have built.
tests "the contract checker" 600 count_node scripts/contract-tests.sh

tests "tests in a browser" 1200 count_rust scripts/web-tests.sh

. scripts/e2e-env.sh
# Of the journeys in other browsers one, in the engine of Safari; `make test-browsers` has the rest. Only CI insists on it.
if scripts/webdrivers.sh webkit; then
  report=$RUN/browsers.json
  rm -f "$report"
  tests "a first visit in WebKit" 300 count_e2e env PLAYWRIGHT_JSON_OUTPUT_NAME="$report" \
    playwright test -c tests/browsers/playwright.config.ts --project=webkit --grep "a first visit"
elif [ -n "${CI:-}" ]; then
  exit 1
else
  say "skipped: a first visit in WebKit, which could not be installed"
fi

report=$RUN/e2e.json
rm -f "$report"
tests "end-to-end tests" 2400 count_e2e env PLAYWRIGHT_JSON_OUTPUT_NAME="$report" \
  playwright test -c tests/e2e/playwright.config.ts
