#!/usr/bin/env bash
# Sets up, builds and runs everything that the chat needs on this machine. Ctrl-C stops it all.
# PORT (3000) chooses the port; MONGODB_URI, from the environment or .env.local, the database. The backend serves live updates
# itself, unless Pusher credentials are set, or COLLABSPACE_SOCKUDO=1 asks for sockudo beside it (PUSHER_PORT, 6001).
# COLLABSPACE_DEMO=0 leaves a new chat empty.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/pusher-env.sh
. scripts/servers.sh

PORT=${PORT:-3000} with_sockudo=no
need_port "$PORT" PORT "the chat"
if [ "$OWN_PUSHER" = yes ]; then
  say "Pusher credentials are set: live updates use them"
  scripts/tools.sh
elif [ -n "${COLLABSPACE_SOCKUDO:-}" ]; then
  with_sockudo=yes
  PUSHER_PORT=${PUSHER_PORT:-6001}
  [ "$PUSHER_PORT" != "$PORT" ] || die "PORT and PUSHER_PORT are both $PORT" "give them different numbers"
  need_port "$PUSHER_PORT" PUSHER_PORT "the Pusher server"
  scripts/tools.sh sockudo
else
  scripts/tools.sh
fi
use_installed

scripts/build.sh --if-changed
. scripts/backend.sh

stop_servers_at_the_end

if [ "$with_sockudo" = yes ]; then
  . scripts/sockudo-env.sh
  server sockudo env "${SOCKUDO_ENVIRONMENT[@]}" sockudo
  wait_until_ready sockudo "$PUSHER_PORT" /up 30
fi
. scripts/session-secret.sh
# Only a database of our own that is not there yet is filled for the demonstration.
is_new=no
if [ -z "${MONGODB_URI:-}${COLLABSPACE_DATABASE:-}" ] && [ ! -e "$RUN/collabspace.sqlite" ]; then is_new=yes; fi
export COLLABSPACE_DATABASE=${COLLABSPACE_DATABASE:-$RUN/collabspace.sqlite}
# Anyone who types a name is that person: for trying it out, on this machine alone.
COLLABSPACE_LISTEN=127.0.0.1:$PORT COLLABSPACE_DEMO_SIGN_IN=1 server backend "$backend"
wait_until_ready backend "$PORT" /healthz 30

if [ "$is_new" = yes ] && [ "${COLLABSPACE_DEMO:-1}" != 0 ]; then
  limit 30 node scripts/demo.mjs "http://127.0.0.1:$PORT" ||
    say "    could not write the sample messages; the chat works without them"
fi

say
say "The chat is at http://127.0.0.1:$PORT"
if [ "$with_sockudo" = yes ]; then
  say "  Pusher server: sockudo on 127.0.0.1:$PUSHER_PORT (log: .run/sockudo.log)"
fi
messages=${COLLABSPACE_DATABASE#"$ROOT"/}
if [ -n "${MONGODB_URI:-}" ]; then messages="the database of MONGODB_URI"; fi
say "  backend log: .run/backend.log   messages: $messages"
say "  Ctrl-C stops it all."

# Ends too where make was killed: this script then has another parent.
while ! have ps || [ "$(ps -o ppid= -p $$ | tr -d ' ')" = "$PPID" ]; do
  check_servers
  pause 1
done
