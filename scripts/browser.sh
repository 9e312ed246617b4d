#!/usr/bin/env bash
# Chromium, its driver, Firefox and the fonts, for the tests alone. Prints nothing if they are there; CHROMIUM, CHROMEDRIVER and
# FIREFOX may name others. NO_PINNED_FONTS=1 takes the machine's own fonts.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/browser-paths.sh

if [ -z "$CHROMIUM" ] || [ -z "$HEADLESS_CHROMIUM" ] || [ -z "$CHROMEDRIVER" ] || [ -z "$FIREFOX" ]; then
  # shellcheck disable=SC2086 # a list of packages
  debian_packages $DEBIAN_BROWSER_PACKAGES || { [ -n "$CHROMIUM" ] && [ -n "$CHROMEDRIVER" ] && [ -n "$FIREFOX" ]; } ||
    die "the tests need Firefox, Chromium and chromedriver of its version" \
      "install them (Debian: apt-get install $DEBIAN_BROWSER_PACKAGES), or name them: CHROMIUM=… CHROMEDRIVER=… FIREFOX=… make test"
fi

if [ -z "${NO_PINNED_FONTS:-}" ]; then
  # shellcheck disable=SC2086 # a list of packages
  debian_packages $DEBIAN_FONT_PACKAGES ||
    die "the tests need their fonts" \
      "install them (Debian: apt-get install $DEBIAN_FONT_PACKAGES), or take this machine's own: NO_PINNED_FONTS=1 make test"
fi
