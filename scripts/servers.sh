# shellcheck shell=bash
# Starting servers, waiting until they answer, and stopping them whatever happens. Sourced after lib.sh.
SERVER_NAMES=()
SERVER_PIDS=()

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# need_port PORT VARIABLE WHAT [COMMAND]
need_port() {
  case $1 in
    '' | *[!0-9]*) die "$2=\"$1\" is not a valid port" "set it to a number from 1 to 65535" ;;
  esac
  is_listening "$1" || return 0
  die "port $1 ($3) is already in use" "stop the other process, or use another port: $2=$(($1 + 1)) ${4:-make start}"
}

# take_port: sets `port` to the next free one above itself.
take_port() {
  until port=$((port + 1)) && ! is_listening "$port"; do :; done
}

# answers PORT PATH: whether an HTTP GET is answered by 200.
answers() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
  read -r -t 2 -u 3 _ status _ && [ "$status" = 200 ]
) 2>/dev/null

# server NAME COMMAND…: starts it with its output in .run/NAME.log.
server() {
  local name=$1 guard=()
  shift
  # Where the system can: the server ends with this script even if that is killed with no time to clean up.
  ! have setpriv || guard=(setpriv --pdeathsig TERM --)
  ${guard[@]+"${guard[@]}"} "$@" </dev/null >"$RUN/$name.log" 2>&1 &
  SERVER_NAMES+=("$name")
  SERVER_PIDS+=("$!")
  # The shell's own notice of its end would only repeat what check_servers says.
  disown "$!"
}

# fail_server NAME WHAT: ends with the last lines of that server's log.
fail_server() {
  tail -n 10 "$RUN/$1.log" | sed 's/^/    | /' >&2
  die "$1 $2" "read ${RUN#"$ROOT"/}/$1.log"
}

# check_servers: ends when one of them has ended.
check_servers() {
  local i
  for i in "${!SERVER_PIDS[@]}"; do
    kill -0 "${SERVER_PIDS[$i]}" 2>/dev/null || fail_server "${SERVER_NAMES[$i]}" "exited unexpectedly"
  done
}

# pause SECONDS: a sleep that a signal interrupts.
pause() {
  sleep "$1" &
  wait $!
}

# wait_until_ready NAME PORT PATH SECONDS
wait_until_ready() {
  local deadline=$((SECONDS + $4))
  until answers "$2" "$3"; do
    check_servers
    [ "$SECONDS" -lt "$deadline" ] || fail_server "$1" "did not answer $3 on port $2 within $4 s"
    pause 0.1
  done
}

# wait_until_listening NAME PORT SECONDS: for one that speaks no HTTP.
wait_until_listening() {
  local deadline=$((SECONDS + $3))
  until is_listening "$2"; do
    check_servers
    [ "$SECONDS" -lt "$deadline" ] || fail_server "$1" "did not listen on port $2 within $3 s"
    pause 0.1
  done
}

# stop_servers: asks each to end, the last started first, and ends those that have not after 10 s.
stop_servers() {
  local i pid deadline
  local order=("${!SERVER_PIDS[@]}")
  for ((i = ${#order[@]} - 1; i >= 0; i--)); do
    pid=${SERVER_PIDS[${order[i]}]} deadline=$((SECONDS + 10))
    kill -TERM "$pid" 2>/dev/null || continue
    while kill -0 "$pid" 2>/dev/null; do
      if [ "$SECONDS" -ge "$deadline" ]; then
        say "    ${SERVER_NAMES[${order[i]}]} did not stop within 10 s; killed"
        kill -KILL "$pid" 2>/dev/null || true
      fi
      sleep 0.05
    done
  done
  SERVER_PIDS=()
}

# stop_servers_at_the_end: whenever the script ends; a signal ends it.
stop_servers_at_the_end() {
  trap stop_servers EXIT
  trap on_signal INT TERM HUP
}

# A signal often comes twice, from the terminal and from make: the second must not cut the stopping short.
STOPPING=no
on_signal() {
  [ "$STOPPING" = no ] || return 0
  STOPPING=yes
  printf '\nstopping\n'
  exit 0
}
