# shellcheck shell=bash
# Builds the backend for running it, and sets `backend` to its path. With MONGODB_URI it includes MongoDB, which takes longer.
# Sourced after lib.sh.
backend=$TARGET/server/collabspace-backend
features=()
if [ -n "${MONGODB_URI:-}" ]; then features=(--features mongodb); fi
[ -x "$backend" ] || say "==> the backend (about 2 minutes the first time)"
limit 1800 cargo build --quiet --package collabspace-backend --profile server ${features[@]+"${features[@]}"} ||
  die "the backend could not be built" "see the output above"
