# shellcheck shell=bash
# Naming and timing the steps of lint.sh and test.sh. Sourced after lib.sh.

# check WHAT SECONDS WHAT-TO-DO COMMAND…: one step with its output on the terminal; the first failure ends it all.
check() {
  local what=$1 seconds=$2 advice=$3 started=$SECONDS status=0
  shift 3
  say "==> $what"
  limit "$seconds" "$@" </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    [ "$status" -ne 124 ] || advice="it was stopped after the time limit of $seconds s"
    die "$what: failed after $((SECONDS - started)) s" "$advice"
  fi
  say "    passed in $((SECONDS - started)) s"
}
