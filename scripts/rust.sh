#!/usr/bin/env bash
# A Rust compiler that can build for wasm32. rust.sh [--lints]: with rustfmt and clippy as well.
# COLLABSPACE_RUST=rustup|debian forces one of the two ways.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

way=${COLLABSPACE_RUST:-any}
# The usual toolchain is looked at first each time, so that a machine that has it by now goes back to it.
[ "${RUSTUP_TOOLCHAIN:-}" != "$DEBIAN_TOOLCHAIN" ] || unset RUSTUP_TOOLCHAIN

has_wasm_library() {
  local library
  library=$(rustc --print target-libdir --target "$WASM_TARGET" 2>/dev/null) && compgen -G "$library/libstd-*.rlib" >/dev/null
}

has_lints() { cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; }

is_new_enough() {
  local version
  version=$(rustc --version 2>/dev/null | cut -d' ' -f2)
  [ -n "$version" ] && [ "$(printf '%s\n%s\n' "$RUST_MINIMUM" "${version%%-*}" | sort -V | head -n 1)" = "$RUST_MINIMUM" ]
}

# The usual way: rustup. Its own server may be out of reach, and then it can hang: hence the limits.
by_rustup() {
  have rustup || return 1
  export RUSTUP_MAX_RETRIES=1 RUST_BACKTRACE=0
  if ! rustc --version >/dev/null 2>&1; then
    task "Rust, by rustup" "about a minute" 600 rustup toolchain install stable --profile minimal || return 1
    rustup default >/dev/null 2>&1 || rustup default stable >/dev/null 2>&1
  fi
  is_new_enough || return 1
  has_wasm_library ||
    task "Rust's library for $WASM_TARGET, by rustup" "some seconds" 120 rustup target add "$WASM_TARGET" || return 1
}

usual_way() {
  if ! { is_new_enough && has_wasm_library; }; then
    # Once it could not be installed, trying again at each start would only cost that time again.
    if [ -f "$CACHE/rust-toolchain" ] && [ "$way" = any ]; then return 1; fi
    by_rustup && has_wasm_library || return 1
  fi
  if [ "${1:-}" = --lints ] && ! has_lints; then
    have rustup && task "rustfmt and clippy, by rustup" "some seconds" 120 rustup component add rustfmt clippy || return 1
  fi
}

case $way in
  any | rustup)
    if usual_way "$@"; then
      rm -f "$CACHE/rust-toolchain"
      exit 0
    fi ;;
  debian) ;;
  *) die "COLLABSPACE_RUST=\"$way\" is not valid" "set it to rustup or debian, or unset it" ;;
esac

if [ "$way" != rustup ] && have dpkg-query; then
  [ "$way" = debian ] || [ -f "$CACHE/rust-toolchain" ] || say "    rustup failed; using Debian's compiler instead"
  exec scripts/rust-debian.sh "$@"
fi
rustc --version >/dev/null 2>&1 || die "Rust with the target $WASM_TARGET is not installed" "install Rust with rustup (https://rustup.rs), then run this again"
is_new_enough || die "Rust is $(rustc --version 2>/dev/null | cut -d' ' -f2), older than $RUST_MINIMUM" "run: rustup update stable"
die "Rust's library for $WASM_TARGET could not be installed" "when you are online, run: rustup target add $WASM_TARGET"
