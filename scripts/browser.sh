#!/usr/bin/env bash
# Chromium, its driver and Firefox, for the tests alone. Prints nothing when they are there; CHROMIUM, CHROMEDRIVER and FIREFOX
# may name others.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/browser-paths.sh

if [ -z "$CHROMIUM" ] || [ -z "$CHROMEDRIVER" ] || [ -z "$FIREFOX" ]; then
  # shellcheck disable=SC2086 # a list of packages
  debian_packages $DEBIAN_BROWSER_PACKAGES ||
    die "the tests need Firefox, Chromium and chromedriver of its version" \
      "install them (Debian: apt-get install $DEBIAN_BROWSER_PACKAGES), or name them: CHROMIUM=… CHROMEDRIVER=… FIREFOX=… make test"
fi
