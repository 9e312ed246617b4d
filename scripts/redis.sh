#!/usr/bin/env bash
# Redis, over which several Pusher servers are one. Run by hand on a port of its own; the system's service is not used.
# Prints nothing when it is there.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if ! have redis-server; then
  # shellcheck disable=SC2086 # a list of packages
  debian_packages $DEBIAN_REDIS_PACKAGES ||
    die "the cluster needs redis-server" "install it (Debian: apt-get install $DEBIAN_REDIS_PACKAGES)"
fi
