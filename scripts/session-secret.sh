# shellcheck shell=bash
# With MongoDB there is no file beside which the backend could keep its session secret: it is generated once and kept in .run/.
# Sourced after lib.sh.
if [ -n "${MONGODB_URI:-}" ] && [ -z "${SESSION_SECRET:-}" ]; then
  [ -f "$RUN/session-secret" ] || (umask 077 && od -An -N 32 -tx1 /dev/urandom | tr -d ' \n' >"$RUN/session-secret")
  SESSION_SECRET=$(cat "$RUN/session-secret")
  export SESSION_SECRET
fi
