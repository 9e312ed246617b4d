# shellcheck shell=bash
# With MongoDB the backend has no file beside which it could keep the secret of its sessions: it is made once and kept in .run/.
# Sourced after lib.sh.
if [ -n "${MONGODB_URI:-}" ] && [ -z "${SESSION_SECRET:-}" ]; then
  [ -f "$RUN/session-secret" ] || (umask 077 && od -An -N 32 -tx1 /dev/urandom | tr -d ' \n' >"$RUN/session-secret")
  SESSION_SECRET=$(cat "$RUN/session-secret")
  export SESSION_SECRET
fi
