#!/usr/bin/env bash
# Tests the contract checker, the doctor's strings and report, the table of browsers, and the example backends, with the reference
# backend as tests build it.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cargo build --quiet --package collabspace-backend --all-features
# Files run side by side; each mostly waits for a backend.
node --test --test-reporter=tap --test-concurrency=3 tests/contract/*.test.mjs tests/doctor/*.test.mjs tests/browsers/*.test.mjs backend/examples/*/*.test.mjs
