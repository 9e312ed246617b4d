#!/usr/bin/env bash
# Measures the cost of growth: 10 to 1,000 connections of the official pusher-js, messages over HTTP, on this machine alone. Four
# ways to run the chat, a bit more than a minute each. Writes the figures and the picture of docs/scaling.md.
# CONNECTIONS="10 100" takes other steps. MONGODB_URI names the database, else secantusd is started; the page says which it was.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/servers.sh

scripts/tools.sh sockudo cluster
use_installed
given=${MONGODB_URI:-} behind="secantusdb $SECANTUSDB_VERSION"
[ -z "$given" ] || behind="the server of MONGODB_URI"
MONGODB_URI=${given:-to-be-started} . scripts/backend.sh
# A connection is a file to each program that has it.
ulimit -n 16384 2>/dev/null || die "1,000 connections need more open files than this shell allows" "raise the limit: ulimit -n 16384"

RUN=$RUN/load
rm -rf "$RUN" && mkdir -p "$RUN"
figures=$RUN/figures.json
# The clients are no browsers: they name no origin.
export SOCKUDO_DEFAULT_APP_ALLOWED_ORIGINS=
# With 100 members on a presence channel sockudo refuses further tabs of theirs as well; the hosted service does not.
export SOCKUDO_DEFAULT_APP_MAX_PRESENCE_MEMBERS_PER_CHANNEL=1000
export COLLABSPACE_RATE=100000 COLLABSPACE_BACKEND=$backend SESSION_SECRET=only-for-measuring-on-this-machine
port=${PORT:-3100}
trap stop_servers EXIT
trap 'exit 1' INT TERM HUP

# measure NAME ORIGIN [PROCESS=PID…]
measure() {
  say "==> $1"
  limit 300 node scripts/load/measure.mjs "$1" "$2" "$figures" "${@:3}" || die "$1 could not be measured" "read the logs in ${RUN#"$ROOT"/}/"
  stop_servers
  SERVER_NAMES=()
}

pid_of() { printf '%s=%s' "$1" "${SERVER_PIDS[-1]}"; }

# one_of_each NAME [PROCESS=PID…]: one Pusher server and one backend, on the database that is told by the environment.
one_of_each() {
  take_port
  PUSHER_PORT=$port
  . scripts/sockudo-env.sh
  server sockudo env "${SOCKUDO_ENVIRONMENT[@]}" sockudo
  local processes=("${@:2}" "$(pid_of sockudo)")
  wait_until_ready sockudo "$PUSHER_PORT" /up 30
  take_port
  server backend env COLLABSPACE_LISTEN="127.0.0.1:$port" COLLABSPACE_DEMO_SIGN_IN=1 COLLABSPACE_DATABASE="$RUN/collabspace.sqlite" "$backend"
  processes+=("$(pid_of backend)")
  wait_until_ready backend "$port" /healthz 30
  measure "$1" "http://127.0.0.1:$port" "${processes[@]}"
}

take_port
server backend env MONGODB_URI= COLLABSPACE_LISTEN="127.0.0.1:$port" COLLABSPACE_DEMO_SIGN_IN=1 COLLABSPACE_DATABASE="$RUN/one-process.sqlite" "$backend"
wait_until_ready backend "$port" /healthz 30
measure "SQLite, one process that is the Pusher server too" "http://127.0.0.1:$port" "$(pid_of backend)"

MONGODB_URI='' one_of_each "SQLite, one backend, one Pusher server"

database=()
if [ -z "$given" ]; then
  take_port
  server secantusd secantusd-py --host 127.0.0.1 --port "$port" --storage-path "$RUN/secantusd" --log-level WARNING
  database=("$(pid_of secantusd)")
  wait_until_listening secantusd "$port" 20
  given="mongodb://127.0.0.1:$port/collabspace?directConnection=true"
fi
MONGODB_URI=$given one_of_each "MongoDB, one backend, one Pusher server" ${database[@]+"${database[@]}"}

take_port
server cluster env ${MONGODB_URI:+MONGODB_URI="$MONGODB_URI"} PORT="$port" CLUSTER_FOLDER="$RUN/cluster" CLUSTER_IS_BUILT=1 scripts/cluster.sh
wait_until_ready cluster "$port" /healthz 60
processes=()
for name in nginx backend-1 backend-2 sockudo-1 sockudo-2 redis secantusd; do
  [ ! -f "$RUN/cluster/$name.pid" ] || processes+=("$name=$(cat "$RUN/cluster/$name.pid")")
done
measure "MongoDB, two backends, two Pusher servers" "http://127.0.0.1:$port" "${processes[@]}"

node scripts/load/draw.mjs "$figures" "$behind"
