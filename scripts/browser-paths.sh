# shellcheck shell=bash
# Sets CHROMIUM, CHROMEDRIVER and FIREFOX to the programs' paths, empty where there is none. Sourced after lib.sh.
first_of() {
  local name
  for name; do command -v "$name" && return; done
  return 0
}
CHROMIUM=${CHROMIUM:-$(first_of chromium chromium-browser google-chrome google-chrome-stable)}
CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver)}
FIREFOX=${FIREFOX:-$(first_of firefox-esr firefox)}
export CHROMIUM CHROMEDRIVER FIREFOX
