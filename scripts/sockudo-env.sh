# shellcheck shell=bash
# Sets the environment of a local sockudo with one app, and the backend's to match. Sourced after lib.sh and pusher-env.sh.
# Expects PUSHER_PORT, and PORT of the page. The credentials are generated once per checkout.
random_hex() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

if [ ! -f "$RUN/pusher.env" ]; then
  (umask 077 && printf 'PUSHER_APP_ID=demo\nPUSHER_KEY=%s\nPUSHER_SECRET=%s\n' "$(random_hex 10)" "$(random_hex 16)" >"$RUN/pusher.env")
fi
# shellcheck disable=SC1091 # made above
. "$RUN/pusher.env"
export PUSHER_APP_ID PUSHER_KEY PUSHER_SECRET PUSHER_PORT PUSHER_HOST=127.0.0.1 PUSHER_SCHEME=http

# Unless told otherwise it binds 0.0.0.0, serves metrics there too, limits rates, gives an app 100 connections, and looks
# for a Redis to queue webhooks in, which costs four seconds where there is none.
SOCKUDO_ENVIRONMENT=(
  HOST=127.0.0.1 PORT="$PUSHER_PORT" METRICS_ENABLED=false RATE_LIMITER_ENABLED=false HTTP_API_USAGE_ENABLED=false
  QUEUE_DRIVER=memory
  SHUTDOWN_GRACE_PERIOD=1
  # Any web page that is open in this machine's browser can reach its ports, and sockudo 5.2 lets sockets without a signature hear
  # every message ("protocol=2"; see backend/deploy/nginx.conf). Only the chat's own pages, and those of origins that may call its
  # API, may connect. Empty lets everybody in: programs outside a browser name no origin.
  SOCKUDO_DEFAULT_APP_ALLOWED_ORIGINS="${SOCKUDO_DEFAULT_APP_ALLOWED_ORIGINS-http://127.0.0.1:$PORT,http://localhost:$PORT${COLLABSPACE_ALLOW_ORIGIN:+,$COLLABSPACE_ALLOW_ORIGIN}}"
  SOCKUDO_DEFAULT_APP_ID="$PUSHER_APP_ID" SOCKUDO_DEFAULT_APP_KEY="$PUSHER_KEY" SOCKUDO_DEFAULT_APP_SECRET="$PUSHER_SECRET"
  SOCKUDO_DEFAULT_APP_ENABLE_CLIENT_MESSAGES=false SOCKUDO_DEFAULT_APP_ENABLE_USER_AUTHENTICATION=false
  SOCKUDO_DEFAULT_APP_MAX_CONNECTIONS=5000 SOCKUDO_DEFAULT_APP_MAX_CLIENT_EVENTS_PER_SECOND=10
  SOCKUDO_DEFAULT_APP_MAX_BACKEND_EVENTS_PER_SECOND=10000 SOCKUDO_DEFAULT_APP_MAX_READ_REQUESTS_PER_SECOND=10000
  SOCKUDO_DEFAULT_APP_MAX_EVENT_PAYLOAD_IN_KB=10 SOCKUDO_DEFAULT_APP_MAX_EVENT_BATCH_SIZE=10
  SOCKUDO_DEFAULT_APP_MAX_PRESENCE_MEMBER_SIZE_IN_KB=1
)
