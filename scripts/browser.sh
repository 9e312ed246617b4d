#!/usr/bin/env bash
# Chromium and its driver, for the tests alone. Prints nothing when they are there; CHROMIUM and CHROMEDRIVER may name others.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/browser-paths.sh

if [ -z "$CHROMIUM" ] || [ -z "$CHROMEDRIVER" ]; then
  # shellcheck disable=SC2086 # a list of packages
  debian_packages $DEBIAN_BROWSER_PACKAGES ||
    die "the tests need Chromium and chromedriver of the same version" \
      "install them (Debian: apt-get install $DEBIAN_BROWSER_PACKAGES), or name them: CHROMIUM=… CHROMEDRIVER=… make test"
fi
