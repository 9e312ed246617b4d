#!/usr/bin/env bash
# The npm package, into target/package/: what `npm install` takes. Nothing is published.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/tools.sh
use_installed
scripts/build.sh --if-changed
say "==> the npm package"
node scripts/package/pack.mjs
