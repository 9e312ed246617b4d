#!/usr/bin/env bash
# Builds the page into dist/. build.sh [--if-changed]: only if a source is newer than the last build.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
started=$SECONDS
# Touched by a build that succeeded, with the time at which it began. Not in dist/, which goes to a host as it is.
built=$RUN/page-built

is_current() {
  [ -f dist/index.html ] && [ -f "$built" ] || return 1
  local source sources=()
  for source in Cargo.toml Cargo.lock build.rs Trunk.toml index.html package-lock.json src style public scripts/page scripts/versions.env; do
    [ ! -e "$source" ] || sources+=("$source")
  done
  # Folders count too: a deleted file leaves its folder newer.
  [ -z "$(find "${sources[@]}" -newer "$built" -print -quit)" ]
}

if [ "${1:-}" = --if-changed ] && is_current; then exit 0; fi

say "==> the page, into dist/ (some minutes the first time)"
began=$(mktemp "$RUN/began.XXXXXX")
trap 'rm -f "$began"' EXIT
# Trunk reads NO_COLOR as true or false only, not as the 1 that other programs take.
if [ -n "${NO_COLOR:-}" ]; then export NO_COLOR=true; else unset NO_COLOR; fi
# Its own wasm-bindgen stands before the real one: see there.
PATH=$ROOT/scripts/page/bin:$PATH
limit 1800 trunk --log warn build --release --skip-version-check ||
  die "the page could not be built" "see the output above"
touch -r "$began" "$built"
say "    done in $((SECONDS - started)) s"
