#!/usr/bin/env bash
# The linter for the scripts, shellcheck. Prints nothing if it is there.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if ! have shellcheck; then
  # shellcheck disable=SC2086 # a list of packages
  debian_packages $DEBIAN_SHELL_LINT_PACKAGES ||
    die "the lints need shellcheck" "install it (Debian: apt-get install $DEBIAN_SHELL_LINT_PACKAGES)"
fi
