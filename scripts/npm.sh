#!/usr/bin/env bash
# Installs the packages of package-lock.json into node_modules. npm.sh [--dev]: including those that only tests need.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if ! have npm; then
  debian_packages nodejs npm || die "Node.js and npm are missing" "install Node.js $NODE_MINIMUM or newer (https://nodejs.org)"
fi
node=$(node --version 2>/dev/null) || die "Node.js is missing" "install Node.js $NODE_MINIMUM or newer (https://nodejs.org)"
major=${node#v} && major=${major%%.*}
[ "$major" -ge "$NODE_MINIMUM" ] || die "Node.js is $node, older than $NODE_MINIMUM" "install a newer one (https://nodejs.org)"

# The stamp says which lock file was installed, and whether with the development packages; those include the others.
stamp=node_modules/.collabspace-lock
lock=$(cksum <package-lock.json)
installed=$(cat "$stamp" 2>/dev/null || true)
[ "$installed" != "$lock dev" ] || exit 0
kind=dev omit=()
if [ "${1:-}" != --dev ]; then
  [ "$installed" != "$lock run" ] || exit 0
  kind=run omit=(--omit=dev)
fi

task "npm packages" "some seconds" 300 npm ci ${omit[@]+"${omit[@]}"} --no-audit --no-fund --no-update-notifier ||
  die "npm could not install the packages of package-lock.json" "see the output above; are you online?"
printf '%s %s\n' "$lock" "$kind" >"$stamp"
