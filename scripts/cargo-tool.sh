#!/usr/bin/env bash
# cargo-tool.sh BINARY PACKAGE VERSION ABOUT-HOW-LONG [CARGO-INSTALL-OPTION…]: one tool from crates.io, at one version.
# Uses a matching one on PATH, or else a prebuilt one if cargo-binstall is installed, or else compiles it.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
binary=$1 package=$2 version=$3 expect=$4
shift 4

if [ "$("$binary" --version 2>/dev/null </dev/null | head -n 1)" = "$binary $version" ]; then exit 0; fi

folder=$CACHE/tools/$package-$version
if have cargo-binstall; then
  task "$package $version, prebuilt" "some seconds" 300 \
    cargo binstall --no-confirm --disable-strategies compile --version "$version" --root "$folder" "$package" && exit 0
  say "    no prebuilt binary found; compiling it"
fi

# Unoptimized: their release profiles take several times as long to compile, and these tools run for moments.
# One target folder for all of them, so that what they share is compiled once; tools.sh removes it at the end.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_STRIP=symbols CARGO_INCREMENTAL=0
export CARGO_TARGET_DIR=$CACHE/tools-target
task "$package $version, compiled" "$expect" 2400 \
  cargo install "$package" --version "$version" --locked --debug --root "$folder" "$@" ||
  die "$package $version could not be installed" "see the output above, then run the same command again; it resumes where it stopped"
