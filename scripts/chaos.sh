#!/usr/bin/env bash
# Tests that no fault loses anything: tests/e2e/durability, one fault at a time, and the long form of tests/e2e/chaos: four people,
# hundreds of messages, dozens of faults, with and without the extensions.
# CHAOS_SEED=7 chooses the faults; without it every run is different, and prints its seed.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

scripts/tools.sh sockudo tests
use_installed
. scripts/e2e-env.sh

CHAOS_SEED=${CHAOS_SEED:-$RANDOM}
export CHAOS_SEED CHAOS=long
check "durability" 1200 "see the first failure above" \
  playwright test -c tests/e2e/playwright.config.ts --project=extensions --project=baseline tests/e2e/durability
check "chaos, seed $CHAOS_SEED" 2400 "repeat it: CHAOS_SEED=$CHAOS_SEED make chaos" \
  playwright test -c tests/e2e/playwright.config.ts --workers=1 --project=extensions --project=baseline tests/e2e/chaos
