#!/usr/bin/env bash
# Lighthouse over the built page, as a phone and as a desktop: performance (98 at least, the middle of three), accessibility, best practices.
# Reports are in test-results/lighthouse. PORT and PUSHER_PORT choose the ports of the servers that it starts.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. scripts/pusher-env.sh
. scripts/servers.sh
. scripts/check.sh

PORT=${PORT:-3010} PUSHER_PORT=${PUSHER_PORT:-6011}
need_port "$PORT" PORT "the chat"
need_port "$PUSHER_PORT" PUSHER_PORT "the Pusher server"
scripts/tools.sh sockudo tests
use_installed
. scripts/browser-paths.sh
[ -d scripts/lighthouse/node_modules ] ||
  task "Lighthouse" "half a minute" 600 npm ci --prefix scripts/lighthouse --no-audit --no-fund --no-update-notifier ||
  die "npm could not install the packages of scripts/lighthouse/package-lock.json" "see the output above; are you online?"
scripts/build.sh --if-changed
check "the backend" 1800 "see the output above" cargo build --quiet --package collabspace-backend --profile server

trap stop_servers EXIT
. scripts/sockudo-env.sh
server sockudo env "${SOCKUDO_ENVIRONMENT[@]}" sockudo
wait_until_ready sockudo "$PUSHER_PORT" /up 30
database=$RUN/lighthouse.sqlite
rm -f "$database" "$database-shm" "$database-wal"
COLLABSPACE_DATABASE=$database COLLABSPACE_LISTEN=127.0.0.1:$PORT COLLABSPACE_DEMO_SIGN_IN=1 server backend "$TARGET/server/collabspace-backend"
wait_until_ready backend "$PORT" /healthz 30
CHROME_PATH=$CHROMIUM limit 600 node scripts/lighthouse/run.mjs "http://127.0.0.1:$PORT" test-results/lighthouse
