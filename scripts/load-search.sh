#!/usr/bin/env bash
# Measures searches: 100,000 messages in SQLite, searched over HTTP on this machine alone. About two minutes. Writes the figures of
# docs/scaling.md. MESSAGES=10000 takes fewer, and CHECK=1 writes nothing, but fails if a search takes longer than the limit.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/servers.sh

MONGODB_URI='' . scripts/backend.sh
RUN=$RUN/load-search
rm -rf "$RUN" && mkdir -p "$RUN"
trap stop_servers EXIT
trap 'exit 1' INT TERM HUP

port=${PORT:-3100}
take_port
server backend env -u PUSHER_APP_ID COLLABSPACE_LISTEN="127.0.0.1:$port" COLLABSPACE_DEMO_SIGN_IN=1 COLLABSPACE_RATE=100000 MONGODB_URI='' \
  COLLABSPACE_DATABASE="$RUN/collabspace.sqlite" "$backend" --channel general --channel news --channel quiet
wait_until_ready backend "$port" /healthz 30
limit 900 node scripts/load/search.mjs "http://127.0.0.1:$port" "$RUN/collabspace.sqlite" ||
  die "the search could not be measured, or is too slow" "read the lines above and ${RUN#"$ROOT"/}/backend.log"
