#!/usr/bin/env bash
# Everything that the chat needs, on this machine: set-up, page, Pusher server, backend. Ctrl-C stops it all.
# PORT (3000) and PUSHER_PORT (6001) choose the ports; MONGODB_URI, from the environment or .env.local, the database.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/pusher-env.sh
. scripts/servers.sh

PORT=${PORT:-3000}
need_port "$PORT" PORT "the chat"
if [ "$OWN_PUSHER" = no ]; then
  PUSHER_PORT=${PUSHER_PORT:-6001}
  [ "$PUSHER_PORT" != "$PORT" ] || die "PORT and PUSHER_PORT are both $PORT" "give them different numbers"
  need_port "$PUSHER_PORT" PUSHER_PORT "the Pusher server"
  scripts/tools.sh sockudo
else
  say "Pusher credentials are given: no Pusher server is started here"
  scripts/tools.sh
fi
use_installed

scripts/build.sh --if-changed
. scripts/backend.sh

stop_servers_at_the_end

if [ "$OWN_PUSHER" = no ]; then
  . scripts/sockudo-env.sh
  server sockudo env "${SOCKUDO_ENVIRONMENT[@]}" sockudo
  wait_until_ready sockudo "$PUSHER_PORT" /up 30
fi
. scripts/session-secret.sh
export COLLABSPACE_DATABASE=${COLLABSPACE_DATABASE:-$RUN/collabspace.sqlite}
# Anyone who types a name is that person: for trying it out, on this machine alone.
COLLABSPACE_LISTEN=127.0.0.1:$PORT COLLABSPACE_DEMO_SIGN_IN=1 server backend "$backend"
wait_until_ready backend "$PORT" /healthz 30

say
say "The chat is at http://127.0.0.1:$PORT"
if [ "$OWN_PUSHER" = no ]; then
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
