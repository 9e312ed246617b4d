#!/usr/bin/env bash
# Simulates several machines on this one: two backends on one database, two Pusher servers over one Redis, nginx in front. Kill
# any one of the doubled ones, and the chat keeps working. Ctrl-C stops everything.
# PORT (3000) is nginx's; the others take free ones behind it. MONGODB_URI names the database; else secantusd is started.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/servers.sh

PORT=${PORT:-3000}
need_port "$PORT" PORT "the chat" "make cluster"
if [ -z "${CLUSTER_IS_BUILT:-}" ]; then
  scripts/tools.sh sockudo cluster
  use_installed
  scripts/build.sh --if-changed
fi
nginx=${NGINX:-$(PATH=$PATH:/usr/sbin command -v nginx)}

# Logs, process ids and data of this cluster.
RUN=${CLUSTER_FOLDER:-$RUN/cluster}
mkdir -p "$RUN/data" "$RUN/nginx"
rm -f "$RUN"/*.pid

stop_servers_at_the_end

# member NAME COMMAND…: a server, with its process id in a file, by which it can be killed.
member() {
  server "$@"
  printf '%s\n' "${SERVER_PIDS[-1]}" >"$RUN/$1.pid"
}

port=$PORT
take_port
redis_port=$port
member redis redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$RUN/data"

if [ -z "${MONGODB_URI:-}" ]; then
  take_port
  member secantusd "${SECANTUSD:-secantusd-py}" --host 127.0.0.1 --port "$port" --storage-path "$RUN/data/secantusd" --log-level WARNING
  export MONGODB_URI="mongodb://127.0.0.1:$port/collabspace?directConnection=true"
fi
if [ -n "${COLLABSPACE_BACKEND:-}" ]; then backend=$COLLABSPACE_BACKEND; else . scripts/backend.sh; fi
. scripts/session-secret.sh

# Pages and backends know nginx alone.
PUSHER_PORT=$PORT
. scripts/sockudo-env.sh
wait_until_listening redis "$redis_port" 10
sockudo_ports=() backend_ports=()
for number in 1 2; do
  take_port
  sockudo_ports+=("$port")
  member "sockudo-$number" env "${SOCKUDO_ENVIRONMENT[@]}" PORT="$port" ADAPTER_DRIVER=redis CACHE_DRIVER=redis \
    REDIS_URL="redis://127.0.0.1:$redis_port/" sockudo --config backend/deploy/sockudo-cluster.toml
  take_port
  backend_ports+=("$port")
  member "backend-$number" env COLLABSPACE_LISTEN="127.0.0.1:$port" COLLABSPACE_DEMO_SIGN_IN=1 "$backend"
done

sed -e "s/listen 80;/listen 127.0.0.1:$PORT;/" -e "s/server_name chat.example;/server_name _;/" \
  -e "s/127.0.0.1:3001/127.0.0.1:${backend_ports[0]}/" -e "s/127.0.0.1:3002/127.0.0.1:${backend_ports[1]}/" \
  -e "s/127.0.0.1:6001/127.0.0.1:${sockudo_ports[0]}/" -e "s/127.0.0.1:6002/127.0.0.1:${sockudo_ports[1]}/" \
  backend/deploy/nginx-cluster.conf >"$RUN/nginx/site.conf"
{
  printf 'daemon off; worker_processes 1; pid %s/nginx/nginx.pid; error_log stderr;\nevents { worker_connections 8192; }\n' "$RUN"
  printf 'http { access_log off;\n'
  for kind in client_body proxy fastcgi uwsgi scgi; do printf '%s_temp_path %s/nginx/%s;\n' "$kind" "$RUN" "$kind"; done
  printf 'include %s/nginx/site.conf;\n}\n' "$RUN"
} >"$RUN/nginx/nginx.conf"
for number in 1 2; do
  wait_until_ready "sockudo-$number" "${sockudo_ports[number - 1]}" /up 30
  wait_until_ready "backend-$number" "${backend_ports[number - 1]}" /healthz 30
done
member nginx "$nginx" -c "$RUN/nginx/nginx.conf" -p "$RUN/nginx" -e stderr
wait_until_ready nginx "$PORT" /healthz 10

say
say "The chat is at http://127.0.0.1:$PORT"
say "  behind it: two backends on ${backend_ports[*]}, two Pusher servers on ${sockudo_ports[*]}"
say "  kill one of them and keep chatting: kill -9 \$(cat ${RUN#"$ROOT"/}/backend-1.pid), or sockudo-1.pid"
say "  logs and process ids: ${RUN#"$ROOT"/}/"
say "  Ctrl-C stops it all."

# One that has ended is told of, once; the others go on.
while ! have ps || [ "$(ps -o ppid= -p $$ | tr -d ' ')" = "$PPID" ]; do
  for i in "${!SERVER_PIDS[@]}"; do
    kill -0 "${SERVER_PIDS[$i]}" 2>/dev/null && continue
    say "${SERVER_NAMES[$i]} exited; the others keep running"
    unset "SERVER_PIDS[$i]" "SERVER_NAMES[$i]"
  done
  [ "${#SERVER_PIDS[@]}" -gt 0 ] || die "no server is running any more" "read the logs in $RUN"
  pause 1
done
