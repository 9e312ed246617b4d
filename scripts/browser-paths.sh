# shellcheck shell=bash
# Sets CHROMIUM, HEADLESS_CHROMIUM (the same engine without the windows of a desktop), CHROMEDRIVER and FIREFOX to the programs' paths, empty where there is none. Sourced after lib.sh.
first_of() {
  local name
  for name; do command -v "$name" && return; done
  return 0
}
CHROMIUM=${CHROMIUM:-$(first_of chromium chromium-browser google-chrome google-chrome-stable)}
HEADLESS_CHROMIUM=${HEADLESS_CHROMIUM:-$(first_of chromium-headless-shell)}
CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver)}
FIREFOX=${FIREFOX:-$(first_of firefox-esr firefox)}
export CHROMIUM HEADLESS_CHROMIUM CHROMEDRIVER FIREFOX
