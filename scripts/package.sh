#!/usr/bin/env bash
# Builds the npm package into target/package/, for `npm install`. Publishes nothing.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/tools.sh
use_installed
scripts/build.sh --if-changed
say "==> the npm package"
node scripts/package/pack.mjs
