#!/usr/bin/env bash
# sockudo, the Pusher Channels server of the demo and the tests; with Redis, over which several are one (make cluster).
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ "$(sockudo --version 2>/dev/null </dev/null)" != "sockudo $SOCKUDO_VERSION" ]; then
  if have dpkg-query; then
    # shellcheck disable=SC2086 # a list of packages
    debian_packages $DEBIAN_SOCKUDO_PACKAGES ||
      die "sockudo needs Debian packages that could not be installed" "as root, run: apt-get install $DEBIAN_SOCKUDO_PACKAGES"
  elif ! { have cc && have protoc && have pkg-config && pkg-config --exists openssl; }; then
    die "compiling sockudo needs a C compiler, make, protoc (protobuf), pkg-config and OpenSSL's headers" \
      "install them with this system's package manager; only make start needs no sockudo, unless COLLABSPACE_SOCKUDO asks for it"
  fi
fi
exec scripts/cargo-tool.sh sockudo sockudo "$SOCKUDO_VERSION" "about 3 minutes on two cores" --no-default-features --features local,redis
