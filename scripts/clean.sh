#!/usr/bin/env bash
# Removes built files. Installed tools, npm packages and the demo's messages stay.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
rm -rf target dist .trunk test-results playwright-report "$RUN"/*.log "$RUN"/bench "$RUN/page-built" "$RUN/e2e.json" \
  "$RUN"/cluster/*.log "$RUN/cluster/nginx"
