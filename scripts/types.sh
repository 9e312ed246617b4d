#!/usr/bin/env bash
# Checks the types of the JavaScript and of the tests' TypeScript. Nothing is built.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

status=0
for part in page worker scripts tests; do tsc -p "scripts/types/$part.json" || status=1; done
exit "$status"
