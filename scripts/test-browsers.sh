#!/usr/bin/env bash
# The journeys of tests/browsers in WebKitGTK and in Firefox, on a desktop and on a phone, with sockudo and the reference backend.
# BROWSERS="webkit firefox-phone" runs some of them. Screenshots: test-results/browsers/pictures.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/check.sh

scripts/tools.sh sockudo tests browsers
use_installed
. scripts/e2e-env.sh
projects=()
for browser in ${BROWSERS:-}; do projects+=("--project=$browser"); done
check "journeys in WebKit and Firefox" 2400 "see the first failure above" \
  playwright test -c tests/browsers/playwright.config.ts ${projects[@]+"${projects[@]}"}
