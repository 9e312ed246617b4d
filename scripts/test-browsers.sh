#!/usr/bin/env bash
# The journeys of tests/browsers in WebKitGTK and in Firefox, on a desktop and on a phone, with sockudo and the reference backend.
# Then what Orca, a screen reader, says in Firefox. BROWSERS="webkit firefox-phone heard" runs some of them. Screenshots:
# test-results/browsers/pictures. HEARD_PUBLISH=1 writes what Orca said into docs/accessibility.md.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

scripts/tools.sh sockudo tests browsers
scripts/webdrivers.sh reader
use_installed
. scripts/e2e-env.sh
projects=()
for browser in ${BROWSERS:-}; do projects+=("--project=$browser"); done
check "journeys in WebKit and Firefox, and with Orca" 3600 "see the first failure above" \
  playwright test -c tests/browsers/playwright.config.ts ${projects[@]+"${projects[@]}"}
[ -z "${HEARD_PUBLISH:-}" ] || node tests/browsers/heard/publish.mjs
