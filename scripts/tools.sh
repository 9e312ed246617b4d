#!/usr/bin/env bash
# tools.sh [sockudo] [tests] [browsers] [bench] [cluster]: installs everything that a command needs; prints nothing if it is all there.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Two commands started at once must not install the same things at once.
if have flock; then
  exec 9>"$CACHE/lock"
  flock -n 9 || { say "another setup is running; waiting…" && flock -w 3600 9; } || die "another setup has been running for an hour" "stop it, then run this again"
fi

wants() { case " $wanted " in *" $1 "*) true ;; *) false ;; esac; }
wanted=$*
lints='' dev=''
if wants tests; then lints=--lints; fi
if wants tests || wants bench; then dev=--dev; fi

scripts/rust.sh $lints
scripts/npm.sh $dev
scripts/trunk.sh
scripts/wasm-bindgen.sh
scripts/wasm-split.sh
if wants sockudo; then scripts/sockudo.sh; fi
if wants tests || wants bench; then scripts/browser.sh; fi
if wants tests; then scripts/shellcheck.sh && scripts/fastapi.sh; fi
if wants tests || wants cluster; then scripts/nginx.sh && scripts/secantusdb.sh; fi
if wants browsers; then scripts/webdrivers.sh webkit firefox; fi
if wants cluster; then scripts/redis.sh; fi
rm -rf "$CACHE/tools-target"
