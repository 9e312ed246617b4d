#!/usr/bin/env bash
# Pictures of every state of the page, to look at. PICTURES=1 also renews the docs' own, in docs/pictures.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

scripts/tools.sh sockudo tests
use_installed
. scripts/e2e-env.sh
rm -rf test-results/screenshots
check "pictures" 1200 "see the output above" \
  playwright test -c tests/e2e/playwright.config.ts --project=screenshots --reporter=line
say "Look at them: test-results/screenshots/index.html"
